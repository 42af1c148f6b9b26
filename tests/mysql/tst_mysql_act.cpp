// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/mysql/mariadbserver.h"
#include "tests/support/acting.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

QString idOf(MariaDbSession &session)
{
    return QString::fromLatin1(session.ask("select connection_id()"));
}

} // namespace

/// Ending what blocks, on a real MariaDB, and never anything else.
class TestMysqlAct : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<MariaDbServer>();
        m_server->start();
    }
    void cleanupTestCase() { m_server.reset(); }
    void init() { failOnAnyWarning(); }

    void anIdleRootIsEndedAndItsLockIsGone()
    {
        auto root = m_server->session(), waiter = m_server->session();
        const QString id = idOf(*root), waiting = idOf(*waiter);
        root->ask("begin; update shop.stock set quantity = 1 where sku = 7");
        waiter->send("update shop.stock set quantity = 2 where sku = 7");
        QTRY_COMPARE(commandOf(waiting), QByteArray("Query"));
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const QString refused = hand.carryOut(CancelStatement{id, {}});
        QVERIFY2(refused.contains(QStringLiteral("nothing to cancel, and its locks stay")), qPrintable(refused));
        QCOMPARE(hand.carryOut(EndSession{id, {}}), QStringLiteral("accepted, done"));
        QTRY_COMPARE(m_server->admin("select quantity from shop.stock where sku = 7"), QByteArray("2"));
        QTRY_COMPARE(commandOf(waiting), QByteArray("Sleep"));
    }

    void aStatementIsCancelledByItsQuery()
    {
        auto session = m_server->session();
        const QString id = idOf(*session);
        session->ask("begin; update shop.stock set quantity = 3 where sku = 8");
        session->send("select sleep(600)");
        QTRY_COMPARE(commandOf(id), QByteArray("Query"));
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        QTRY_VERIFY(hand.inspect(CancelStatement{id, {}})->identity.contains(u':'));
        const CancelStatement cancel{id, hand.inspect(CancelStatement{id, {}})->identity};
        const Receipt receipt = hand.execute(cancel);
        QVERIFY2(receipt.state == Receipt::State::Accepted, qPrintable(receipt.detail));
        const Verdict verdict = hand.verify(cancel);
        QCOMPARE(verdict.state, Verdict::State::Done);
        QVERIFY2(verdict.detail.contains(QStringLiteral("holds its locks")), qPrintable(verdict.detail));
        QCOMPARE(commandOf(id), QByteArray("Sleep"));
    }

    void whatIsAnotherOneByNowIsLeftAlone()
    {
        auto session = m_server->session();
        const QString id = idOf(*session);
        session->ask("begin; update shop.stock set quantity = 4 where sku = 9");
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        QString identity;
        QTRY_VERIFY((identity = hand.inspect(EndSession{id, {}})->identity).contains(u':'));
        session->ask("commit; begin; update shop.stock set quantity = 5 where sku = 9");
        const Receipt other = hand.executeBlindly(EndSession{id, identity});
        QVERIFY2(other.detail.contains(QStringLiteral("another transaction")), qPrintable(other.detail));
        session->send("select sleep(601)");
        QTRY_COMPARE(commandOf(id), QByteArray("Query"));
        const QString now = hand.inspect(EndSession{id, {}})->identity;
        const Receipt statement = hand.executeBlindly(CancelStatement{id, now + QStringLiteral("#0123456789abcdef")});
        QVERIFY2(statement.detail.contains(QStringLiteral("another statement")), qPrintable(statement.detail));
        QCOMPARE(commandOf(id), QByteArray("Query"));
        QVERIFY(hand.executeBlindly(EndSession{id, {}}).detail.contains(QStringLiteral("nobody said which")));
        m_server->admin("kill " + id.toLatin1());
        QTRY_COMPARE(commandOf(id), QByteArray());
        QVERIFY(hand.execute(EndSession{id, now}).detail.contains(QStringLiteral("not there (any more)")));
    }

    /// The session begins another transaction every few milliseconds. What was true a moment ago must never end it.
    void aHundredOldIdentitiesEndNothing()
    {
        const int runs = std::max(qEnvironmentVariableIntValue("SURGEDECK_RACES"), 100);
        m_server->admin(
            "delimiter //\ncreate or replace procedure shop.busy() modifies sql data begin declare i int default 0; "
            "while i "
            "< 1000000000 do start transaction; update shop.stock set quantity = i where sku = 10; commit; set "
            "i = i + 1; end while; end//\ndelimiter ;\n");
        auto session = m_server->session();
        const QString id = idOf(*session);
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        session->send("call shop.busy()");
        QTRY_COMPARE(commandOf(id), QByteArray("Query"));
        int refused = 0;
        for (int i = 0; i < runs && refused == i; ++i)
            refused +=
                hand.executeBlindly(EndSession{id, id + u':' + QString::number(i + 1)}).state == Receipt::State::Refused
                    ? 1
                    : 0;
        QCOMPARE(refused, runs);
        QCOMPARE(commandOf(id), QByteArray("Query"));
        m_server->admin("kill " + id.toLatin1());
    }

    /// The session goes on while it is aimed at. Each transaction but the one that is meant leaves a mark which no
    /// rollback takes away: where a session was ended there must be none.
    void inARaceOnlyTheTransactionThatWasMeantIsEnded()
    {
        const int asked = qEnvironmentVariableIntValue("SURGEDECK_RACES"), runs = asked > 0 ? asked : 40;
        m_server->admin("create or replace table shop.marks (run int) engine = MyISAM");
        const QByteArrayList moves{
            "select 1",
            "commit; begin; insert into shop.marks values (%1); update shop.stock set quantity = 1 where sku = 13",
            "select sleep(0.02)", "rollback; begin; insert into shop.marks values (%1); select sleep(0.01)"};
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        std::unique_ptr<MariaDbSession> session;
        QSet<int> ended;
        for (int i = 0; i < runs; ++i) {
            session = session ? std::move(session) : m_server->session();
            session->ask("rollback"); // and what it said of the run before
            const QString id = idOf(*session);
            session->ask("begin; update shop.stock set quantity = " + QByteArray::number(i) +
                         " where sku = 12");
            QString identity, why;
            const auto seen = [&] {
                const auto inspection = hand.inspect(EndSession{id, {}});
                identity = inspection ? inspection->identity : QString();
                why = inspection ? QString() : inspection.error().message;
                return identity.contains(u':');
            };
            QTRY_VERIFY2(seen(), qPrintable(why));
            session->send(QByteArray(moves[i % moves.size()]).replace("%1", QByteArray::number(i)));
            QTest::qWait(i % 7); // anywhere in it
            if (hand.executeBlindly(EndSession{id, identity}).state != Receipt::State::Accepted)
                continue;
            ended << i;
            QTRY_COMPARE(commandOf(id), QByteArray());
            session.reset();
        }
        for (const QByteArray &run : m_server->admin("select run from shop.marks").split('\n'))
            QVERIFY2(run.isEmpty() || !ended.contains(run.toInt()), run.constData());
        QVERIFY2(!ended.isEmpty() && ended.size() < runs,
                 qPrintable(QString::number(ended.size()))); // both happened, or it was no race
        qInfo("%d of %d sessions were ended", int(ended.size()), runs);
    }

    void systemSessionsAndOursAreLeftAlone()
    {
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        QVERIFY(actuator->arm({}));
        const QByteArray ours =
            m_server->admin("select id from information_schema.processlist where user = 'act' limit 1");
        QVERIFY(hand.carryOut(EndSession{QString::fromLatin1(ours), {}}).contains(QStringLiteral("that consoles use")));
        m_server->admin("set global event_scheduler = on");
        QByteArray scheduler;
        QTRY_VERIFY(!(scheduler = m_server->admin(
                          "select id from information_schema.processlist where user = 'event_scheduler'"))
                         .isEmpty());
        const QString result = hand.carryOut(EndSession{QString::fromLatin1(scheduler), {}});
        QVERIFY2(result.contains(QStringLiteral("ordinary client")), qPrintable(result));
        QVERIFY(hand.carryOut(EndSession{QStringLiteral("xa 'x'"), {}}).contains(QStringLiteral("XA ROLLBACK")));
    }

    void withoutTheRightNothingIsSent()
    {
        auto session = m_server->session();
        const QString id = idOf(*session);
        const auto actuator = make(QStringLiteral("poor"));
        const QString result = ActingHand(*actuator, m_clock).carryOut(EndSession{id, {}});
        QVERIFY2(result.startsWith(QLatin1String("refused")), qPrintable(result));
        const auto looking = make(QStringLiteral("view"));
        const QString grant = ActingHand(*looking, m_clock).carryOut(EndSession{id, {}});
        QVERIFY2(grant.contains(QStringLiteral("GRANT PROCESS, CONNECTION ADMIN ON *.* TO")), qPrintable(grant));
        QCOMPARE(commandOf(id), QByteArray("Sleep"));
    }

    void aFullServerLetsTheArmedOneIn()
    {
        const auto actuator = make(QStringLiteral("act"));
        QVERIFY(actuator->arm({}));
        auto root = m_server->session();
        const QString id = idOf(*root);
        m_server->admin("set global max_connections = 10");
        std::vector<std::unique_ptr<MariaDbSession>> crowd;
        for (int i = 0; i < 12; ++i)
            crowd.push_back(m_server->session());
        QCOMPARE(ActingHand(*actuator, m_clock).carryOut(EndSession{id, {}}), QStringLiteral("accepted, done"));
        crowd.clear();
    }

private:
    ActuatorPtr make(const QString &user)
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("mysql");
        settings.endpoint = m_server->dsn(QStringLiteral("view"));
        settings.actEndpoint = m_server->dsn(user);
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/test/responder/1");
        auto actuator = createActuator(settings, m_clock);
        if (!actuator)
            qFatal("%s", qPrintable(actuator.error().message));
        return std::move(*actuator);
    }

    QByteArray commandOf(const QString &id) const
    {
        return m_server->admin("select command from information_schema.processlist where id = " + id.toLatin1());
    }

    SystemClock m_clock;
    std::unique_ptr<MariaDbServer> m_server;
};

QTEST_GUILESS_MAIN(TestMysqlAct)
#include "tst_mysql_act.moc"
