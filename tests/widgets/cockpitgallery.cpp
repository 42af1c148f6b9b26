// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/gallery.h"

#include "tests/widgets/sampleparts.h"
#include "widgets/bulletbar.h"
#include "widgets/button.h"
#include "widgets/incidentbar.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/splitbar.h"
#include "widgets/statechip.h"
#include "widgets/statusicon.h"
#include "widgets/steprail.h"
#include "widgets/tableview.h"
#include "widgets/theme/statusshape.h"
#include "widgets/timelinestrip.h"
#include "widgets/topbar.h"
#include "widgets/treeview.h"
#include "widgets/trendview.h"

#include <QVBoxLayout>

namespace surgedeck {

using namespace sample;

namespace {

using Kind = DataState::Kind;
using Side = TrendData::BadSide;

TopBar *makeTopBar(sample::Mood mood)
{
    auto *bar = new TopBar;
    bar->setWorkspace(utf8("shop-prod · eu-west"), utf8("production"));
    const char *views[][2] = {{"cockpit", "Cockpit"}, {"queries", "Queries"}, {"traffic", "Traffic"}};
    for (int i = 0; i < 3; ++i)
        bar->tabs()->addView(utf8(views[i][0]), utf8(views[i][1]), QString::number(i + 1));
    bar->tabs()->setCurrent(utf8("cockpit"));
    DataState logs = sample::live(4);
    if (mood == sample::Mood::Incident)
        logs = sample::stale(48);
    bar->sources()->setSources({{utf8("orders-db"), sample::live(2)},
                                {utf8("legacy-db"), sample::live(1)},
                                {utf8("edge"), sample::live(1)},
                                {utf8("cache"), logs}});
    bar->setPerson(utf8("M. Okafor · commander"));
    bar->setClock(utf8("03:14:27"), utf8("02:14 UTC"));
    return bar;
}

IncidentBar *makeIncidentBar(sample::Mood mood)
{
    auto *bar = new IncidentBar;
    if (mood == sample::Mood::Calm)
        bar->setHeadline({.chip = utf8("Normal"),
                          .title = utf8("No active incident"),
                          .subtitle = utf8("Last: INC-2098, 1 Nov, closed after 22 min"),
                          .facts = {{utf8("Quiet for"), utf8("26 d 4 h")},
                                    {utf8("Error budget, 30 d"), utf8("72"), utf8("% left")},
                                    {utf8("Alarms, last 24 h"), utf8("2")}}});
    else
        bar->setHeadline({.health = Health::Critical,
                          .chip = utf8("Critical"),
                          .title = utf8("Checkout success below SLO"),
                          .subtitle = utf8("INC-2141 · probable cause: lock convoy on inventory, mysql-primary"),
                          .facts = {{utf8("Elapsed"), utf8("11 min 56 s")},
                                    {utf8("Revenue at risk"), utf8("$5.7 k"), utf8("/min")},
                                    {utf8("Lost so far (estimate)"), utf8("$52.4 k")},
                                    {utf8("Incident lead"), utf8("M. Okafor"), {}, true}}});
    auto *note = new Button(utf8("Add note"), nullptr, Symbol::Note);
    note->setKeyHint(utf8("N"));
    bar->addButton(note);
    auto *primary = new Button(mood == sample::Mood::Calm ? utf8("Declare incident") : utf8("Continue runbook"));
    primary->setKeyHint(mood == sample::Mood::Calm ? utf8("Ctrl I") : utf8("R"));
    if (mood == sample::Mood::Incident)
        primary->setPrimary();
    bar->addButton(primary);
    return bar;
}

std::vector<TileSample> cockpitTiles(sample::Mood mood)
{
    if (mood == sample::Mood::Incident)
        return {
            {"Checkout success", "%",
             reading("97.81", Health::Critical, "target ≥ 99.95 %", "−2.16 pt in 12 min", sample::live(2)),
             sample::trend(99.97, 97.81, 99.95, Side::Below, Health::Critical)},
            {"Orders", "/min", reading("342", Health::Degraded, "target 500 /min now", "−158 /min", sample::live(2)),
             sample::trend(510, 342, 500, Side::Below, Health::Degraded)},
            {"Checkout latency p95", "s", reading("7.84", Health::Critical, "limit 5.00 s", "+5.44 s", sample::live(2)),
             sample::trend(2.1, 7.84, 5, Side::Above, Health::Critical)},
            {"Database pool", "%", reading("97", Health::Critical, "limit 70 %", "+36 pt", sample::live(1)),
             sample::trend(48, 97, 70, Side::Above, Health::Critical)},
            {"Checkout errors", "%", reading("2.19", Health::Critical, "limit 0.50 %", "+2.14 pt", sample::live(2)),
             sample::trend(0.05, 2.19, 0.5, Side::Above, Health::Critical)},
            {"Concurrent users", "users",
             reading("27 940", Health::Normal, "tested to 35 000", "80 % of tested", sample::live(2)),
             sample::trend(24000, 27940, 35000, Side::Above, Health::Normal)},
        };
    return {
        {"Checkout success", "%", reading("99.97", Health::Normal, "target ≥ 99.95 %", "+0.02 pt", sample::live(2)),
         sample::trend(99.97, 99.97, 99.95, Side::None, Health::Normal)},
        {"Orders", "/min", reading("318", Health::Normal, "target 310 /min now", "+8 /min", sample::live(2)),
         sample::trend(318, 318, 310, Side::Below, Health::Normal)},
        {"Checkout latency p95", "s", reading("1.92", Health::Normal, "limit 5.00 s", "−0.04 s", sample::live(2)),
         sample::trend(1.92, 1.92, 5, Side::Above, Health::Normal)},
        {"Database pool", "%", reading("48", Health::Normal, "limit 70 %", "+1 pt", sample::live(1)),
         sample::trend(48, 48, 70, Side::Above, Health::Normal)},
        {"Checkout errors", "%", reading("0.05", Health::Normal, "limit 0.50 %", "0.00 pt", sample::live(2)),
         sample::trend(0.05, 0.05, 0.5, Side::Above, Health::Normal)},
        {"Concurrent users", "users",
         reading("21 180", Health::Normal, "tested to 35 000", "61 % of tested", sample::live(2)),
         sample::trend(21000, 21180, 35000, Side::Above, Health::Normal)},
    };
}

QWidget *makeTrends(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    rows->setSpacing(size::gap);
    const Health worst = bad ? Health::Critical : Health::Normal;
    const TrendMarks marks{.ticks = {{0.1, utf8("02:20")}, {0.43, utf8("02:40")}, {0.76, utf8("03:00")}},
                           .events = bad ? std::vector<TrendMarks::Event>{{0.78}, {0.83}} : std::vector<TrendMarks::Event>{}};
    const struct
    {
        TrendCaption caption;
        TrendData data;
    } trends[] = {
        {{utf8("Checkout success"), bad ? utf8("97.81") : utf8("99.97"), utf8("%"), utf8("target ≥ 99.95 %")},
         sample::trend(99.97, bad ? 97.81 : 99.97, 99.95, Side::Below, worst)},
        {{utf8("Checkout p95"), bad ? utf8("7.84") : utf8("1.92"), utf8("s"), utf8("limit 5.00 s")},
         sample::trend(1.92, bad ? 7.84 : 1.92, 5, Side::Above, worst)},
        {{utf8("Lock waits"), bad ? utf8("63") : utf8("0"), utf8("sessions"), utf8("limit 10")},
         sample::trend(0, bad ? 63 : 0, 10, Side::Above, worst)},
    };
    for (const auto &trend : trends) {
        const bool last = &trend == &trends[2];
        auto *view = new TrendView(nullptr, last ? TrendView::TimeLabels::Shown : TrendView::TimeLabels::Hidden);
        view->setCaption(trend.caption);
        view->setData(trend.data);
        view->setMarks(marks);
        rows->addWidget(view);
    }
    return body;
}

QWidget *stack(std::initializer_list<std::pair<QWidget *, int>> parts)
{
    auto *result = new QWidget;
    auto *rows = new QVBoxLayout(result);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(size::gap);
    for (const auto &[part, stretch] : parts)
        rows->addWidget(part, stretch);
    return result;
}

QWidget *makeLeftColumn(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    auto *alarms = makePanel("Alarms", "A", makeView<TableView>(alarmColumns, sample::alarms, mood, "Alarms"),
                             bad ? sample::live(2)
                                 : DataState{.kind = Kind::Empty,
                                             .age = std::chrono::seconds(2),
                                             .message = utf8("No active alarms"),
                                             .detail = utf8("2 in the last 24 h · 0 shelved · 0 suppressed")},
                             bad ? "5 active · 1 in last 10 min, peak 5 of 10 · 7 consequential grouped"
                                 : "0 active · 0 in last 10 min");
    auto *health =
        makePanel("Platform health", "H", makeView<TableView>(healthColumns, sample::health, mood, "Services"),
                  sample::live(2), bad ? "10 services · 5 abnormal" : "10 services · all normal");
    return stack({{alarms, 176},
                  {health, 324},
                  {makePanel("Trends", "T", makeTrends(mood), sample::live(2), "last 60 min"), 264}});
}

QWidget *makeTrafficBody(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, size::gap, 0, 0);
    auto *split = new SplitBar;
    split->setSplit({utf8("New platform"), utf8("legacy"), bad ? 25.2 : 5.0, bad ? 25.0 : 5.0});
    auto *rail = new StepRail;
    using Step = RailStep::Kind;
    rail->setSteps({{utf8("1 %"), Step::Done},
                    {utf8("5 %"), bad ? Step::Done : Step::Current},
                    {utf8("10 %"), bad ? Step::Done : Step::Coming},
                    {utf8("25 %"), bad ? Step::Held : Step::Coming, bad ? Health::Degraded : Health::Normal},
                    {utf8("50 %"), Step::Coming},
                    {utf8("100 %"), Step::Coming}});
    auto *padded = new QVBoxLayout;
    padded->setContentsMargins(size::padding, 0, size::padding, 0);
    padded->addWidget(split);
    padded->addWidget(rail);
    auto *why = new PlainLabel(
        bad ? utf8("Held by guard at 03:02:48. New and legacy fail alike, so the shift is not the cause.")
            : utf8("Baking at 5 %. Next step 10 % at 02:15:00 if every guard holds until then."));
    why->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(size::padding, 0, size::padding, size::padding);
    auto *resume = new Button(utf8("Resume"), nullptr, Symbol::Play);
    resume->setKeyHint(utf8("Shift R"));
    resume->setEnabled(false);
    foot->addWidget(resume);
    foot->addStretch();
    foot->addWidget(new Button(utf8("Step back to 10 %"), nullptr, Symbol::StepBack));
    rows->addLayout(padded);
    rows->addWidget(makeView<TableView>(guardColumns, sample::guards, mood, "Guards"), 1);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(size::padding, 0, size::padding, 0);
    words->addWidget(why);
    rows->addLayout(words);
    rows->addLayout(foot);
    return body;
}

QWidget *makeMiddleColumn(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    auto *chain = new Panel(utf8("Lock chain"), nullptr, Panel::Look::Section);
    chain->setSubtitle(bad ? utf8("63 sessions waiting · longest 41 s") : utf8("0 waiting"));
    chain->setBody(makeView<TreeView>(lockColumns, sample::locks, mood, "Lock chain"));
    chain->setState(bad ? sample::live(1)
                        : DataState{.kind = Kind::Empty,
                                    .age = std::chrono::seconds(1),
                                    .message = utf8("No lock waits"),
                                    .detail = utf8("Longest in the last hour: 0.4 s at 01:41")});
    auto *both = stack({{makeView<TableView>(digestColumns, digests, mood, "Query digests"), 1}, {chain, 1}});
    both->layout()->setSpacing(0);
    auto *queries = makePanel("Slow queries", "Q", both, sample::live(1), "mysql-primary · last 5 min");
    auto *traffic = makePanel("Traffic shift", "S", makeTrafficBody(mood), sample::live(1),
                              "checkout → new platform · step 4 of 7");
    auto *chip = new StateChip;
    chip->setState(bad ? Health::Degraded : Health::Normal, bad ? utf8("Held by guard") : utf8("Running"));
    traffic->header()->addExtra(chip);
    return stack({{queries, 378}, {traffic, 394}});
}

QWidget *makeRightColumn(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    const Leader leaders[] = {
        {utf8("Session still blocking"), utf8("48211, blocks 63"), Health::Normal, true},
        {utf8("Uncommitted rows"), utf8("18 402, rollback about 9 s"), Health::Normal, true},
        {utf8("Replica lag"), bad ? utf8("2.8 s") : utf8("0.4 s"), bad ? Health::Attention : Health::Normal},
        {utf8("Checkout success, now"), bad ? utf8("98.92 %") : utf8("99.97 %"),
         bad ? Health::Critical : Health::Normal},
    };
    for (const Leader &leader : leaders) {
        auto *row = new LeaderRow;
        row->setLeader(leader);
        rows->addWidget(row);
    }
    if (bad) {
        auto *row = new LeaderRow;
        row->setLeader({utf8("Application log errors"), {}});
        rows->addWidget(row);
    }
    auto *icons = new QHBoxLayout;
    for (const Health health :
         {Health::Normal, Health::Attention, Health::Degraded, Health::Critical, Health::Unknown}) {
        if (!bad && health != Health::Normal)
            break;
        auto *icon = new StatusIcon(utf8("Sample"));
        icon->setHealth(health);
        icons->addWidget(icon);
        auto *chip = new StateChip;
        chip->setState(health, stateWord(health));
        icons->addWidget(chip);
    }
    icons->addStretch();
    rows->addLayout(icons);
    auto *bar = new BulletBar(utf8("Pool"));
    bar->setValue({0.7, 0.8, bad ? Health::Critical : Health::Normal});
    rows->addWidget(bar);
    rows->addStretch();
    return makePanel("Runbook", "R", body, sample::live(1), "RB-12 v7 · rehearsed 12 Nov");
}

TimelineStrip *makeTimeline(sample::Mood mood)
{
    const bool bad = mood == sample::Mood::Incident;
    Timeline timeline{.subject = utf8("Orders /min, last 60 min")};
    for (int i = 0; i < 180; ++i) {
        Timeline::Bucket bucket{.value = i < 134 ? 240 : 240 + (i - 134) * 1.5, .expected = {}};
        if (bad && i > 146)
            bucket.expected = 400;
        if (bad && i > 60 && i < 66)
            bucket.value.reset();
        timeline.buckets.push_back(bucket);
    }
    timeline.ticks = {{0.1, utf8("02:20")},
                      {0.27, utf8("02:30")},
                      {0.44, utf8("02:40")},
                      {0.61, utf8("02:50")},
                      {0.78, utf8("03:00")}};
    if (bad)
        timeline.marks = {{0.75, Health::Normal, utf8("Flash deal")},
                          {0.8, Health::Critical, utf8("Checkout success")},
                          {0.82, Health::Degraded, utf8("Shift held")}};
    auto *strip = new TimelineStrip;
    strip->setKeyHint(utf8("G"));
    strip->setTimeline(timeline);
    return strip;
}

} // namespace

std::unique_ptr<QWidget> makeCockpitGallery(sample::Mood mood)
{
    auto result = canvas();
    auto *column = new QVBoxLayout(result.get());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTopBar(mood));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    inner->setSpacing(size::gap);
    column->addLayout(inner);
    inner->addWidget(makeIncidentBar(mood));
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(size::gap);
    for (const TileSample &sample : cockpitTiles(mood))
        tiles->addWidget(makeTile(sample));
    inner->addLayout(tiles);
    auto *main = new QHBoxLayout;
    main->setSpacing(size::gap);
    main->addWidget(makeLeftColumn(mood), 640);
    main->addWidget(makeMiddleColumn(mood), 632);
    main->addWidget(makeRightColumn(mood), 616);
    inner->addLayout(main, 1);
    inner->addWidget(makeTimeline(mood));
    return result;
}

} // namespace surgedeck
