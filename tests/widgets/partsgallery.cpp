// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testclock.h"
#include "tests/widgets/gallery.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/agelabel.h"
#include "widgets/bulletbar.h"
#include "widgets/button.h"
#include "widgets/chart/chartview.h"
#include "widgets/evidencechip.h"
#include "widgets/guardedbutton.h"
#include "widgets/leaderrow.h"
#include "widgets/sparkline.h"
#include "widgets/splitbar.h"
#include "widgets/statechip.h"
#include "widgets/statusicon.h"
#include "widgets/steprail.h"
#include "widgets/theme/statusshape.h"
#include "widgets/timeaxis.h"
#include "widgets/trendview.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QTimer>

#include <cmath>

namespace surgedeck {

using namespace sample;
using namespace std::chrono_literals;

namespace {

using Kind = DataState::Kind;
using Side = TrendData::BadSide;

constexpr Health healths[] = {Health::Normal, Health::Attention, Health::Degraded, Health::Critical, Health::Unknown};
const WallTime shown{std::chrono::milliseconds(1'795'780'800'000)}; // 2026-11-27 12:00:00 UTC

GuardedButton *guarded(QWidget *parent, const Clock &clock)
{
    auto *button = new GuardedButton(clock, parent);
    button->setAction({utf8("end session 48211"), 1'500ms, utf8("MySQL")});
    button->setLock({});
    return button;
}

void press(GuardedButton *button)
{
    QKeyEvent event(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(button, &event);
}

/// The button looks at its clock as it does sixty times a second.
void pass(GuardedButton *button, TestClock &clock, Milliseconds time)
{
    for (; time > 0ms; time -= 50ms) {
        clock.advance(50ms);
        QMetaObject::invokeMethod(button->findChild<QTimer *>(), "timeout", Qt::DirectConnection);
    }
    button->findChild<QTimer *>()->stop(); // the picture holds still
}

/// Each phase of picture 10, and two steps.
QList<QWidget *> guardedButtons(QWidget *parent)
{
    static TestClock clock;
    QList<QWidget *> all;
    all << guarded(parent, clock);
    auto *holding = guarded(parent, clock);
    press(holding);
    pass(holding, clock, 800ms);
    auto *sent = guarded(parent, clock);
    press(sent);
    pass(sent, clock, 1'500ms);
    auto *armed = guarded(parent, clock);
    armed->setWay(GuardedButton::Way::TwoSteps);
    press(armed);
    pass(armed, clock, 1'100ms);
    auto *done = guarded(parent, clock);
    done->showDone(utf8("Session 48211 ended 03:14:41"));
    auto *refused = guarded(parent, clock);
    refused->showRefused(utf8("Refused: no PROCESS right"));
    auto *locked = guarded(parent, clock);
    locked->setLock(utf8("Evidence is 18 s old, must be under 5 s"));
    auto *silent = guarded(parent, clock);
    press(silent);
    pass(silent, clock, 1'500ms);
    silent->findChild<QTimer *>()->start();
    pass(silent, clock, 10'000ms);
    return all << holding << sent << done << refused << locked << armed << silent;
}

QWidget *chip(const Evidence &evidence, const TrendData &trend)
{
    auto *chip = new EvidenceChip;
    chip->setEvidence(evidence);
    chip->setTrend(trend);
    return chip;
}

QList<QWidget *> evidenceChips()
{
    const TrendData pool = sample::trend(97, 66, 70, Side::Above, Health::Normal);
    return {
        chip({utf8("Database pool"), utf8("66"), utf8("%"), utf8("limit 70 %"), Health::Normal, true, sample::live(1)},
             pool),
        chip({utf8("Checkout success"), utf8("98.92"), utf8("%"), utf8("needs ≥ 99.90 %"), Health::Critical, false,
              sample::live(2)},
             sample::trend(99.97, 98.92, 99.9, Side::Below, Health::Critical)),
        chip({utf8("Orders"), utf8("431"), utf8("/min"), utf8("target 500 /min"), Health::Degraded, false,
              sample::live(2)},
             sample::trend(480, 431, 500, Side::Below, Health::Degraded)),
        chip({utf8("Application log errors"), utf8("212"), utf8("/min"), {}, Health::Normal, false, sample::stale(84)},
             sample::trend(20, 212, 500, Side::Above, Health::Normal)),
        chip({utf8("Replica lag"), {}, utf8("s"), utf8("limit 2.0 s"), Health::Unknown, false, sample::live(2)}, {}),
        chip({utf8("Lock waits"), {}, utf8("sessions"), {}, Health::Normal, false, {.kind = Kind::Loading}}, {}),
    };
}

QWidget *leader(const char *challenge, const char *response, Health health, bool done = false)
{
    auto *row = new LeaderRow;
    row->setLeader({utf8(challenge), utf8(response), health, done});
    return row;
}

QWidget *healthParts(Health health)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    auto *icon = new StatusIcon(utf8("Checkout"));
    icon->setHealth(health);
    auto *chip = new StateChip;
    chip->setState(health, stateWord(health));
    auto *bullet = new BulletBar(utf8("threads"));
    bullet->setValue({health == Health::Unknown ? std::nullopt : std::optional(0.62), 0.7, health});
    auto *spark = new Sparkline(utf8("Checkout p95"));
    spark->setData(sample::trend(2, 7.8, 5, Side::Above, health));
    spark->setOld(health == Health::Unknown);
    line->addWidget(icon);
    line->addWidget(chip);
    line->addWidget(bullet, 1);
    line->addWidget(spark);
    return row;
}

QWidget *splitAndRail()
{
    auto *box = new QWidget;
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins({});
    auto *split = new SplitBar;
    split->setSplit({utf8("New platform"), utf8("legacy"), 25.2, 25.0, Health::Normal});
    auto *rail = new StepRail;
    using Step = RailStep::Kind;
    rail->setSteps({{utf8("1 %"), Step::Done},
                    {utf8("5 %"), Step::Done},
                    {utf8("25 %"), Step::Held, Health::Degraded},
                    {utf8("50 %"), Step::Coming},
                    {utf8("100 %"), Step::Unknown}});
    rows->addWidget(split);
    rows->addWidget(rail);
    return box;
}

QWidget *ages()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    for (const DataState &state : {sample::live(2), DataState{.kind = Kind::Late, .age = 5s}, sample::stale(42),
                                   DataState{.kind = Kind::Frozen, .age = 42s},
                                   DataState{.kind = Kind::Disconnected, .since = utf8("03:13:03")}}) {
        auto *age = new AgeLabel;
        age->setState(state);
        line->addWidget(age);
    }
    line->addStretch();
    return row;
}

TrendData onAxis(TrendData data)
{
    data.span = TimeRange{shown - 1h, shown};
    return data;
}

TrendData withGap(TrendData data)
{
    std::fill(data.values.begin() + 60, data.values.begin() + 90, std::numeric_limits<double>::quiet_NaN());
    return data;
}

struct TrendSample
{
    const char *label;
    const char *value;
    const char *unit;
    const char *target;
    TrendData data;
    DataState state;
};

std::vector<TrendSample> trendSamples()
{
    return {
        {"Checkout success", "97.81", "%", "target ≥ 99.95 %",
         sample::trend(99.97, 97.81, 99.95, Side::Below, Health::Critical), sample::live(2)},
        {"Checkout p95", "7.84", "s", "limit 5.00 s", sample::trend(1.92, 7.84, 5, Side::Above, Health::Critical),
         sample::live(2)},
        {"Lock waits", "2", "sessions", "limit 10", withGap(sample::trend(0, 2, 10, Side::Above, Health::Normal)),
         sample::live(2)},
        {"Voucher use", "112", "/min", "no target set", sample::trend(112, 118, 112, Side::None, Health::Normal),
         sample::live(2)},
        {"Cart errors", "0.31", "%", "limit 0.20 %", sample::trend(0.05, 0.31, 0.2, Side::Above, Health::Degraded),
         sample::stale(42)},
        {"Payment success", "", "%", "target ≥ 99.9 %", {}, sample::live(2)},
    };
}

} // namespace

std::unique_ptr<QWidget> makeGuardedGallery()
{
    auto result = canvas();
    auto *grid = new QGridLayout(result.get());
    int place = 0;
    for (QWidget *button : guardedButtons(result.get())) {
        grid->addWidget(button, place / 3, place % 3);
        ++place;
    }
    place = 9;
    for (QWidget *chip : evidenceChips()) {
        grid->addWidget(chip, place / 3, place % 3);
        ++place;
    }
    grid->setRowStretch(5, 1);
    return result;
}

std::unique_ptr<QWidget> makePartsGallery()
{
    auto result = canvas();
    auto *grid = new QGridLayout(result.get());
    grid->setHorizontalSpacing(size::wide);
    int row = 0;
    for (const Health health : healths)
        grid->addWidget(healthParts(health), row++, 0);
    grid->addWidget(splitAndRail(), row, 0);
    row = 0;
    for (QWidget *part : {leader("Session still blocking", "48211, blocks 63", Health::Normal, true),
                          leader("Uncommitted rows", "18 402, rollback about 9 s", Health::Normal),
                          leader("Replica lag", "2.8 s", Health::Attention),
                          leader("Checkout success, now", "98.92 %", Health::Critical),
                          leader("Application log errors", "", Health::Normal), ages()})
        grid->addWidget(part, row++, 1);
    auto *buttons = new QWidget;
    auto *line = new QHBoxLayout(buttons);
    line->setContentsMargins({});
    auto *primary = new Button(utf8("Continue runbook"));
    primary->setPrimary();
    primary->setKeyHint(utf8("R"));
    auto *off = new Button(utf8("Resume"), nullptr, Symbol::Play);
    off->setEnabled(false);
    for (QWidget *button : {static_cast<QWidget *>(primary),
                            static_cast<QWidget *>(new Button(utf8("Step back to 10 %"), nullptr, Symbol::StepBack)),
                            static_cast<QWidget *>(off)})
        line->addWidget(button);
    line->addStretch();
    grid->addWidget(buttons, row, 1);
    return result;
}

std::unique_ptr<QWidget> makeTrendGallery()
{
    auto result = canvas();
    auto *axis = new TimeAxis(result.get());
    axis->setLive({shown - 1h, shown + 2min});
    auto *grid = new QGridLayout(result.get());
    const TrendMarks marks{
        .events = {{.label = utf8("flash deal"), .time = shown - 14min},
                   {.label = utf8("first alarm"), .health = Health::Critical, .time = shown - 12min}}};
    int place = 0;
    for (const TrendSample &sample : trendSamples()) {
        auto *view = new TrendView(nullptr, place < 4 ? TrendView::TimeLabels::Hidden : TrendView::TimeLabels::Shown);
        view->setGround(&Colours::canvas);
        view->setAxis(axis);
        view->setCaption({utf8(sample.label), utf8(sample.value), utf8(sample.unit), utf8(sample.target)});
        view->setData(onAxis(sample.data));
        view->setState(sample.state);
        view->setMarks(marks);
        grid->addWidget(view, place / 2, place % 2);
        ++place;
    }
    axis->setCursor(shown - 10min);
    axis->setSelection(TimeRange{shown - 40min, shown - 30min});
    return result;
}

std::unique_ptr<QWidget> makeChartGallery()
{
    auto result = canvas();
    auto *axis = new TimeAxis(result.get());
    axis->setLive({shown - 1h, shown});
    auto *view = new ChartView(axis);
    view->setTitle(utf8("Checkout latency"));
    std::vector<ChartSeries> series;
    for (int i = 0; i < 3; ++i) {
        ChartSeries one{.name = utf8(i == 0   ? "Checkout p95"
                                     : i == 1 ? "same hour last week"
                                              : "Checkout calls"),
                        .unit = utf8(i == 2 ? "/min" : "s")};
        for (int step = 0; step <= 720; ++step) {
            const double wave = std::sin(step * (i + 1) * 0.02);
            const double rise = i == 0 && step > 560 ? 6 * (1 - std::exp(-(step - 560) * 0.02)) : 0;
            one.points.push_back(
                {shown - 1h + 5s * step, i == 2 ? std::round(900 + 60 * wave) : 2 + 0.2 * wave + rise});
        }
        one.value = utf8(i == 0 ? "7.88" : i == 1 ? "2.41" : "912");
        one.state = i == 2 ? sample::stale(42) : sample::live(2);
        series.push_back(std::move(one));
    }
    series[0].limit = ChartLimit{5, Side::Above, utf8("limit 5.00 s")};
    series[0].health = Health::Critical;
    view->setSeries(std::move(series));
    view->setEvents({{shown - 14min, utf8("flash deal")}, {shown - 12min, utf8("first alarm"), Health::Critical}});
    auto *rows = new QVBoxLayout(result.get());
    rows->addWidget(makePanel("Checkout latency p95", "", view, sample::live(2)));
    axis->setCursor(shown - 8min);
    view->pinCursor();
    axis->setCursor(shown - 5min);
    return result;
}

} // namespace surgedeck
