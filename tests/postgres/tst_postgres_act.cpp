// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/acting.h"
#include "tests/support/testrules.h"

#include <QSet>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

QString pidOf(PostgresSession &session)
{
    return QString::fromLatin1(session.ask("select pg_backend_pid()"));
}

/// The identity of a session as an observation shows it.
QString identityNow(const PostgresServer &server, const QString &pid)
{
    return QString::fromLatin1(
        server.admin("select concat_ws('/', pid, (extract(epoch from backend_start) * 1000000)::bigint, (extract(epoch "
                     "from xact_start) * 1000000)::bigint) from pg_stat_activity where pid = " +
                     pid.toLatin1()));
}

} // namespace

/// Ending what blocks, on a real PostgreSQL, and never anything else.
class TestPostgresAct : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>(
            PostgresServer::Options{.settings = {QStringLiteral("log_line_prefix = '%p|%v|'")}});
        m_server->start();
        m_server->admin("create role shop login; grant all on stock to shop");
    }
    void cleanupTestCase() { m_server.reset(); }
    void init() { failOnAnyWarning(); }

    void anIdleRootIsEndedAndItsLockIsGone()
    {
        auto root = shopper(), waiter = shopper();
        const QString pid = pidOf(*root);
        root->ask("begin; update stock set quantity = 1 where sku = 7");
        const QString waiting = pidOf(*waiter);
        waiter->send("update stock set quantity = 2 where sku = 7");
        QTRY_COMPARE(stateOf(waiting), QByteArray("active|Lock"));
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        // Cancelling frees nothing, and says so.
        const QString refused = hand.carryOut(CancelStatement{pid, {}});
        QVERIFY2(refused.contains(QStringLiteral("nothing to cancel, and its locks stay")), qPrintable(refused));
        QCOMPARE(stateOf(waiting), QByteArray("active|Lock"));
        QCOMPARE(hand.carryOut(EndSession{pid, {}}), QStringLiteral("accepted, done"));
        QTRY_COMPARE(stateOf(waiting), QByteArray("idle|Client"));
        QCOMPARE(m_server->admin("select quantity from stock where sku = 7"), QByteArray("2"));
    }

    void aStatementIsCancelledAndItsTransactionIsToldOf()
    {
        auto session = shopper();
        const QString pid = pidOf(*session);
        session->ask("begin");
        session->send("select pg_sleep(600)");
        QTRY_VERIFY(stateOf(pid).startsWith("active"));
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const auto found = hand.inspect(CancelStatement{pid, {}});
        QVERIFY(found);
        const CancelStatement cancel{pid, found->identity};
        QCOMPARE(hand.execute(cancel).state, Receipt::State::Accepted);
        QTRY_VERIFY(stateOf(pid).startsWith("idle in transaction (aborted)"));
        const Verdict verdict = hand.verify(cancel);
        QCOMPARE(verdict.state, Verdict::State::Done);
        QVERIFY2(verdict.detail.contains(QStringLiteral("its locks are free")), qPrintable(verdict.detail));
    }

    void whatIsAnotherOneByNowIsLeftAlone()
    {
        auto session = shopper();
        const QString pid = pidOf(*session);
        session->ask("begin");
        const QString before = identityNow(*m_server, pid);
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        session->ask("commit; begin");
        QVERIFY(hand.execute(EndSession{pid, before}).detail.contains(QStringLiteral("another transaction")));
        QVERIFY(hand.executeBlindly(EndSession{pid, before}).detail.contains(QStringLiteral("another transaction")));
        const QString reused = before.section(u'/', 0, 0) + QStringLiteral("/1/") + before.section(u'/', 2);
        QVERIFY(
            hand.executeBlindly(EndSession{pid, reused}).detail.contains(QStringLiteral("belongs to another session")));
        session->send("select pg_sleep(601)");
        QTRY_VERIFY(stateOf(pid).startsWith("active"));
        const QString other = identityNow(*m_server, pid) + QStringLiteral("#0123456789abcdef");
        QVERIFY(hand.executeBlindly(CancelStatement{pid, other}).detail.contains(QStringLiteral("another statement")));
        QVERIFY(hand.executeBlindly(EndSession{pid, {}}).detail.contains(QStringLiteral("nobody said which")));
        QTRY_VERIFY(stateOf(pid).startsWith("active"));
        const QString gone = identityNow(*m_server, pid);
        session.reset();
        m_server->admin("select pg_terminate_backend(" + pid.toLatin1() + ")");
        QTRY_COMPARE(stateOf(pid), QByteArray());
        QVERIFY(hand.execute(EndSession{pid, gone}).detail.contains(QStringLiteral("not there (any more)")));
    }

    /// The session commits and begins all the time. An identity that was true a moment ago must never end it.
    void aThousandOldIdentitiesEndNothing()
    {
        auto session = shopper();
        const QString pid = pidOf(*session);
        const QString start = identityNow(*m_server, pid).section(u'/', 0, 1);
        session->send("do $$ begin for i in 1..1000000 loop perform pg_sleep(0.0005); commit; end loop; end $$");
        QTRY_VERIFY(!identityNow(*m_server, pid).section(u'/', 2, 2).isEmpty());
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        int refused = 0;
        QString identity;
        for (int i = 0; i < 1000; ++i) {
            if (i % 100 == 0) { // one of a transaction, which has ended since
                QTRY_VERIFY(!(identity = identityNow(*m_server, pid)).section(u'/', 2, 2).isEmpty());
                QTRY_VERIFY(identityNow(*m_server, pid) != identity);
            }
            refused += hand.executeBlindly(EndSession{pid, identity}).state == Receipt::State::Refused ? 1 : 0;
        }
        QCOMPARE(refused, 1000);
        QCOMPARE(identityNow(*m_server, pid).section(u'/', 0, 1), start);
    }

    /// The session goes on while it is aimed at: another transaction, another statement, its own end. Whatever the
    /// server ended, its log says in which transaction, and that has to be the one that was meant.
    void inARaceOnlyWhatWasMeantIsEnded()
    {
        const int asked = qEnvironmentVariableIntValue("SURGEDECK_RACES"), runs = asked > 0 ? asked : 100;
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const QByteArrayList moves{"select 1", "commit; begin", "rollback; begin; select 1", "select pg_sleep(0.02)",
                                   "\\q"};
        const qsizetype logged = m_server->log().size();
        QSet<QByteArray> meant;
        std::unique_ptr<PostgresSession> session;
        int accepted = 0;
        for (int i = 0; i < runs; ++i) {
            session = session ? std::move(session) : shopper();
            session->ask("begin");
            const QByteArray transaction = session->ask("select pid || '|' || virtualtransaction from pg_locks where "
                                                        "locktype = 'virtualxid' and pid = pg_backend_pid()");
            const QString pid = QString::fromLatin1(transaction.split('|').front());
            const QString identity = identityNow(*m_server, pid);
            meant << transaction;
            const QByteArray move = moves[i % moves.size()];
            session->send(move);
            const bool ended = hand.executeBlindly(EndSession{pid, identity}).state == Receipt::State::Accepted;
            accepted += ended ? 1 : 0;
            if (ended || move == "\\q")
                session.reset();
            else
                session->ask("rollback");
        }
        int seen = 0;
        for (const QByteArray &line : m_server->log().mid(logged).split('\n')) {
            if (!line.contains("terminating connection due to administrator command"))
                continue;
            const QByteArrayList fields = line.split('|');
            const bool between = fields[1].endsWith("/0"); // it had ended by itself a moment before
            QVERIFY2(between || meant.contains(fields[0] + '|' + fields[1]), line.constData());
            ++seen;
        }
        QVERIFY(seen <= accepted);
        QVERIFY(accepted > 0 && accepted < runs); // both happened, or it was no race
    }

    /// At max_connections nobody else is let in: the connection that was opened before is what acts.
    void aFullServerLetsTheArmedOneIn()
    {
        const auto armed = make(QStringLiteral("act")), late = make(QStringLiteral("act"));
        QVERIFY(armed->arm({}));
        auto root = shopper();
        const QString pid = pidOf(*root);
        root->ask("begin; update stock set quantity = 1 where sku = 7");
        std::vector<std::unique_ptr<PostgresSession>> crowd;
        for (int i = 0; i < 20; ++i)
            crowd.push_back(shopper());
        ActingHand hand(*late, m_clock);
        QTRY_VERIFY(!hand.inspect(EndSession{pid, {}}));
        QCOMPARE(hand.inspect(EndSession{pid, {}}).error().kind, Error::Kind::Full);
        QCOMPARE(ActingHand(*armed, m_clock).carryOut(EndSession{pid, {}}), QStringLiteral("accepted, done"));
        crowd.clear();
    }

    void aSuperusersSessionIsRefusedByTheServer()
    {
        auto session = m_server->session();
        const QString pid = pidOf(*session);
        const auto actuator = make(QStringLiteral("act"));
        const QString result = ActingHand(*actuator, m_clock).carryOut(EndSession{pid, {}});
        QVERIFY2(result.startsWith(QLatin1String("refused: ")) && result.contains(QStringLiteral("superuser")),
                 qPrintable(result));
    }

    void systemSessionsAndOursAreLeftAlone()
    {
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const QByteArray launcher =
            m_server->admin("select pid from pg_stat_activity where backend_type = 'checkpointer'");
        QVERIFY(
            hand.carryOut(EndSession{QString::fromLatin1(launcher), {}}).contains(QStringLiteral("ordinary client")));
        const QByteArray ours = m_server->admin("select pid from pg_stat_activity where application_name like "
                                                "'surgedeck%' order by backend_start desc limit 1");
        QVERIFY(hand.carryOut(EndSession{QString::fromLatin1(ours), {}}).contains(QStringLiteral("it is ours")));
        QVERIFY(
            hand.carryOut(EndSession{QStringLiteral("prepared:x"), {}}).contains(QStringLiteral("ROLLBACK PREPARED")));
        QVERIFY(hand.carryOut(EndSession{QStringLiteral("1 or 1=1"), {}})
                    .contains(QStringLiteral("number of its process")));
    }

    void rights_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing granted") << "poor"
                                         << "GRANT pg_signal_backend, pg_read_all_stats TO poor;";
        QTest::newRow("blind") << "blind"
                               << "GRANT pg_read_all_stats TO blind;";
        QTest::newRow("only the installation's function") << "narrow"
                                                          << "accepted, done";
    }
    void rights()
    {
        QFETCH(QString, user);
        QFETCH(QString, words);
        m_server->admin(
            "create role blind login password 'pw' in role pg_signal_backend; create role narrow login "
            "password 'pw'; create role signaller nologin in role pg_monitor, pg_signal_backend; create "
            "schema cockpit authorization signaller; create function cockpit.cancel(p int, backend "
            "timestamptz, xact timestamptz, hard bool) returns bool language sql security definer set "
            "search_path = pg_catalog as $$ select case when hard then pg_terminate_backend(pid) else "
            "pg_cancel_backend(pid) end from pg_stat_activity where pid = p and backend_start = backend and "
            "xact_start is not distinct from xact $$; alter function cockpit.cancel owner to signaller; "
            "revoke all on function cockpit.cancel from public; grant usage on schema cockpit to narrow; "
            "grant execute on function cockpit.cancel to narrow; create role shopper login");
        auto session = m_server->session(QStringLiteral("shopper"));
        const QString pid = pidOf(*session);
        session->ask("begin");
        const auto actuator = make(user);
        const QString result = ActingHand(*actuator, m_clock).carryOut(EndSession{pid, {}});
        QVERIFY2(result.contains(words), qPrintable(result));
        const bool ended = words.startsWith(QLatin1String("accepted"));
        QCOMPARE(stateOf(pid).isEmpty(), ended);
    }

    void aTimeoutOfARoleIsSetAndUndone()
    {
        m_server->admin(
            "create role report login; grant report to super; alter role report set statement_timeout = '90s'");
        const auto actuator = make(QStringLiteral("super"));
        ActingHand hand(*actuator, m_clock);
        const SetStatementTimeout wish{QStringLiteral("report"), 5s};
        const Receipt receipt = hand.execute(wish);
        QCOMPARE(receipt.state, Receipt::State::Accepted);
        QCOMPARE(receipt.before[QStringLiteral("timeout_ms")].toInt(), 90'000);
        QCOMPARE(hand.verify(wish).state, Verdict::State::Done);
        auto session = m_server->session(QStringLiteral("report"));
        QCOMPARE(session->ask("show statement_timeout"), QByteArray("5s"));
        QCOMPARE(hand.carryOut(SetStatementTimeout{QStringLiteral("report"), std::nullopt}),
                 QStringLiteral("accepted, done"));
        QVERIFY(hand.carryOut(SetStatementTimeout{QStringLiteral("nobody\"; drop role report; --"), 1s})
                    .contains(QStringLiteral("there is no role")));
        QVERIFY(hand.carryOut(SetStatementTimeout{QStringLiteral("postgres"), 1s})
                    .contains(QStringLiteral("ordinary role")));
        const auto weak = make(QStringLiteral("act"));
        QVERIFY(ActingHand(*weak, m_clock).carryOut(wish).contains(QStringLiteral("CREATEROLE")));
    }

    void aServerThatIsGoneIsNotARefusal()
    {
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        QVERIFY(actuator->arm({}));
        m_server->kill();
        const auto inspection = hand.inspect(EndSession{QStringLiteral("7"), {}});
        QVERIFY(!inspection);
        QCOMPARE(inspection.error().kind, Error::Kind::Unreachable);
        m_server->start();
        QVERIFY(hand.inspect(EndSession{QStringLiteral("7"), {}}));
    }

private:
    ActuatorPtr make(const QString &user)
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("postgresql");
        settings.endpoint = m_server->dsn(QStringLiteral("view"));
        settings.actEndpoint = m_server->dsn(user);
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/test/responder/1");
        auto actuator = createActuator(settings, m_clock);
        if (!actuator)
            qFatal("%s", qPrintable(actuator.error().message));
        return std::move(*actuator);
    }

    /// Of the application: a superuser's session is another matter.
    std::unique_ptr<PostgresSession> shopper() const { return m_server->session(QStringLiteral("shop")); }

    QByteArray stateOf(const QString &pid) const
    {
        return m_server->admin("select state, wait_event_type from pg_stat_activity where pid = " + pid.toLatin1());
    }

    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestPostgresAct)
#include "tst_postgres_act.moc"
