// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/links.h"
#include "models/report/situation.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime now = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 27)) + 2h + 14min + 27s;

Workspace shop()
{
    Workspace workspace;
    LinkConfig logs;
    logs.name = QStringLiteral("logs");
    logs.url = QStringLiteral("https://logs.example/?from=$from&to=$to");
    LinkConfig bridge;
    bridge.name = QStringLiteral("bridge");
    bridge.url = QStringLiteral("https://meet.example/war-room");
    workspace.links = {logs, bridge};
    return workspace;
}

PlatformView calm()
{
    PlatformView view;
    view.now = now;
    view.workspace = QStringLiteral("ShopFlow");
    view.environment = QStringLiteral("production");
    view.worst = Health::Normal;
    IndicatorView success;
    success.name = QStringLiteral("Checkout success");
    success.unit = QStringLiteral("percent");
    success.targetText = QStringLiteral(">= 99.95");
    success.figure = {99.97, Milliseconds(2000), Health::Normal};
    success.state = Health::Normal;
    view.indicators = {success};
    SourceView prom;
    prom.id = QStringLiteral("prom");
    prom.state = SourceState::Ok;
    view.sources = {prom};
    return view;
}

PlatformView convoy()
{
    PlatformView view = calm();
    view.worst = Health::Critical;
    view.indicators[0].figure = {97.81, Milliseconds(2000), Health::Critical};
    view.indicators[0].state = Health::Critical;
    Alarm alarm;
    alarm.name = QStringLiteral("Checkout success");
    alarm.severity = Health::Critical;
    alarm.state = AlarmState::Firing;
    alarm.since = now - 11min - 56s;
    alarm.value = 97.81;
    alarm.unit = QStringLiteral("percent");
    view.alarms = {alarm};
    ServiceView checkout;
    checkout.name = QStringLiteral("Checkout");
    checkout.state = Health::Degraded;
    checkout.errorRatio.value = 0.0219;
    checkout.p99Seconds.value = 9.6;
    view.services = {checkout};
    RouteView route;
    route.id = QStringLiteral("checkout");
    route.name = QStringLiteral("/checkout/*");
    route.desired = Shares{75, 25};
    view.routes = {route};
    return view;
}

} // namespace

class TestSituation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void saysItInOneParagraph_data()
    {
        QTest::addColumn<PlatformView>("view");
        QTest::addColumn<QString>("text");
        QTest::newRow("calm")
            << calm()
            << "ShopFlow, production, 2026-11-27 02:14:27 local, 02:14:27 UTC: normal, no active alarm. "
               "Now: Checkout success 99.97 % (objective >= 99.95, normal, 2 s old). "
               "logs: https://logs.example/?from=2026-11-27T01%3A59%3A27.000Z&to=2026-11-27T02%3A14%3A27.000Z "
               "bridge: https://meet.example/war-room";
        QTest::newRow("convoy")
            << convoy()
            << "ShopFlow, production, 2026-11-27 02:14:27 local, 02:14:27 UTC: critical, 1 active alarm(s). "
               "critical since 02:02:31 (11 min 56 s): Checkout success 97.81 %. "
               "Now: Checkout success 97.81 % (objective >= 99.95, critical, 2 s old). "
               "Services: Checkout (errors 2.19 %, p99 9.60 s, degraded). "
               "Traffic: /checkout/* on the new side: desired 25.00 %, observed not known. "
               "logs: https://logs.example/?from=2026-11-27T01%3A47%3A31.000Z&to=2026-11-27T02%3A14%3A27.000Z "
               "bridge: https://meet.example/war-room";
        PlatformView blind = calm();
        blind.worst = Health::Unknown;
        blind.indicators[0].figure = {};
        blind.indicators[0].state = Health::Unknown;
        blind.sources[0].state = SourceState::Down;
        blind.sources[0].error = QStringLiteral("connection refused");
        QTest::newRow("blind")
            << blind
            << "ShopFlow, production, 2026-11-27 02:14:27 local, 02:14:27 UTC: unknown, no active alarm. "
               "Now: Checkout success not known (objective >= 99.95, unknown). "
               "Not current: prom (down: connection refused). "
               "logs: https://logs.example/?from=2026-11-27T01%3A59%3A27.000Z&to=2026-11-27T02%3A14%3A27.000Z "
               "bridge: https://meet.example/war-room";
    }
    void saysItInOneParagraph()
    {
        QFETCH(PlatformView, view);
        QFETCH(QString, text);
        QCOMPARE(situationText(view, shop()), text);
    }

    void hostileNamesStayOnTheirLine()
    {
        PlatformView view = convoy();
        view.alarms[0].name = QStringLiteral("a\nb\u202e\x1b[31m") + QString(5000, QLatin1Char('x'));
        const QString text = situationText(view, shop());
        QVERIFY(!text.contains(QLatin1Char('\n')) && !text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)));
        QVERIFY(text.size() < 2000);
    }

    void linksAreWebAddressesOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("address");
        QTest::newRow("as it is") << "https://a.example/x"
                                  << "https://a.example/x";
        QTest::newRow("times") << "https://a.example/?f=$from_ms&t=$to_ms"
                               << "https://a.example/?f=1795745667000&t=1795745667000";
        QTest::newRow("service") << "https://a.example/$service"
                                 << "https://a.example/pay%20%26%20go";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "";
        QTest::newRow("script") << "javascript:alert(1)"
                                << "";
        QTest::newRow("no host") << "https:///x"
                                 << "";
    }
    void linksAreWebAddressesOnly()
    {
        QFETCH(QString, url);
        QFETCH(QString, address);
        LinkConfig link;
        link.url = url;
        QCOMPARE(linkAddress(link, {now, now, QStringLiteral("pay & go")}), address);
    }
};

Q_DECLARE_METATYPE(surgedeck::PlatformView)

QTEST_APPLESS_MAIN(TestSituation)
#include "tst_situation.moc"
