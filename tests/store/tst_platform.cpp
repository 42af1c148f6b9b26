// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/platform.h"
#include "models/store/routes.h"
#include "models/store/watched.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);

std::shared_ptr<Workspace> shop()
{
    auto workspace = std::make_shared<Workspace>();
    SourceConfig prometheus;
    prometheus.id = QStringLiteral("prom");
    prometheus.type = QStringLiteral("prometheus");
    SourceConfig edge;
    edge.id = QStringLiteral("edge");
    edge.type = QStringLiteral("haproxy");
    workspace->sources = {prometheus, edge};
    IndicatorConfig success;
    success.id = QStringLiteral("success");
    success.expr.text = QStringLiteral("x");
    success.objective = parseComparison(QStringLiteral(">= 99.95"));
    success.critical = parseComparison(QStringLiteral("< 99.5"));
    workspace->indicators = {success};
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.control.source.id = QStringLiteral("edge");
    route.control.backend = QStringLiteral("shop");
    route.control.stable = QStringList{QStringLiteral("legacy1"), QStringLiteral("legacy2")};
    route.control.canary = QStringList{QStringLiteral("modern1")};
    workspace->traffic.routes = {route};
    return workspace;
}

Record record(const QString &source, WallTime time, Observation body)
{
    return {time, MonoTime(time.time_since_epoch()), source, std::move(body)};
}

void tellValue(Platform &platform, WallTime time, std::optional<double> value)
{
    SourceHealth health;
    health.state = SourceState::Ok;
    health.interval = 1s;
    health.newestSample = time;
    platform.fold(record(QStringLiteral("prom"), time, health));
    platform.fold(record(QStringLiteral("prom"), time,
                         MetricSample{time, {{watched::indicator(QStringLiteral("success")), value, time, {}, {}}}}));
}

RouterServer server(const QString &instance, const QString &name, int weight)
{
    RouterServer s;
    s.instance = instance;
    s.backend = QStringLiteral("shop");
    s.server = name;
    s.weight = weight;
    return s;
}

} // namespace

class TestPlatform : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void indicator_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("state");
        QTest::newRow("on the objective") << 99.95 << "normal";
        QTest::newRow("missed") << 99.9 << "degraded";
        QTest::newRow("on the critical limit") << 99.5 << "degraded";
        QTest::newRow("beyond it") << 97.81 << "critical";
    }

    void indicator()
    {
        QFETCH(double, value);
        QFETCH(QString, state);
        Platform platform(shop());
        tellValue(platform, start, value);
        platform.evaluate(start + 1s);
        const IndicatorView &view = platform.view().indicators.at(0);
        QCOMPARE(toWord(view.state), state);
        QCOMPARE(view.figure.value, value);
        QCOMPARE(view.figure.age, Milliseconds(1s));
    }

    void anOldValueIsShownAndUnknown()
    {
        Platform platform(shop());
        tellValue(platform, start, 99.99);
        platform.evaluate(start + 3s);
        QCOMPARE(platform.view().indicators[0].state, Health::Normal);
        platform.evaluate(start + 3100ms);
        QCOMPARE(platform.view().indicators[0].state, Health::Unknown);
        QCOMPARE(platform.view().indicators[0].figure.value, 99.99);
        QCOMPARE(platform.view().sources[0].state, SourceState::Stale);
        platform.evaluate(start + 61s);
        QCOMPARE(platform.view().indicators[0].figure.value, std::optional<double>());
    }

    void noSampleIsUnknownAndNull()
    {
        Platform platform(shop());
        platform.evaluate(start);
        QCOMPARE(platform.view().indicators[0].state, Health::Unknown);
        tellValue(platform, start, std::nullopt);
        platform.evaluate(start);
        QCOMPARE(platform.view().indicators[0].state, Health::Unknown);
        QVERIFY(!platform.view().indicators[0].figure.value);
        QCOMPARE(platform.view().worst, Health::Unknown);
    }

    void aServerThatScrapesRarelyIsNotStaleBetweenScrapes()
    {
        Platform platform(shop());
        tellValue(platform, start, 99.99);
        tellValue(platform, start + 15s, 99.99);
        platform.evaluate(start + 29s);
        QCOMPARE(platform.view().indicators[0].state, Health::Normal);
        platform.evaluate(start + 61s);
        QCOMPARE(platform.view().indicators[0].state, Health::Unknown);
    }

    /// Who made a silence learns of its end before the alarm is back; one that hides nothing ends in peace.
    void aSilenceThatEndsSoonIsTold()
    {
        Platform platform(shop());
        const auto silence = [&](const char *id, const char *match) {
            Silence made;
            made.id = QString::fromLatin1(id);
            made.match = QString::fromLatin1(match);
            made.by = QStringLiteral("kim");
            made.reason = QStringLiteral("known");
            made.from = start;
            made.until = start + 30min;
            platform.foldAlarmCare(AlarmCare::silenceEvent(made).value());
        };
        silence("hides", "id=indicator/success");
        silence("idle", "id=indicator/other");
        const auto warnings = [&](Milliseconds after) {
            tellValue(platform, start + after, 98.0);
            platform.evaluate(start + after);
            QStringList found;
            for (const Alarm &alarm : platform.view().alarms)
                if (alarm.id.startsWith(QLatin1String("silence/")) && alarm.state == AlarmState::Firing)
                    found << alarm.id + QLatin1Char(' ') + alarm.name;
            return found.join(QLatin1Char('|'));
        };
        QCOMPARE(warnings(10min), QString());
        const QString told = warnings(21min);
        QVERIFY2(told.startsWith(QLatin1String("silence/hides ")) && told.contains(QLatin1String("kim: known")), qPrintable(told));
        QVERIFY(!told.contains(QLatin1String("idle")));
        QCOMPARE(warnings(31min), QString());
        QCOMPARE(warnings(33min), QString());
        QVERIFY(std::ranges::none_of(platform.view().alarms, [](const Alarm &alarm) {
            return alarm.id.startsWith(QLatin1String("silence/")); // forgotten, not kept as resolved for ever
        }));
    }

    void splitOfWeights_data()
    {
        QTest::addColumn<QList<int>>("weights"); // legacy1, legacy2, modern1 of lb1, then of lb2
        QTest::addColumn<QString>("expected");
        QTest::newRow("one balancer") << QList<int>{45, 45, 10} << "idle 90/10";
        QTest::newRow("weights need not sum to 100") << QList<int>{128, 128, 256} << "idle 50/50";
        QTest::newRow("two that agree") << QList<int>{45, 45, 10, 45, 45, 10} << "idle 90/10";
        QTest::newRow("two that differ") << QList<int>{45, 45, 10, 25, 25, 50} << "conflict -";
        QTest::newRow("a black hole") << QList<int>{0, 0, 0} << "unknown -";
    }

    void splitOfWeights()
    {
        QFETCH(QList<int>, weights);
        QFETCH(QString, expected);
        RouterSample sample;
        const QStringList names{QStringLiteral("legacy1"), QStringLiteral("legacy2"), QStringLiteral("modern1")};
        for (int i = 0; i < weights.size(); ++i)
            sample.servers.push_back(server(QStringLiteral("lb%1").arg(i / 3), names[i % 3], weights[i]));
        const DesiredSplit desired = desiredSplit(shop()->traffic.routes[0], sample);
        const QString split = desired.split
            ? QStringLiteral("%1/%2").arg(desired.split->stable).arg(desired.split->canary) : QStringLiteral("-");
        QCOMPARE(toWord(desired.state) + QLatin1Char(' ') + split, expected);
    }

    void aBalancerThatDoesNotAnswerMakesTheRouteUnknown()
    {
        RouterSample sample;
        sample.servers = {server(QStringLiteral("lb1"), QStringLiteral("modern1"), 100)};
        sample.unreachable = {{QStringLiteral("lb2"), QStringLiteral("connection refused")}};
        const DesiredSplit desired = desiredSplit(shop()->traffic.routes[0], sample);
        QCOMPARE(desired.state, RouteState::Unknown);
        QVERIFY(desired.reason.contains(QStringLiteral("lb2")));
    }

    void nothingFlowingIsNoShare()
    {
        QVERIFY(!observedSplit(0.0, 0.0));
        QVERIFY(!observedSplit(std::nullopt, 4.0));
        QCOMPARE(observedSplit(3.0, 1.0)->canary, 25.0);
    }
};

QTEST_GUILESS_MAIN(TestPlatform)
#include "tst_platform.moc"
