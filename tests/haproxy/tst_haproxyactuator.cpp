// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxyactuator.h"
#include "connectors/haproxy/haproxypreflight.h"
#include "models/domain/sourcesettings.h"
#include "tests/haproxy/haproxyserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>

using namespace surgedeck;

namespace {

const WeightsTarget target{{}, QStringLiteral("shop"), {QStringLiteral("legacy1"), QStringLiteral("modern1")}};

Command command(Action action)
{
    Command command;
    command.id = QStringLiteral("8d7c");
    command.source = QStringLiteral("edge");
    command.action = std::move(action);
    command.actor = QStringLiteral("Bob");
    command.level = 2;
    return command;
}

SetWeights weights(int legacy, int modern)
{
    SetWeights action;
    action.backend = QStringLiteral("shop");
    action.weights = {{QStringLiteral("legacy1"), legacy}, {QStringLiteral("modern1"), modern}};
    return action;
}

} // namespace

/// Against a real haproxy.
class TestHaproxyActuator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_server = std::make_unique<HaproxyServer>();
        m_server->start();
    }
    void cleanup() { m_server.reset(); }

    void weightsAreSetReadBackAndTheOldOnesKept()
    {
        auto actuator = make({m_server->unixAddress()});
        const Receipt receipt = execute(*actuator, command(weights(30, 10)));
        QCOMPARE(receipt.state, Receipt::State::Accepted);
        QCOMPARE(receipt.before[m_server->unixAddress()].toObject()[QStringLiteral("legacy1")].toInt(), 90);
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("30 (initial 90)"));
        QCOMPARE(actuator->verify(command(weights(30, 10)), {})->state, Verdict::State::Done);
        QCOMPARE(actuator->verify(command(weights(40, 10)), {})->state, Verdict::State::NotYet);
        const auto reading = actuator->readWeights(target, {});
        QCOMPARE(int(reading->instances.size()), 1);
        const std::vector<WeightOfServer> expected = {{QStringLiteral("legacy1"), 30, 90},
                                                      {QStringLiteral("modern1"), 10, 10}};
        QCOMPARE(reading->instances[0].weights, expected);
    }

    void aRehearsalChecksAndSendsNothing()
    {
        auto actuator = make({m_server->unixAddress()});
        Command rehearsal = command(weights(1, 99));
        rehearsal.rehearsal = true;
        QCOMPARE(execute(*actuator, rehearsal).state, Receipt::State::Accepted);
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("90 "));
    }

    void whatIsRefusedChangesNothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such server") << QStringLiteral("server") << QStringLiteral("no such server");
        QTest::newRow("no such backend") << QStringLiteral("backend") << QStringLiteral("no backend");
        QTest::newRow("beyond 256") << QStringLiteral("range") << QStringLiteral("257");
        QTest::newRow("nobody gets the traffic") << QStringLiteral("zero") << QStringLiteral("sum of weights 0");
        QTest::newRow("another command in a name") << QStringLiteral("name") << QStringLiteral("can not be a name");
        QTest::newRow("into a server that is out") << QStringLiteral("maint") << QStringLiteral("taken out");
    }
    void whatIsRefusedChangesNothing()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, words);
        SetWeights action = weights(10, 20);
        if (what == QLatin1String("server"))
            action.weights[1].server = QStringLiteral("modern9");
        if (what == QLatin1String("backend"))
            action.backend = QStringLiteral("nowhere");
        if (what == QLatin1String("range"))
            action.weights[1].weight = 257;
        if (what == QLatin1String("zero"))
            action.weights[0].weight = action.weights[1].weight = 0;
        if (what == QLatin1String("name"))
            action.backend = QStringLiteral("shop/legacy1 weight 0;show");
        if (what == QLatin1String("maint"))
            m_server->admin("set server shop/modern1 state maint");
        auto actuator = make({m_server->unixAddress()});
        const Command wanted = command(action);
        const auto result = actuator->execute(wanted, grant(wanted), {});
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("90 "));
        QVERIFY(m_server->admin("get weight shop/modern1").startsWith("10 "));
    }

    void theWayBackIsOpenThoughTheCanaryIsDead()
    {
        m_server->admin("set server shop/legacy1 weight 10");
        m_server->admin("set server shop/modern1 state maint");
        auto actuator = make({m_server->unixAddress()});
        QCOMPARE(execute(*actuator, command(weights(90, 0))).state, Receipt::State::Accepted);
    }

    void aSocketThatOnlyReadsIsRefusedBeforeAnythingIsSent()
    {
        auto actuator = make({m_server->tcpAddress()});
        const Status armed = actuator->arm({});
        QVERIFY(!armed);
        QCOMPARE(armed.error().kind, Error::Kind::Auth);
        const Command wanted = command(weights(10, 20));
        const auto result = actuator->execute(wanted, grant(wanted), {});
        QVERIFY(!result && result.error().message.contains(QLatin1String("level user")));
    }

    void ofTwoBalancersBothOrNone()
    {
        HaproxyServer other;
        other.start();
        auto actuator = make({m_server->unixAddress(), other.unixAddress()});
        QCOMPARE(execute(*actuator, command(weights(30, 10))).state, Receipt::State::Accepted);
        QVERIFY(other.admin("get weight shop/legacy1").startsWith("30 "));
        other.freeze();
        const Command wanted = command(weights(50, 10));
        const auto result = actuator->execute(wanted, grant(wanted), {});
        const auto reading = actuator->readWeights(target, {});
        other.thaw();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Refused);
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("30 "));
        QVERIFY(reading && !reading->instances[0].trouble && reading->instances[1].trouble);
    }

    void everyBalancerNeedsItsActingAddress()
    {
        SourceSettings settings;
        settings.endpoints = {QStringLiteral("tcp://a:1"), QStringLiteral("tcp://b:1")};
        QCOMPARE(HaproxyActuator::create(settings, m_clock).error().kind, Error::Kind::Refused);
        settings.actEndpoints = QStringList{QStringLiteral("unix:/a")};
        QCOMPARE(HaproxyActuator::create(settings, m_clock).error().kind, Error::Kind::Config);
    }

    void aServerIsDrainedUnlessItIsTheLastOne()
    {
        auto actuator = make({m_server->unixAddress()});
        const Command drain =
            command(SetServerState{QStringLiteral("shop"), QStringLiteral("modern1"), SetServerState::State::Drain});
        QCOMPARE(execute(*actuator, drain).state, Receipt::State::Accepted);
        QCOMPARE(actuator->verify(drain, {})->state, Verdict::State::Done);
        const Command last =
            command(SetServerState{QStringLiteral("shop"), QStringLiteral("legacy1"), SetServerState::State::Drain});
        const auto refused = actuator->execute(last, grant(last), {});
        QVERIFY(!refused && refused.error().message.contains(QLatin1String("others take its traffic")));
        const Command ready =
            command(SetServerState{QStringLiteral("shop"), QStringLiteral("modern1"), SetServerState::State::Ready});
        QCOMPARE(execute(*actuator, ready).state, Receipt::State::Accepted);
        QCOMPARE(actuator->verify(ready, {})->state, Verdict::State::Done);
    }

    void aStaticAlgorithmIsRefused()
    {
        HaproxyBackend backend;
        backend.level = "admin";
        backend.servers = {{QStringLiteral("legacy1"), 1, 1, 0, false, QStringLiteral("UP")},
                           {QStringLiteral("modern1"), 1, 1, 0, false, QStringLiteral("UP")}};
        const auto unmet = [&](const char *algorithm) {
            backend.algorithm = algorithm;
            const auto all = haproxyPreconditions(backend, weights(1, 2));
            return std::ranges::count_if(all, [](const Precondition &p) { return p.holds != true; });
        };
        QCOMPARE(unmet("static-rr"), 1);
        QCOMPARE(unmet("source"), 1);
        QCOMPARE(unmet("roundrobin"), 0);
    }

    void aGrantIsForOneCommand()
    {
        auto actuator = make({m_server->unixAddress()});
        Command other = command(weights(1, 1));
        other.id = QStringLiteral("another");
        const auto result = actuator->execute(command(weights(10, 20)), grant(other), {});
        QVERIFY(!result);
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("90 "));
    }

private:
    RouteActuatorPtr make(const QStringList &addresses)
    {
        SourceSettings settings;
        settings.endpoints = addresses;
        settings.actEndpoints = addresses;
        auto actuator = HaproxyActuator::create(settings, m_clock);
        if (!actuator)
            qFatal("%s", qPrintable(actuator.error().message));
        return std::move(actuator).value();
    }
    Grant grant(const Command &command) const
    {
        Approval approval;
        approval.person = QStringLiteral("Bob");
        approval.role = Role::Responder;
        return std::move(Grant::authorize(command, approval, m_clock.now())).value();
    }
    Receipt execute(RouteActuator &actuator, const Command &command) const
    {
        const auto receipt = actuator.execute(command, grant(command), {});
        if (!receipt)
            qFatal("%s", qPrintable(receipt.error().message));
        return *receipt;
    }

    TestClock m_clock;
    std::unique_ptr<HaproxyServer> m_server;
};

QTEST_GUILESS_MAIN(TestHaproxyActuator)
#include "tst_haproxyactuator.moc"
