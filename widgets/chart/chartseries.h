// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"
#include "widgets/datastate.h"
#include "widgets/trendline.h"

#include <QString>

#include <vector>

namespace surgedeck {

/// A line across a chart that a value should stay on one side of.
struct ChartLimit
{
    double value = 0;
    TrendData::BadSide badSide = TrendData::BadSide::None;
    QString label{}; ///< "limit 5.00 s"
    bool operator==(const ChartLimit &) const = default;
};

/// One line of a chart. Formatted words come from the caller, the points are raw.
struct ChartSeries
{
    QString name;
    QString unit;                      ///< as it stands after a figure: "%", "/min", "s"
    QString origin{};                  ///< expression, or source and figure: what an export names
    QString value{};                   ///< newest value as text; empty: not known
    std::vector<MetricPoint> points{}; ///< in order of time; a value that is not finite is a gap
    Milliseconds gapAfter{0};          ///< points further apart have a gap between them; 0: never
    std::optional<ChartLimit> limit{};
    Health health = Health::Normal; ///< now: only an abnormal series shows its out-of-band part in colour
    DataState state{};              ///< Live, Late, Stale...: what is old is drawn as old
};

/// Something that happened, as a dotted line with its words.
struct ChartEvent
{
    WallTime time{};
    QString label;
    Health health = Health::Normal; ///< Normal: something that was done or planned
    bool operator==(const ChartEvent &) const = default;
};

} // namespace surgedeck
