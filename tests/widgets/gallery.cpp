// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/gallery.h"

#include "tests/widgets/sampleparts.h"
#include "widgets/tableview.h"

#include <QGridLayout>

namespace surgedeck {

using namespace sample;

namespace {

using Kind = DataState::Kind;
using Side = TrendData::BadSide;

TileReading unacknowledged(TileReading reading)
{
    reading.acknowledged = false;
    return reading;
}

std::vector<TileSample> tileSamples()
{
    const TrendData pool = sample::trend(48, 48, 70, Side::Above, Health::Normal);
    TrendData rising = sample::trend(48, 66, 70, Side::Above, Health::Attention);
    rising.abnormalTail = 120;
    const TrendData full = sample::trend(48, 97, 70, Side::Above, Health::Critical);
    const DataState gone{.kind = Kind::Disconnected,
                         .since = utf8("03:13:03"),
                         .message = utf8("MySQL not reachable"),
                         .retry = utf8("retry in 4 s")};
    const DataState denied{.kind = Kind::Denied,
                           .message = utf8("ops_ro may not run INFO"),
                           .detail = utf8("Enter shows how to allow it")};
    TrendData clipped = sample::trend(2, 60, 5, Side::Above, Health::Critical);
    clipped.high = 12;
    return {
        {"Database pool", "%", reading("48", Health::Normal, "limit 70 %", "+1 pt", sample::live(1)), pool},
        {"Database pool", "%", {.state = {.kind = Kind::Loading}}, {}},
        {"Database pool", "%", reading("66", Health::Attention, "limit 70 %", "+12 pt in 5 min", sample::live(1)),
         rising},
        {"Orders", "/min", reading("342", Health::Degraded, "target 500 /min now", "−158 /min", sample::live(2)),
         sample::trend(480, 342, 500, Side::Below, Health::Degraded)},
        {"Database pool", "%", unacknowledged(reading("97", Health::Critical, "limit 70 %", "+36 pt", sample::live(1))),
         full},
        {"Database pool", "%", reading("97", Health::Critical, "limit 70 %", "+36 pt", sample::live(1)), full},
        {"Database pool", "%", reading("48", Health::Normal, "limit 70 %", "+1 pt", sample::stale(42)), pool},
        {"Database pool", "%", reading("48", Health::Normal, "limit 70 %", "", gone), pool},
        {"Cache memory", "%", {.state = denied}, {}},
        {"Lock waits",
         "sessions",
         reading("0", Health::Normal, "limit 10", "none in the last hour", sample::live(1)),
         {}},
        {"Voucher use", "/min", reading("112", Health::Normal, "no target set", "usual 96 – 140", sample::live(2)),
         sample::trend(112, 112, 112, Side::None, Health::Normal)},
        {"Checkout latency p95", "s", reading("> 30", Health::Critical, "limit 5.00 s", "clipped", sample::live(2)),
         clipped},
        {"Payment success", "%", reading("", Health::Unknown, "target ≥ 99.9 %", "", sample::live(2)), {}},
        {"Database pool", "%",
         reading("48", Health::Normal, "limit 70 %", "+1 pt", {.kind = Kind::Late, .age = std::chrono::seconds(5)}),
         pool},
        {"Replica lag", "s",
         reading("0.4", Health::Normal, "limit 2.0 s", "",
                 {.kind = Kind::Partial, .age = std::chrono::seconds(1), .message = utf8("1 of 2 shown")}),
         pool},
        {"Checkout rate", "/min",
         reading("0", Health::Normal, "no target set", "",
                 {.kind = Kind::Frozen, .age = std::chrono::seconds(42), .message = utf8("edge counts 41 /s")}),
         sample::trend(900, 0, 1200, Side::None, Health::Normal)},
        {"Orders", "/min", {.state = {.kind = Kind::Loading, .age = std::chrono::seconds(4), .message = utf8("waiting for prom, 4 s")}}, {}},
        {"Database pool",
         "%",
         reading("48", Health::Normal, "", "",
                 {.kind = Kind::Full,
                  .since = utf8("03:13:03"),
                  .message = utf8("orders-db takes no further session"),
                  .retry = utf8("retry in 4 s")}),
         {}},
    };
}

} // namespace

std::unique_ptr<QWidget> makeTileGallery()
{
    auto result = canvas();
    auto *grid = new QGridLayout(result.get());
    int i = 0;
    for (const TileSample &sample : tileSamples()) {
        grid->addWidget(makeTile(sample), i / 4, i % 4);
        ++i;
    }
    return result;
}

std::unique_ptr<QWidget> makePanelGallery()
{
    auto result = canvas();
    auto *grid = new QGridLayout(result.get());
    const auto mood = sample::Mood::Incident;
    const DataState states[] = {
        {.kind = Kind::Loading},
        sample::stale(42),
        {.kind = Kind::Disconnected,
         .since = utf8("03:13:03"),
         .message = utf8("mysql-primary does not answer"),
         .detail = utf8("Connect timed out after 3 s"),
         .retry = utf8("next try in 4 s"),
         .action = utf8("Open connection")},
        {.kind = Kind::Denied,
         .message = utf8("ops_ro may not read statement digests"),
         .detail = utf8("Needs SELECT on performance_schema"),
         .action = utf8("Copy grant for the administrator")},
        {.kind = Kind::Empty,
         .age = std::chrono::seconds(1),
         .message = utf8("No lock waits"),
         .detail = utf8("Longest in the last hour: 0.4 s at 01:41")},
        {.kind = Kind::Full,
         .since = utf8("03:13:03"),
         .message = utf8("mysql-primary takes no further session"),
         .detail = utf8("max_connections reached"),
         .retry = utf8("next try in 4 s"),
         .action = utf8("Open connection")},
        {.kind = Kind::Partial, .age = std::chrono::seconds(2), .message = utf8("1 of 2 shown")},
        {.kind = Kind::Frozen, .age = std::chrono::seconds(42), .since = utf8("03:13:45"), .message = utf8("edge counts 41 /s")},
        sample::live(1),
    };
    int i = 0;
    for (const DataState &state : states) {
        auto *panel = makePanel("Slow queries", "Q", makeView<TableView>(digestColumns, digests, mood, "Query digests"),
                                state, "mysql-primary · last 5 min");
        panel->setMinimumSize(420, 190);
        grid->addWidget(panel, i / 3, i % 3);
        ++i;
    }
    return result;
}

} // namespace surgedeck
