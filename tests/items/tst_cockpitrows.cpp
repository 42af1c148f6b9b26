// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alarmrows.h"
#include "models/items/factstable.h"
#include "models/items/guardrows.h"
#include "models/items/indicatortext.h"
#include "models/items/judgedrows.h"
#include "models/items/lockrows.h"
#include "models/items/trendchoice.h"
#include "models/store/alarmhistory.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);

Alarm alarm(const char *id, Health severity, AlarmState state, WallTime since = start)
{
    Alarm a;
    a.id = QLatin1String(id);
    a.name = a.id;
    a.severity = severity;
    a.state = state;
    a.since = since;
    return a;
}

/// "root a>root b>a": who waits for whom; a name alone waits for nobody.
std::vector<LockNode> chain(const char *text)
{
    LockGraph graph;
    for (const QString &word : QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        LockParticipant participant;
        participant.id = word.section(QLatin1Char('>'), 0, 0);
        participant.application =
            participant.id.left(1) == QLatin1String("k") ? QStringLiteral("cart") : QStringLiteral("checkout");
        participant.age = 5s;
        if (const QString blocker = word.section(QLatin1Char('>'), 1); !blocker.isEmpty())
            participant.blockedBy = {blocker};
        graph.participants.push_back(participant);
    }
    return lockTree(graph);
}

QString printed(const std::vector<TreeRowFacts> &rows)
{
    QStringList parts;
    for (const TreeRowFacts &row : rows)
        parts << QString(row.depth, QLatin1Char('.')) + row.row.cells[0].text;
    return parts.join(QLatin1Char(' '));
}

GuardView guard(const char *unit, const char *pass, std::optional<double> canary)
{
    GuardView view;
    view.id = QStringLiteral("g");
    view.unit = QLatin1String(unit);
    view.pass = parseComparison(QLatin1String(pass));
    view.canary.value = canary;
    if (canary)
        view.canary.health = view.pass->holds(*canary) ? Health::Normal : Health::Critical;
    view.state = view.canary.health;
    return view;
}

} // namespace

class TestCockpitRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void anAlarmSaysItsValueAndItsLimit_data()
    {
        QTest::addColumn<int>("severity");
        QTest::addColumn<QString>("text");
        QTest::newRow("critical") << int(Health::Critical) << "Checkout success 97.81 % < 99.50 %";
        QTest::newRow("degraded") << int(Health::Degraded) << "Checkout success 97.81 % < 99.95 %";
    }

    void anAlarmSaysItsValueAndItsLimit()
    {
        QFETCH(int, severity);
        Workspace workspace;
        IndicatorConfig config;
        config.id = QStringLiteral("success");
        config.name = QStringLiteral("Checkout success");
        config.unit = QStringLiteral("percent");
        config.objective = parseComparison(QStringLiteral(">= 99.95"));
        config.critical = parseComparison(QStringLiteral("< 99.5"));
        workspace.indicators = {config};
        PlatformView view;
        view.now = start + 716s;
        view.indicators.resize(1);
        view.indicators[0].target = 99.95;
        view.alarms = {alarm("indicator/success", Health(severity), AlarmState::Firing)};
        view.alarms[0].value = 97.81;
        view.alarms[0].runbook = QStringLiteral("R12");
        const auto rows = alarmRows(view, workspace);
        QTEST(rows.at(0).cells[2].text, "text");
        QCOMPARE(rows[0].cells[3].text, QStringLiteral("11 min 56 s"));
        QCOMPARE(rows[0].cells[4].emphasis, Emphasis::Link);
        QVERIFY(rows[0].cells[0].spoken.startsWith(QStringLiteral("Alarm 1 of 1, ")));
        const auto narrow = alarmRows(view, workspace, {AlarmList::Short, AlarmText::WithoutLimit});
        QCOMPARE(narrow[0].cells[2].text, QStringLiteral("Checkout success 97.81 %"));
        QCOMPARE(narrow[0].cells[0].spoken, rows[0].cells[0].spoken); // who hears it loses nothing
        QVERIFY(rows[0].cells[0].spoken.contains(QStringLiteral("not taken")));
    }

    void onlyWhatIsCriticalAndNotTakenIsTinted()
    {
        PlatformView view;
        view.now = start + 20s;
        view.alarms = {
            alarm("a", Health::Critical, AlarmState::Firing), alarm("b", Health::Critical, AlarmState::Acknowledged),
            alarm("c", Health::Degraded, AlarmState::Firing), alarm("d", Health::Critical, AlarmState::Pending),
            alarm("e", Health::Critical, AlarmState::Resolved)};
        view.alarms[1].acknowledgedBy = QStringLiteral("M. Okafor");
        view.alarms[4].over = start + 10s;
        const auto rows = alarmRows(view, {});
        QCOMPARE(rows.size(), std::size_t(4)); // what is only pending is no alarm
        QCOMPARE(rows[0].tint, Health::Critical);
        QCOMPARE(rows[1].tint, Health::Normal);
        QCOMPARE(rows[1].cells[2].trail, QStringLiteral("M. Okafor"));
        QCOMPARE(rows[2].tint, Health::Normal);
        QCOMPARE(rows[3].cells[0].text, QStringLiteral("Cleared"));
        QCOMPARE(rows[3].cells[0].health, Health::Normal);
        QCOMPARE(rows[3].cells[3].text, QStringLiteral("10 s")); // how long it lasted
        // The shape alternates each second, the words never.
        view.now += 1s;
        const auto later = alarmRows(view, {});
        QVERIFY(rows[0].cells[0].outlined != later[0].cells[0].outlined);
        QVERIFY(!rows[1].cells[0].outlined && !later[1].cells[0].outlined);
        QCOMPARE(rows[0].cells[0].text, later[0].cells[0].text);
    }

    void atMostTenRows()
    {
        PlatformView view;
        view.now = start;
        for (int i = 0; i < 14; ++i)
            view.alarms.push_back(
                alarm(qPrintable(QStringLiteral("a%1").arg(i)), Health::Degraded, AlarmState::Firing));
        const auto rows = alarmRows(view, {});
        QCOMPARE(rows.size(), std::size_t(10));
        QCOMPARE(rows.back().id, moreAlarmsId());
        QCOMPARE(rows.back().cells[0].text, QStringLiteral("+ 5"));
        QCOMPARE(alarmRows(view, {}, {AlarmList::Whole, AlarmText::Full}).size(), std::size_t(14));
        view.alarms.resize(10);
        QCOMPARE(alarmRows(view, {}).back().id, QStringLiteral("a9"));
    }

    void whatFollowsFromAnotherStandsUnderIt()
    {
        Workspace workspace;
        const auto on = [](const char *id) { return Reference{{}, QLatin1String(id)}; };
        ServiceConfig checkout, cart;
        checkout.id = QStringLiteral("checkout");
        checkout.dependsOn = {on("db"), on("mysql")};
        cart.id = QStringLiteral("cart");
        cart.dependsOn = {on("mysql")};
        workspace.services = {checkout, cart};
        PlatformView view;
        view.now = start;
        view.alarms = {alarm("service/mysql", Health::Critical, AlarmState::Firing),
                       alarm("service/cart", Health::Degraded, AlarmState::Firing),
                       alarm("service/checkout", Health::Degraded, AlarmState::Firing)};
        QCOMPARE(alarmRows(view, workspace).size(), std::size_t(3)); // there is room: each stands by itself
        const AlarmLook flood{AlarmList::Short, AlarmText::Full, AlarmGrouping::Always};
        const auto rows = alarmRows(view, workspace, flood);
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].cells[2].trail.contains(QStringLiteral("2 consequential")));
        QVERIFY(rows[0].cells[0].spoken.contains(QStringLiteral("2 consequential")));
        // The whole list has all of them, whatever follows from what.
        QCOMPARE(alarmRows(view, workspace, {AlarmList::Whole, AlarmText::Full, AlarmGrouping::Always}).size(),
                 std::size_t(3));
        // What is worst is never hidden under something milder, and what is only pending explains nothing.
        view.alarms[0].severity = Health::Attention;
        QCOMPARE(alarmRows(view, workspace, flood).size(), std::size_t(3));
        view.alarms[0].severity = Health::Critical;
        view.alarms[0].state = AlarmState::Pending;
        QCOMPARE(alarmRows(view, workspace, flood).size(), std::size_t(2));
    }

    void aFullListGroups()
    {
        Workspace workspace;
        PlatformView view;
        view.now = start;
        view.alarms.push_back(alarm("source/db", Health::Degraded, AlarmState::Firing));
        for (int i = 0; i < 12; ++i) {
            ServiceConfig service;
            service.id = QStringLiteral("s%1").arg(i);
            if (i < 7)
                service.dependsOn = {Reference{{}, QStringLiteral("db")}};
            workspace.services.push_back(service);
            view.alarms.push_back(
                alarm(qPrintable(QStringLiteral("service/") + service.id), Health::Degraded, AlarmState::Firing));
        }
        const auto rows = alarmRows(view, workspace);
        QCOMPARE(rows.size(), std::size_t(6)); // 13, of which 7 follow
        QVERIFY(rows[0].cells[2].trail.contains(QStringLiteral("7 consequential")));
    }

    void theHistoryCountsWhatWasRaised()
    {
        AlarmHistory history;
        std::vector<Alarm> alarms;
        history.observe(alarms, start);
        QCOMPARE(history.watchedSince(), std::optional(start));
        for (int i = 0; i < 12; ++i) {
            alarms.push_back(
                alarm(qPrintable(QString::number(i)), Health::Degraded, AlarmState::Firing, start + 1s * i));
            history.observe(alarms, start + 1s * i);
        }
        QCOMPARE(history.raisedWithin(AlarmHistory::rateSpan, start + 20s), 12);
        QVERIFY(history.flood());
        QCOMPARE(history.flood()->raised, 12);
        alarms.clear();
        history.observe(alarms, start + 60s);
        QCOMPARE(history.lastOver()->id, QStringLiteral("11"));
        history.observe(alarms, start + 11min);
        QVERIFY(!history.flood()); // fewer than 5 within 10 minutes
        QCOMPARE(history.peakRate(), 12);
        QCOMPARE(history.episodes().size(), std::size_t(12));
        history.observe(alarms, start + 25h);
        QCOMPARE(history.episodes().size(), std::size_t(0));
    }

    void anAlarmThatComesBackIsAnotherOne()
    {
        AlarmHistory history;
        history.observe({alarm("a", Health::Degraded, AlarmState::Firing)}, start);
        history.observe({alarm("a", Health::Critical, AlarmState::Firing)}, start + 1s);
        QCOMPARE(history.episodes().size(), std::size_t(1));
        QCOMPARE(history.episodes()[0].worst, Health::Critical);
        history.observe({alarm("a", Health::Degraded, AlarmState::Resolved)}, start + 2s);
        history.observe({alarm("a", Health::Degraded, AlarmState::Firing, start + 3s)}, start + 3s);
        QCOMPARE(history.episodes().size(), std::size_t(2));
    }

    void locks_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<int>("room");
        QTest::addColumn<QString>("rows");
        QTest::newRow("all fit") << "r a>r b>a" << 4 << "r .a ..b";
        QTest::newRow("the rest is one row") << "r a>r b>r c>r d>r k>r" << 4 << "r .a .b .+ 3";
        QTest::newRow("exactly full") << "r a>r b>r c>r" << 4 << "r .a .b .c";
        QTest::newRow("two roots") << "r a>r b>r c>r s x>s" << 5 << "r .a .b .c s";
        QTest::newRow("no room for the other roots") << "r a>r b>r s x>s t y>t" << 4 << "r .a .b + 2";
        QTest::newRow("never fewer than three") << "r a>r b>r c>r" << 1 << "r .a .+ 2";
        QTest::newRow("nobody waits") << "" << 4 << "";
    }

    void locks()
    {
        QFETCH(QString, graph);
        QFETCH(int, room);
        const auto rows = lockRows(chain(qPrintable(graph)), SqlDialect::MySql, std::size_t(room));
        QTEST(printed(rows), "rows");
    }

    void theRestSaysWhoWaitsAndHowLong()
    {
        const auto rows = lockRows(chain("r a>r b>r c>r k1>r d>r"), SqlDialect::MySql, 3);
        const auto &cells = rows.back().row.cells;
        QCOMPARE(cells[0].text, QStringLiteral("+ 4"));
        QCOMPARE(cells[0].trail, QStringLiteral("checkout, cart"));
        QCOMPARE(cells[2].text, QStringLiteral("\u2264 5"));
    }

    void twoThatMeetForAMomentAreNoAlarm()
    {
        QCOMPARE(lockRows(chain("r a>r b>r c>r"), SqlDialect::MySql, 4)[0].row.cells[0].health, Health::Critical);
        auto two = chain("r a>r");
        for (LockNode &node : two)
            node.participant.age = 20ms;
        QCOMPARE(lockRows(two, SqlDialect::MySql, 4)[0].row.cells[0].health, Health::Normal);
        two[1].participant.age = 3s;
        QCOMPARE(lockRows(two, SqlDialect::MySql, 4)[0].row.cells[0].health, Health::Critical);
    }

    void guards_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("pass");
        QTest::addColumn<double>("canary");
        QTest::addColumn<double>("bar"); // half is the limit
        QTest::addColumn<int>("health");
        QTest::newRow("success within") << "percent"
                                        << ">= 99.9" << 99.97 << 0.15 << int(Health::Normal);
        QTest::newRow("success far out") << "percent"
                                         << ">= 99.9" << 97.88 << 1.0 << int(Health::Critical);
        QTest::newRow("at the limit") << "seconds"
                                      << "<= 5" << 5.0 << 0.5 << int(Health::Normal);
        QTest::newRow("above it") << "seconds"
                                  << "<= 5" << 7.6 << 0.76 << int(Health::Critical);
        QTest::newRow("a rate that must be high") << "per_minute"
                                                  << ">= 100" << 200.0 << 0.25 << int(Health::Normal);
    }

    void guards()
    {
        QFETCH(QString, unit);
        QFETCH(QString, pass);
        QFETCH(double, canary);
        QFETCH(double, bar);
        RouteView route;
        route.guards = {guard(qPrintable(unit), qPrintable(pass), canary)};
        const auto rows = guardRows(route);
        QVERIFY(std::abs(rows[0].cells[4].bar.value() - bar) < 1e-9);
        QCOMPARE(rows[0].cells[4].barLimit, 0.5);
        QTEST(int(rows[0].cells[2].health), "health");
    }

    void aGuardThatIsNotMeasuredSaysSo()
    {
        RouteView route;
        route.guards = {guard("percent", ">= 99.9", {})};
        const auto rows = guardRows(route);
        QCOMPARE(rows[0].cells[0].trail, QStringLiteral("not measured"));
        QCOMPARE(rows[0].cells[2].text, QStringLiteral("\u2014"));
        QVERIFY(!rows[0].cells[4].bar);
    }

    /// In the unit of the guard, with the sign of its limit, whether a shift judges it or not.
    void guardsOfAShift()
    {
        RouteView route;
        route.guards = {guard("percent", ">= 99.9", 97.88), guard("seconds", "<= 5", 7.6),
                        guard("percent", ">= 99.9", {})};
        route.guards[1].id = QStringLiteral("p95");
        route.guards[2].id = QStringLiteral("lost");
        JudgedGuard judged;
        judged.id = QStringLiteral("p95");
        judged.verdict = GuardWord::Fail;
        judged.value = 7.6;
        judged.baseline = 7.91;
        judged.limit = 5;
        judged.held = 15s;
        const auto rows = judgedRows(route, {judged});
        QCOMPARE(rows.size(), std::size_t(3));
        const auto figure = [&](std::size_t row, std::size_t cell) {
            const CellFacts &shown = rows[row].cells[cell];
            return QStringLiteral("%1 %2").arg(shown.text, shown.unit).trimmed();
        };
        QCOMPARE(figure(0, 2), QStringLiteral("97.88 %"));
        QCOMPARE(figure(0, 3), QStringLiteral("\u2265 99.90 %"));
        QCOMPARE(rows[0].cells[4].text, QStringLiteral("no shift judges it"));
        QCOMPARE(figure(1, 1), QStringLiteral("7.91 s"));
        QCOMPARE(figure(1, 3), QStringLiteral("\u2264 5.00 s"));
        QCOMPARE(rows[1].cells[4].text, QStringLiteral("out of band \u00b7 15 s"));
        QCOMPARE(rows[1].cells[0].health, Health::Critical);
        QCOMPARE(figure(2, 2), QStringLiteral("\u2014"));
        QCOMPARE(rows[2].cells[4].text, QStringLiteral("not measured"));
        QCOMPARE(rows[2].cells[0].health, Health::Unknown);
    }

    void trends_data()
    {
        QTest::addColumn<QString>("states"); // a letter each: n u a d c
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("chosen");
        QTest::newRow("at first the first ones") << "nnnnn"
                                                 << ""
                                                 << "012";
        QTest::newRow("what is worse comes in") << "nnncn"
                                                << "012"
                                                << "013";
        QTest::newRow("and stays when it recovers") << "nnnnn"
                                                    << "013"
                                                    << "013";
        QTest::newRow("the worst win") << "dddcc"
                                       << "012"
                                       << "034";
        QTest::newRow("of equals nobody is moved") << "ccccc"
                                                   << "134"
                                                   << "134";
        QTest::newRow("unknown moves nobody") << "nnnun"
                                              << "012"
                                              << "012";
        QTest::newRow("fewer than there is room for") << "nn"
                                                      << ""
                                                      << "01";
        QTest::newRow("a workspace that has become smaller") << "nn"
                                                             << "134"
                                                             << "01";
    }

    void trends()
    {
        QFETCH(QString, states);
        QFETCH(QString, current);
        std::vector<Health> healths;
        for (const QChar c : states)
            healths.push_back(c == u'n'   ? Health::Normal
                              : c == u'u' ? Health::Unknown
                              : c == u'a' ? Health::Attention
                              : c == u'd' ? Health::Degraded
                                          : Health::Critical);
        std::vector<std::size_t> before;
        for (const QChar c : current)
            before.push_back(std::size_t(c.digitValue()));
        QString chosen;
        for (const std::size_t at : chooseTrends(healths, before, 3))
            chosen += QString::number(at);
        QTEST(chosen, "chosen");
    }

    void rowsStayWhileTheirOrderIsHeld()
    {
        const auto rowsOf = [](const char *text) {
            std::vector<RowFacts> rows;
            for (const QString &word : QString::fromLatin1(text).split(QLatin1Char(' '))) {
                CellFacts cell;
                cell.text = word.mid(1);
                rows.push_back({word.left(1), {cell}});
            }
            return rows;
        };
        const auto order = [](const FactsTable &table) {
            QString ids;
            for (int row = 0; row < table.rowCount(); ++row)
                ids += table.id(row);
            return ids;
        };
        FactsTable table({{QStringLiteral("x"), false}});
        table.setRows(rowsOf("a1 b1 c1"));
        table.setOrderHeld(true);
        table.setRows(rowsOf("c2 d2 a2"));
        QCOMPARE(order(table), QStringLiteral("acd")); // b is gone, d is new
        QCOMPARE(table.facts(1).cells[0].text, QStringLiteral("2"));
        QCOMPARE(table.movedRows(), 3);
        table.setOrderHeld(false);
        QCOMPARE(order(table), QStringLiteral("cda"));
        QCOMPARE(table.movedRows(), 0);
    }

    void figuresKeepTheirDecimals_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("objective");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("a share near its end") << "percent"
                                              << ">= 99.95" << 97.8 << "97.80 %";
        QTest::newRow("a share in the middle") << "percent"
                                               << "< 70" << 42.86 << "43 %";
        QTest::newRow("a small one") << "percent"
                                     << "< 0.5" << 2.19 << "2.19 %";
        QTest::newRow("seconds stay seconds") << "seconds"
                                              << "< 5" << 0.4 << "0.40 s";
        QTest::newRow("a rate") << "per_minute"
                                << ">= 500" << 342.0 << "342 /min";
    }

    void figuresKeepTheirDecimals()
    {
        QFETCH(QString, unit);
        QFETCH(QString, objective);
        QFETCH(double, value);
        IndicatorConfig config;
        config.unit = unit;
        config.objective = parseComparison(objective);
        const NumberText text = indicatorText(value, config);
        QTEST(text.number + QLatin1Char(' ') + text.unit, "text");
    }
};

QTEST_GUILESS_MAIN(TestCockpitRows)
#include "tst_cockpitrows.moc"
