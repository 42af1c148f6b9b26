// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "connectors/redis/redisclients.h"
#include "models/domain/sourcesettings.h"
#include "tests/redis/redisserver.h"
#include "tests/support/acting.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A client of the shop that stays connected: redis-cli, fed line by line.
class Customer
{
public:
    Customer(const RedisServer &server, const QString &name)
        : m_server(server)
    {
        m_client.start(QStringLiteral("redis-cli"),
                       {QStringLiteral("-p"), QString::number(server.port()), QStringLiteral("--user"),
                        QStringLiteral("admin"), QStringLiteral("--pass"), QStringLiteral("pw"),
                        QStringLiteral("--no-auth-warning")});
        m_client.write("CLIENT SETNAME " + name.toLatin1() + "\nCLIENT ID\n");
        QByteArray answer;
        const bool answered = QTest::qWaitFor(
            [&] {
                answer += m_client.readAllStandardOutput();
                return answer.count('\n') >= 2;
            },
            20'000);
        if (!answered)
            qFatal("no answer: %s", answer.constData());
        m_id = QString::fromLatin1(answer.trimmed().split('\n').last());
    }
    ~Customer()
    {
        m_client.kill();
        m_client.waitForFinished();
    }
    const QString &id() const { return m_id; }
    bool isGone() const
    {
        return !m_server.admin({QStringLiteral("CLIENT"), QStringLiteral("LIST")})
                    .contains("id=" + m_id.toLatin1() + ' ');
    }

private:
    const RedisServer &m_server;
    QProcess m_client;
    QString m_id;
};

} // namespace

class TestRedisAct : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RedisServer>();
        m_server->start();
    }
    void cleanupTestCase() { m_server.reset(); }
    void init() { failOnAnyWarning(); }

    void clientsAreParsed()
    {
        const auto clients =
            parseClientList("id=7 addr=10.0.0.5:4711 laddr=x name=cart age=9 idle=3 flags=b db=1 cmd=blpop "
                            "user=shop\nrubbish\nid=0 addr=x\nid=8 addr=[::1]:5 name= flags=S user=r\n");
        QCOMPARE(int(clients.size()), 2);
        QCOMPARE(clients[0].identity(), QStringLiteral("7/10.0.0.5:4711/shop"));
        const Session session = clients[0].session();
        QCOMPARE(session.state, QStringLiteral("blocked"));
        QCOMPARE(session.wait, QStringLiteral("blpop"));
        QCOMPARE(session.age, std::optional<Milliseconds>(3s));
        QVERIFY(clients[1].isReplication());
    }

    void aClientIsEndedAndOnlyThatOne()
    {
        Customer bad(*m_server, QStringLiteral("bad")), good(*m_server, QStringLiteral("good"));
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const QString identity = hand.inspect(EndSession{bad.id(), {}})->identity;
        const QString reused = good.id() + identity.mid(identity.indexOf(u'/'));
        QVERIFY(hand.executeBlindly(EndSession{good.id(), reused}).detail.contains(QStringLiteral("another client")));
        QVERIFY(hand.carryOut(CancelStatement{bad.id(), {}}).contains(QStringLiteral("cancels none")));
        QCOMPARE(hand.carryOut(EndSession{bad.id(), {}}), QStringLiteral("accepted, done"));
        QTRY_VERIFY(bad.isGone());
        QVERIFY(!good.isGone());
        QVERIFY(hand.carryOut(EndSession{bad.id(), identity}).contains(QStringLiteral("not there (any more)")));
    }

    void consolesAreLeftAlone()
    {
        Customer console(*m_server, QStringLiteral("surgedeck/0.1.0/viewer/1"));
        const auto actuator = make(QStringLiteral("act"));
        const QString result = ActingHand(*actuator, m_clock).carryOut(EndSession{console.id(), {}});
        QVERIFY2(result.contains(QStringLiteral("it is ours")), qPrintable(result));
    }

    void withoutTheRightNothingIsSent()
    {
        Customer customer(*m_server, QStringLiteral("customer"));
        const auto actuator = make(QStringLiteral("view"));
        const QString result = ActingHand(*actuator, m_clock).carryOut(EndSession{customer.id(), {}});
        QVERIFY2(result.contains(QStringLiteral("ACL SETUSER view +client|kill")), qPrintable(result));
        QVERIFY(!customer.isGone());
    }

    void aPrefixIsCountedThenRemovedAtItsRate()
    {
        for (int i = 0; i < 300; ++i)
            m_server->admin(
                {QStringLiteral("SET"), QStringLiteral("cache:page:customer%1").arg(i), QStringLiteral("x")});
        m_server->admin({QStringLiteral("SET"), QStringLiteral("session:1"), QStringLiteral("x")});
        const auto actuator = make(QStringLiteral("act"));
        ActingHand hand(*actuator, m_clock);
        const UnlinkPrefix wish{QStringLiteral("cache:page:"), 200, 1000};
        Command rehearsal;
        rehearsal.action = wish;
        rehearsal.actor = QStringLiteral("test");
        rehearsal.level = 2;
        rehearsal.rehearsal = true;
        Approval approval;
        approval.person = rehearsal.actor;
        approval.role = Role::Responder;
        const auto counted = actuator->execute(rehearsal, *Grant::authorize(rehearsal, approval, m_clock.now()), {});
        QVERIFY(counted);
        QCOMPARE(counted->before[QStringLiteral("total")].toInt(), 300);
        QVERIFY(!counted->before[QStringLiteral("sample")].toArray().first().toString().contains(
            QStringLiteral("customer")));
        QCOMPARE(keys(), 301);
        const MonoTime began = m_clock.monotonic();
        QCOMPARE(hand.carryOut(wish), QStringLiteral("accepted, done"));
        QVERIFY(m_clock.monotonic() - began > 900ms); // 300 keys at 200 a second, the last hundred without a pause
        QCOMPARE(keys(), 1);
        for (const char *prefix : {"", "c", "*", "ab:"})
            QVERIFY(
                hand.carryOut(UnlinkPrefix{QString::fromLatin1(prefix), 200, 10}).startsWith(QLatin1String("refused")));
        QVERIFY(hand.carryOut(UnlinkPrefix{QStringLiteral("cache:"), 9000, 10}).startsWith(QLatin1String("refused")));
        QCOMPARE(keys(), 1);
    }

private:
    ActuatorPtr make(const QString &user)
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("redis");
        settings.endpoint = m_server->tlsUrl(QStringLiteral("view"));
        settings.actEndpoint = m_server->tlsUrl(user);
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/test/responder/1");
        auto actuator = createActuator(settings, m_clock);
        if (!actuator)
            qFatal("%s", qPrintable(actuator.error().message));
        return std::move(*actuator);
    }
    int keys() const { return m_server->admin({QStringLiteral("DBSIZE")}).trimmed().toInt(); }

    SystemClock m_clock;
    std::unique_ptr<RedisServer> m_server;
};

QTEST_GUILESS_MAIN(TestRedisAct)
#include "tst_redis_act.moc"
