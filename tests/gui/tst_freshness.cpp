// SPDX-License-Identifier: GPL-3.0-or-later
// The freshness ladder from a socket to the window: connector, poller, store and panel as in the program. Only time is
// hurried, so that a minute of silence passes at once; every wait has an end.
#include "models/domain/roles.h"
#include "models/store/watched.h"
#include "tests/gui/freshnessbench.h"
#include "tests/gui/scriptedmetrics.h"
#include "tests/haproxy/haproxyserver.h"
#include "tests/support/freeport.h"
#include "tests/support/testrules.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/valuetile.h"

#include <QPushButton>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using Kind = DataState::Kind;
using Mood = ScriptedMetrics::Mood;

namespace {

constexpr int patience = 15'000; ///< milliseconds

/// One figure and one service behind a metrics server, one route behind a balancer.
std::shared_ptr<const Workspace> shop()
{
    auto workspace = std::make_shared<Workspace>();
    workspace->name = QStringLiteral("Shop");
    workspace->environment = QStringLiteral("staging");
    for (const auto &[id, type] : {std::pair{"prom", "prometheus"}, std::pair{"edge", "haproxy"}}) {
        SourceConfig source;
        source.id = QLatin1String(id);
        source.type = QLatin1String(type);
        workspace->sources.push_back(source);
    }
    IndicatorConfig orders;
    orders.id = orders.name = QStringLiteral("orders");
    orders.unit = QStringLiteral("per_minute");
    orders.expr.text = QStringLiteral("orders_per_minute");
    workspace->indicators = {orders};
    ServiceConfig service;
    service.id = service.name = QStringLiteral("checkout");
    service.ratePerMinute.text = QStringLiteral("checkout_per_minute");
    workspace->services = {service};
    RouteConfig route;
    route.id = route.name = QStringLiteral("checkout");
    route.control.source.id = QStringLiteral("edge");
    route.control.backend = QStringLiteral("shop");
    route.control.stable = {QStringLiteral("legacy1")};
    route.control.canary = {QStringLiteral("modern1")};
    workspace->traffic.routes = {route};
    return workspace;
}

SourceSettings settingsOf(const char *id, const char *type)
{
    SourceSettings settings;
    settings.id = QLatin1String(id);
    settings.type = QLatin1String(type);
    settings.clientName = QStringLiteral("surgedeck/test");
    settings.expressions = watchedExpressions(*shop(), settings.id);
    return settings;
}

std::vector<PreparedSource> metricsAt(quint16 port)
{
    SourceSettings settings = settingsOf("prom", "prometheus");
    settings.endpoint = QStringLiteral("http://127.0.0.1:%1").arg(port);
    return {{settings.id, settings}};
}

PreparedSource balancersAt(const QStringList &addresses)
{
    SourceSettings settings = settingsOf("edge", "haproxy");
    settings.endpoints = addresses;
    return {settings.id, settings};
}

struct Bench : FreshnessBench
{
    explicit Bench(std::vector<PreparedSource> sources)
        : FreshnessBench(shop(), std::move(sources))
    {
    }

    ValueTile *tile() const { return window.findChild<ValueTile *>(QStringLiteral("tile-orders")); }
    Kind tileKind()
    {
        window.refresh();
        return tile()->reading().state.kind;
    }
};

} // namespace

class TestFreshness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void whatIsWaitedForIsNamedAndThenGivenUp()
    {
        ScriptedMetrics metrics(Mood::IsSilent);
        Bench bench(metricsAt(metrics.port()));
        QCOMPARE(bench.kind("panel-health"), Kind::Loading);
        QVERIFY(bench.panel("panel-health")->state().message.isEmpty());
        bench.keep(QStringLiteral("loading"));
        bench.clock.hurry(4s);
        QTRY_VERIFY_WITH_TIMEOUT(
            (bench.window.refresh(),
             bench.panel("panel-health")->state().message.startsWith(QStringLiteral("waiting for prom")) ||
                 bench.kind("panel-health") == Kind::Disconnected),
            patience);
        bench.clock.hurry(7s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Disconnected, patience);
    }

    void aServerThatFallsSilentIsStaleThenDisconnectedThenBack()
    {
        ScriptedMetrics metrics;
        Bench bench(metricsAt(metrics.port()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Live, patience);
        QCOMPARE(bench.tileKind(), Kind::Live);
        QCOMPARE(bench.tile()->reading().value, QStringLiteral("97"));

        metrics.be(Mood::IsSilent);
        bench.clock.hurry(5s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Stale, patience);
        QCOMPARE(bench.tileKind(), Kind::Stale);
        QVERIFY(bench.tile()->spokenName().contains(QStringLiteral("stale")));
        QVERIFY(bench.panel("panel-health")->body()->isVisible()); // the rows stay, marked
        bench.keep(QStringLiteral("stale"));

        bench.clock.hurry(61s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Disconnected, patience);
        const DataState state = bench.panel("panel-health")->state();
        QVERIFY(!state.since.isEmpty() && !state.detail.isEmpty() && !state.action.isEmpty());
        QVERIFY(!bench.panel("panel-health")->body()->isVisible());
        bench.keep(QStringLiteral("disconnected"));

        metrics.be(Mood::Answers);
        bench.clock.hurry(60s); // the next try is due
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Live, patience);
    }

    void whoRefusesUsIsAKnownGap()
    {
        ScriptedMetrics metrics(Mood::Refuses);
        Bench bench(metricsAt(metrics.port()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Denied, patience);
        QCOMPARE(bench.tileKind(), Kind::Denied);
        QVERIFY(bench.panel("panel-health")->state().message.contains(QStringLiteral("prom")));
        bench.keep(QStringLiteral("denied"));
        auto *button = bench.panel("panel-health")->findChild<QPushButton *>();
        QVERIFY(button && button->isVisible());
        button->click();
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
    }

    void whoIsFullIsNotDown()
    {
        ScriptedMetrics metrics(Mood::IsFull);
        Bench bench(metricsAt(metrics.port()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Full, patience);
        QCOMPARE(bench.panel("panel-health")->state().message, QStringLiteral("prom takes no further session"));
        bench.keep(QStringLiteral("full"));
    }

    void nothingIsNotZero()
    {
        ScriptedMetrics metrics(Mood::HasNothing);
        Bench bench(metricsAt(metrics.port()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.tileKind(), Kind::Empty, patience);
        QVERIFY(bench.tile()->reading().value.isEmpty());
        // A true zero is a number.
        metrics.setValue(0);
        metrics.be(Mood::Answers);
        QTRY_COMPARE_WITH_TIMEOUT(bench.tileKind(), Kind::Live, patience);
        QCOMPARE(bench.tile()->reading().value, QStringLiteral("0"));
        bench.keep(QStringLiteral("empty"));
    }

    void aMissingBalancerIsCounted()
    {
        HaproxyServer balancer;
        balancer.start();
        Bench bench({balancersAt({balancer.tcpAddress(), QStringLiteral("tcp://127.0.0.1:%1").arg(freePort())})});
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-traffic"), Kind::Partial, patience);
        QCOMPARE(bench.panel("panel-traffic")->state().message, QStringLiteral("1 of 2 shown"));
        bench.keep(QStringLiteral("partial"));
    }

    /// The exporter answers, young as ever, and its counters stand still while the balancer counts on.
    void countersThatStandStillAreNotZeroRequests()
    {
        HaproxyServer balancer;
        balancer.start();
        ScriptedMetrics metrics;
        metrics.setValue(0);
        std::vector<PreparedSource> sources = metricsAt(metrics.port());
        sources.push_back(balancersAt({balancer.tcpAddress()}));
        Bench bench(std::move(sources));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-health"), Kind::Live, patience);
        bench.clock.hurry(11s);
        const auto frozen = [&] {
            balancer.request("/", 40);
            return bench.tileKind() == Kind::Frozen;
        };
        QTRY_VERIFY_WITH_TIMEOUT(frozen(), patience);
        QVERIFY(bench.tile()->spokenName().contains(QStringLiteral("frozen")));
        const auto *services = bench.panel("panel-health")->findChild<TableView *>();
        QVERIFY(services->model()->index(0, 0).data(StaleRole).toBool()); // hatched
        bench.keep(QStringLiteral("frozen"));
    }
};

QTEST_MAIN(TestFreshness)
#include "tst_freshness.moc"
