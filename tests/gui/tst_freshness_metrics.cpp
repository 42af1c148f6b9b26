// SPDX-License-Identifier: GPL-3.0-or-later
// What only shows when two sources are looked at together: counters that stand still while a real balancer answers
// requests, and a platform of which a part is missing.
#include "tests/gui/freshnessbench.h"
#include "tests/haproxy/haproxyserver.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"
#include "widgets/panelveil.h"
#include "widgets/theme/theme.h"

#include <QTest>
#include <QUrlQuery>

#include <atomic>

using namespace surgedeck;
using namespace std::chrono_literals;
using Kind = DataState::Kind;

namespace {

constexpr int patience = 20'000;

/// A Prometheus whose target serves the same page for ever: its samples are young, its rates are 0 and its gauges rest.
class StandingMetrics
{
public:
    explicit StandingMetrics(const Clock &clock)
        : m_clock(clock)
    {
    }

    void setRate(double perMinute) { m_rate = perMinute; }
    quint16 port() const { return m_peer.port(); }

private:
    QByteArray answer(const QString &query) const
    {
        const QByteArray now = QByteArray::number(toSeconds(m_clock.now().time_since_epoch()), 'f', 3);
        QByteArray value = "48";
        if (query.contains(QStringLiteral("time()")))
            value = now;
        else if (query.contains(QStringLiteral("timestamp")))
            return vector(now, now);
        else if (query.contains(QStringLiteral("rate(")))
            value = QByteArray::number(m_rate.load());
        return vector(now, value);
    }

    static QByteArray vector(const QByteArray &time, const QByteArray &value)
    {
        const QByteArray body =
            R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[)" + time + ",\"" +
            value + R"("]}]}})";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    QByteArray converse(QByteArray &received) const
    {
        QByteArray reply;
        for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
            const qsizetype lengthAt = received.toLower().indexOf("content-length: ");
            const qsizetype length =
                lengthAt < 0 || lengthAt > end ? 0 : received.mid(lengthAt + 16, 12).split('\r').first().toInt();
            if (received.size() < end + 4 + length)
                break;
            const QUrlQuery form(QString::fromLatin1(received.mid(end + 4, length)));
            received.remove(0, end + 4 + length);
            reply += answer(form.queryItemValue(QStringLiteral("query"), QUrl::FullyDecoded));
        }
        return reply;
    }

    const Clock &m_clock;
    std::atomic<double> m_rate = 0;
    ScriptedPeer m_peer{{PeerStep::converse([this](QByteArray &received) { return converse(received); })}};
};

std::shared_ptr<Workspace> shop(const std::vector<SourceSettings> &sources)
{
    auto workspace = FreshnessBench::workspace(sources);
    IndicatorConfig pool;
    pool.id = QStringLiteral("pool");
    pool.name = QStringLiteral("Database pool");
    pool.unit = QStringLiteral("percent");
    pool.expr.text = QStringLiteral("pool_used");
    pool.objective = parseComparison(QStringLiteral("<= 70"));
    workspace->indicators = {pool};
    ServiceConfig service;
    service.id = service.name = QStringLiteral("shop");
    service.ratePerMinute.text = QStringLiteral("60 * sum(rate(http_requests_total[1m]))");
    workspace->services = {service};
    RouteConfig route;
    route.id = QStringLiteral("shop");
    route.name = QStringLiteral("/*");
    route.control.source.id = QStringLiteral("edge");
    route.control.backend = QStringLiteral("shop");
    route.control.stable = QStringList{QStringLiteral("legacy1")};
    route.control.canary = QStringList{QStringLiteral("modern1")};
    workspace->traffic.routes = {route};
    return workspace;
}

} // namespace

class TestFreshnessMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void aCounterThatStandsStillBesideTrafficIsFrozen()
    {
        HaproxyServer balancer;
        balancer.start();
        SystemClock real;
        StandingMetrics metrics(real);
        metrics.setRate(900);
        const std::vector<SourceSettings> sources{
            FreshnessBench::source("prom", "prometheus", QStringLiteral("http://127.0.0.1:%1").arg(metrics.port())),
            balancers({balancer.tcpAddress()})};
        FreshnessBench bench(shop(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.tileKind("pool"), Kind::Live, patience);
        QCOMPARE(bench.session.platform().view().services[0].state, Health::Normal);
        metrics.setRate(0);

        // Without traffic a rate of 0 is the truth, however long it lasts.
        QTRY_VERIFY_WITH_TIMEOUT(rate(bench) == 0.0, patience);
        QTRY_VERIFY_WITH_TIMEOUT((bench.refresh(), standsStill(bench)), patience);
        QVERIFY(!bench.session.platform().view().services[0].ratePerMinute.frozen);
        QCOMPARE(bench.tileKind("pool"), Kind::Live);

        QTRY_COMPARE_WITH_TIMEOUT((balancer.request("/", 20), bench.tileKind("pool")), Kind::Frozen, patience);
        const IndicatorView &pool = bench.session.platform().view().indicators[0];
        QCOMPARE(pool.figure.health, Health::Unknown);
        QCOMPARE(bench.session.platform().view().services[0].ratePerMinute.health, Health::Unknown);
        const ValueTile *tile = bench.tile("pool");
        QVERIFY2(tile->spokenName().contains(QStringLiteral("frozen")), qPrintable(tile->spokenName()));
        QVERIFY2(tile->reading().state.message.startsWith(QStringLiteral("edge counts")),
                 qPrintable(tile->reading().state.message));
        QVERIFY(pixelsOf(*bench.tile("pool"), &Colours::stale) > 20);
        bench.picture(QStringLiteral("frozen"));

        metrics.setRate(880);
        QTRY_COMPARE_WITH_TIMEOUT((balancer.request("/", 5), bench.tileKind("pool")), Kind::Live, patience);
    }

    void aMissingBalancerMakesThePanelPartial()
    {
        HaproxyServer first, second;
        first.start();
        second.start();
        const std::vector<SourceSettings> sources{balancers({first.tcpAddress(), second.tcpAddress()})};
        FreshnessBench bench(shop(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-traffic"), Kind::Live, patience);
        second.kill();
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-traffic"), Kind::Partial, patience);
        Panel *panel = bench.panel("panel-traffic");
        QCOMPARE(panel->state().message, QStringLiteral("1 of 2 shown"));
        QVERIFY(panel->body()->isVisible());
        QVERIFY(!panel->findChild<PanelVeil *>()->isVisible());
        QVERIFY2(panel->spokenName().contains(QStringLiteral("1 of 2 shown")), qPrintable(panel->spokenName()));
        QCOMPARE(bench.session.platform().view().routes[0].state, RouteState::Unknown); // evaluated on the worst
        bench.picture(QStringLiteral("partial"));
    }

private:
    static SourceSettings balancers(const QStringList &addresses)
    {
        SourceSettings settings = FreshnessBench::source("edge", "haproxy", addresses.front());
        settings.endpoints = addresses;
        return settings;
    }

    static std::optional<double> rate(FreshnessBench &bench)
    {
        bench.refresh();
        return bench.session.platform().view().services[0].ratePerMinute.value;
    }

    /// The rate has been 0 for longer than a pause.
    static bool standsStill(const FreshnessBench &bench)
    {
        const auto &platform = bench.session.platform();
        const auto since = platform.metrics().view(QStringLiteral("service/shop/rate")).unchangedSince;
        return since && platform.view().now - *since > standstillAfter;
    }
};

QTEST_MAIN(TestFreshnessMetrics)
#include "tst_freshness_metrics.moc"
