// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc does not understand concepts
#include "app/exploreterms.h"
#include "app/panels/boardchart.h"
#include "app/panels/chartanswers.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/views/boardsview.h"
#include "app/views/exploreview.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#endif

#include <QLineEdit>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A workspace that scrapes by itself and has a board of two panels.
std::shared_ptr<const Workspace> scrapedShop()
{
    auto workspace = std::make_shared<Workspace>();
    workspace->file = QStringLiteral("/nowhere/workspace.yaml");
    workspace->name = QStringLiteral("Explored");
    SourceConfig web;
    web.id = QStringLiteral("web");
    web.type = QStringLiteral("metrics");
    Template page;
    page.at = {1, 1};
    page.text = QStringLiteral("http://127.0.0.1:1/metrics");
    web.targets.push_back(page);
    workspace->sources.push_back(web);
    BoardConfig board;
    board.id = QStringLiteral("pools");
    board.name = QStringLiteral("Pools");
    for (const char *expression : {"pool_in_use", "sum(nothing)"}) {
        BoardPanel panel;
        panel.title = QLatin1String(expression);
        BoardSeries series;
        series.expr.text = QLatin1String(expression);
        panel.series.push_back(series);
        board.panels.push_back(panel);
    }
    workspace->boards.push_back(board);
    return workspace;
}

/// A session whose store holds an hour of two pools.
class Rig
{
public:
    Rig()
        : session(workspace, prepareSources(*workspace), {}, clock)
    {
        const std::int64_t now = clock.now().time_since_epoch().count();
        metrics::SharedSamples::Appending store(*session.samples());
        for (const char *pool : {"a", "b"}) {
            const auto series = store->seriesFor(metrics::Labels{{"__name__", "pool_in_use"}, {"pool", pool}});
            for (std::int64_t time = now - 3'600'000; time <= now; time += 15'000)
                store->append(series, {time, 7});
        }
        (void)session.evaluate();
    }

    TestClock clock;
    std::shared_ptr<const Workspace> workspace = scrapedShop();
    WatchSession session;
};

} // namespace

class TestExplore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void wordsAtTheCursor()
    {
        const WordAtCursor metric = wordAt(QStringLiteral("sum(rate(pool_in"), 16);
        QCOMPARE(metric.word, QStringLiteral("pool_in"));
        QCOMPARE(metric.begin, 9);
        QVERIFY(!metric.inBraces);
        const WordAtCursor label = wordAt(QStringLiteral("x{po"), 4);
        QVERIFY(label.inBraces);
        QCOMPARE(label.word, QStringLiteral("po"));
        QVERIFY(!wordAt(QStringLiteral("x{a=\"b\"} + y"), 12).inBraces);
    }

    void completionFromTheStore()
    {
        Rig rig;
        ExploreView view(rig.session);
        auto *line = view.findChild<QLineEdit *>();
        line->setText(QStringLiteral("pool"));
        QVERIFY(view.completions().contains(QStringLiteral("pool_in_use")));
        line->setText(QStringLiteral("pool_in_use{po"));
        QCOMPARE(view.completions(), QStringList{QStringLiteral("pool")});
        line->setText(QStringLiteral("histogram_q"));
        QVERIFY(view.completions().contains(QStringLiteral("histogram_quantile")));
    }

    void anAnswerIsAChart()
    {
        Rig rig;
        ExploreView view(rig.session);
        view.refresh();
        auto *panel = view.findChild<Panel *>(QStringLiteral("panel-explore"));
        view.setExpression(QStringLiteral("pool_in_use"));
        QTRY_COMPARE(panel->state().kind, DataState::Kind::Live);
        view.setExpression(QStringLiteral("nothing_here"));
        QTRY_COMPARE(panel->state().kind, DataState::Kind::Empty);
        view.setExpression(QStringLiteral("sum("));
        QTRY_COMPARE(panel->state().kind, DataState::Kind::Disconnected);
        QVERIFY(!panel->state().message.isEmpty());
    }

    void boardsAskTheirSources()
    {
        Rig rig;
        BoardsView boards(rig.session);
        boards.resize(1200, 600);
        boards.refresh();
        const auto charts = boards.findChildren<BoardChart *>();
        QCOMPARE(charts.size(), 2);
        for (const BoardChart *chart : charts)
            QTRY_COMPARE(chart->state().kind, DataState::Kind::Live);
    }

    void namesOfSeries()
    {
        MetricSeries series{
            {{QStringLiteral("__name__"), QStringLiteral("x")}, {QStringLiteral("a"), QStringLiteral("b")}},
            {{WallTime(1s), 2}}};
        const ChartNaming plain{
            {}, QStringLiteral("percent"), QStringLiteral("x"), parseComparison(QStringLiteral(">= 5"))};
        const auto lines = chartSeriesOf({series}, plain, 15s);
        QCOMPARE(lines.at(0).name, QStringLiteral("x a=b"));
        QCOMPARE(lines.at(0).health, Health::Degraded);
        ChartNaming named = plain;
        named.name = QStringLiteral("shop {{a}}");
        QCOMPARE(chartSeriesOf({series}, named, 15s).at(0).name, QStringLiteral("shop b"));
    }
};

QTEST_MAIN(TestExplore)
#include "tst_explore.moc"
