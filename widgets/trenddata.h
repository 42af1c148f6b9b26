// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/columnspans.h"
#include "widgets/timerange.h"
#include "widgets/valuescale.h"

#include <optional>
#include <vector>

namespace surgedeck {

/// The course of one figure.
struct TrendData
{
    enum class BadSide
    {
        None,
        Above,
        Below
    };

    std::vector<double> values{};    ///< evenly spaced in time, oldest first; NaN: not known, drawn as a gap
    std::optional<TimeRange> span{}; ///< times of the first and the last value; a trend on a time axis needs it
    std::optional<double> limit{};
    BadSide badSide = BadSide::None; ///< on which side of the limit a value is out of band
    int abnormalTail = 0;            ///< the newest so many values are out of band whatever the limit says
    Health health = Health::Normal;  ///< now: only an abnormal figure shows its out-of-band part in colour
    std::optional<double> low{};     ///< value at the bottom; absent: from the data
    std::optional<double> high{};    ///< value at the top; a value beyond is cut flat at the edge
    bool operator==(const TrendData &) const = default;
};

/// Range of the data and its limit, never so narrow that noise looks like an event. Without data 0 to 1.
ValueRange extentOf(const TrendData &data);
/// The same with a little air above and below: for a line without an axis.
ValueRange rangeOf(const TrendData &data);
bool isOutOfBand(const TrendData &data, std::size_t index);
std::optional<double> newestOf(const TrendData &data);
/// The least and the greatest value that is known.
std::optional<ValueRange> leastAndGreatest(const TrendData &data);

/// The part of a trend that a plot shows: places in `values`, which may lie between two and beyond both ends.
struct TrendWindow
{
    double from = 0;
    double to = 0;
};
/// All of it.
TrendWindow wholeOf(const TrendData &data);
/// The part that lies in `range`, by `data.span`.
TrendWindow windowOf(const TrendData &data, const TimeRange &range);

/// Spans of the part in `window`, a column for every device pixel of the plot's width. `into` is reused.
void trendSpans(const TrendData &data, const TrendWindow &window, const SpanPlot &plot, ColumnSpans &into);

} // namespace surgedeck
