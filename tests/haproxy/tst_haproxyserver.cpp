// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxysource.h"
#include "models/domain/sourcesettings.h"
#include "tests/haproxy/haproxyserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

RouterSample sampleOf(const Result<PollResult> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::get<RouterSample>(result->observations.at(0));
}

RouterServer server(const RouterSample &sample, const char *name)
{
    for (const RouterServer &found : sample.servers) {
        if (found.server == QLatin1String(name))
            return found;
    }
    qFatal("no server %s", name);
}

QString printed(const std::vector<DiagnosisStage> &stages)
{
    QStringList lines;
    for (const auto &stage : stages) {
        const QString ok = !stage.ok ? QStringLiteral("?") : *stage.ok ? QStringLiteral("ok") : QStringLiteral("NO");
        lines << QStringLiteral("%1 %2: %3 | %4").arg(stage.stage, ok, stage.value, stage.advice);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// Against a real haproxy. Time between polls is the test's: rates need no waiting.
class TestHaproxyServer : public QObject
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

    void serversWeightsAndRates_data()
    {
        QTest::addColumn<bool>("overTcp");
        QTest::newRow("tcp, level user") << true;
        QTest::newRow("unix, level admin") << false;
    }

    void serversWeightsAndRates()
    {
        QFETCH(const bool, overTcp);
        const auto source = makeSource({overTcp ? m_server->tcpAddress() : m_server->unixAddress()});
        const auto first = source->poll({});
        const auto sample = sampleOf(first);
        QCOMPARE(int(sample.servers.size()), 2);
        QVERIFY(sample.unreachable.empty());
        QCOMPARE(server(sample, "legacy1").weight, 90);
        QCOMPARE(server(sample, "legacy1").status, QStringLiteral("UP"));
        QVERIFY(server(sample, "legacy1").up);
        QVERIFY(!server(sample, "legacy1").requestsPerSecond);
        QCOMPARE(server(sample, "modern1").status, QStringLiteral("no check"));
        const auto &notices = std::get<SourceNotices>(first->observations.at(1)).attention;
        QCOMPARE(notices.empty(), overTcp);
        QVERIFY(overTcp || notices[0].contains(QLatin1String("level admin")));

        m_server->request("/", 40);
        m_clock.advance(2s);
        const auto next = sampleOf(source->poll({}));
        const auto legacy = server(next, "legacy1");
        const auto modern = server(next, "modern1");
        QCOMPARE(*legacy.requestsPerSecond + *modern.requestsPerSecond, 20);
        QVERIFY(*legacy.requestsPerSecond > 4 * *modern.requestsPerSecond);
        QCOMPARE(*legacy.errorsPerSecond, 0);
        QVERIFY(*modern.errorsPerSecond > 0);
        QCOMPARE(*modern.errorsPerSecond, *modern.requestsPerSecond);
    }

    void aChangedWeightShowsAtTheNextPoll()
    {
        const auto source = makeSource({m_server->tcpAddress()});
        std::ignore = source->poll({});
        QCOMPARE(m_server->admin("set server shop/modern1 weight 45"), QByteArray("\n"));
        const auto modern = server(sampleOf(source->poll({})), "modern1");
        QCOMPARE(modern.weight, 45);
        QCOMPARE(modern.initialWeight, 10);
    }

    void aServerThatGoesDownOrIsTakenOutShows()
    {
        const auto source = makeSource({m_server->tcpAddress()});
        m_server->admin("disable frontend legacy");
        m_server->admin("shutdown frontend legacy");
        QTRY_COMPARE(server(sampleOf(source->poll({})), "legacy1").status, QStringLiteral("DOWN"));
        QVERIFY(!server(sampleOf(source->poll({})), "legacy1").up);
        m_server->admin("set server shop/modern1 state maint");
        QCOMPARE(server(sampleOf(source->poll({})), "modern1").status, QStringLiteral("MAINT"));
        m_server->admin("set server shop/modern1 state drain");
        const auto drained = server(sampleOf(source->poll({})), "modern1");
        QVERIFY(drained.up && drained.status.startsWith(QLatin1String("DRAIN")));
    }

    void aReloadRestoresWeightsAndGivesNoRates()
    {
        const auto source = makeSource({m_server->tcpAddress()});
        m_server->admin("set server shop/modern1 weight 45");
        m_server->request("/", 5);
        std::ignore = source->poll({});
        m_server->reload();
        m_server->request("/", 50);
        m_clock.advance(1s);
        auto sample = sampleOf(source->poll({}));
        QCOMPARE(server(sample, "modern1").weight, 10);
        QVERIFY2(!server(sample, "legacy1").requestsPerSecond, "counters of another process");
        m_server->request("/", 10);
        m_clock.advance(1s);
        sample = sampleOf(source->poll({}));
        QCOMPARE(*server(sample, "legacy1").requestsPerSecond + *server(sample, "modern1").requestsPerSecond, 10);
    }

    void clearedCountersGiveNoRates()
    {
        const auto source = makeSource({m_server->tcpAddress()});
        m_server->request("/", 20);
        std::ignore = source->poll({});
        m_server->admin("clear counters all");
        m_clock.advance(1s);
        QVERIFY(!server(sampleOf(source->poll({})), "legacy1").requestsPerSecond);
    }

    void ofTwoBalancersOneMayDie()
    {
        HaproxyServer other;
        other.start();
        const auto source = makeSource({m_server->tcpAddress(), other.unixAddress()});
        QCOMPARE(int(sampleOf(source->poll({})).servers.size()), 4);
        other.kill();
        auto sample = sampleOf(source->poll({}));
        QCOMPARE(int(sample.servers.size()), 2);
        QCOMPARE(sample.unreachable.at(0).first, other.unixAddress());
        m_server->freeze();
        QElapsedTimer timer;
        timer.start();
        const auto lost = source->poll({});
        const auto took = timer.elapsed();
        m_server->thaw();
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind, Error::Kind::Timeout);
        QVERIFY2(took < 4000, qPrintable(QString::number(took)));
        other.start();
        QCOMPARE(int(sampleOf(source->poll({})).servers.size()), 4);
    }

    void ourLineCouldChangeNothingEvenOnAnAdminSocket()
    {
        // What every line of ours begins with, and then a command that would do harm.
        const QByteArray said = m_server->admin("show cli level;user;set server shop/legacy1 weight 0");
        QVERIFY2(said.contains("Permission denied"), said.constData());
        QVERIFY(m_server->admin("get weight shop/legacy1").startsWith("90 (initial 90)"));
    }

    void theDiagnosisOfAGoodSetup()
    {
        auto settings = settingsFor({m_server->tcpAddress()});
        settings.actEndpoint = m_server->unixAddress();
        const SystemClock clock;
        const auto stages = std::move(HaproxySource::create(settings, clock).value())->diagnose({});
        const QString all = printed(stages);
        const QStringList names = {QStringLiteral("name"),    QStringLiteral("connect"), QStringLiteral("tls"),
                                   QStringLiteral("sign-in"), QStringLiteral("read"),    QStringLiteral("act"),
                                   QStringLiteral("clock"),   QStringLiteral("newest")};
        QCOMPARE(int(stages.size()), int(names.size()));
        for (std::size_t i = 0; i < stages.size(); ++i) {
            QCOMPARE(stages[i].stage, names[int(i)]);
            QVERIFY2(stages[i].ok == true && stages[i].advice.isEmpty(), qPrintable(all));
        }
        QVERIFY2(all.contains(QLatin1String("2 servers")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("has level admin")), qPrintable(all));
    }

    void theDiagnosisOfABadSetup()
    {
        auto settings = settingsFor({m_server->unixAddress(), QStringLiteral("unix:/nowhere/h.sock")});
        settings.actEndpoint = m_server->tcpAddress();
        const SystemClock clock;
        const auto stages = std::move(HaproxySource::create(settings, clock).value())->diagnose({});
        const QString all = printed(stages);
        QVERIFY2(all.contains(QLatin1String("connect NO: ")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("unix:/nowhere/h.sock: /nowhere/h.sock: there is no such socket")),
                 qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("to watch, level user is enough")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("act NO: dry run (show cli level): ") + m_server->tcpAddress() +
                              QLatin1String(" has level user")),
                 qPrintable(all));
    }

private:
    static SourceSettings settingsFor(const QStringList &addresses)
    {
        SourceSettings settings;
        settings.endpoints = addresses;
        return settings;
    }

    SourcePtr makeSource(const QStringList &addresses)
    {
        return std::move(HaproxySource::create(settingsFor(addresses), m_clock).value());
    }

    TestClock m_clock;
    std::unique_ptr<HaproxyServer> m_server;
};

QTEST_GUILESS_MAIN(TestHaproxyServer)
#include "tst_haproxyserver.moc"
