// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trenddata.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr double air = 0.08;
/// A range narrower than this share of the values' size would make noise look like an event.
constexpr double narrowest = 0.02;

bool isAbnormal(Health health)
{
    return health != Health::Normal && health != Health::Unknown;
}

/// One sweep over the columns of a plot. Positions are places in `values`.
class Sweep
{
public:
    Sweep(const TrendData &data, const SpanPlot &plot)
        : m_data(data)
        , m_slope(plot.slope())
        , m_offset(plot.offset())
        , m_highest(plot.highest())
        , m_lowest(plot.lowest())
        , m_last(double(data.values.size()) - 1)
        , m_marksBand(isAbnormal(data.health))
    {
    }

    bool marksBand() const { return m_marksBand; }

    ColumnSpans::Span span(double from, double to) const
    {
        ColumnSpans::Span span;
        const double left = std::max(from, 0.0);
        const double right = std::min(to, m_last);
        if (left > right)
            return span;
        span.add(between(left));
        span.add(between(right));
        for (auto i = std::size_t(std::ceil(left)); double(i) <= right; ++i)
            span.add(pixel(m_data.values[i]));
        return span;
    }

    /// Between two samples the line belongs to the one that it leads to.
    bool outOfBand(double from, double to) const
    {
        const auto first = std::size_t(std::clamp(std::ceil(from), 0.0, m_last));
        const auto last = std::size_t(std::clamp(to, 0.0, m_last));
        for (std::size_t i = first; i <= last; ++i)
            if (isOutOfBand(m_data, i))
                return true;
        return first > last && isOutOfBand(m_data, first);
    }

private:
    float pixel(double value) const
    {
        const float y = m_offset + m_slope * float(value);
        return y < m_highest ? m_highest : y > m_lowest ? m_lowest : y; // NaN stays NaN
    }

    /// On the straight line between two values; NaN where either end is not known.
    float between(double position) const
    {
        const auto left = std::size_t(position);
        const float part = float(position - double(left));
        const float y = pixel(m_data.values[left]);
        return part == 0 ? y : y + (pixel(m_data.values[left + 1]) - y) * part;
    }

    const TrendData &m_data;
    float m_slope, m_offset, m_highest, m_lowest;
    double m_last;
    bool m_marksBand;
};

} // namespace

std::optional<ValueRange> leastAndGreatest(const TrendData &data)
{
    ValueRange found{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double value : data.values) {
        if (!std::isfinite(value))
            continue;
        found.low = std::min(found.low, value);
        found.high = std::max(found.high, value);
    }
    if (found.low > found.high)
        return std::nullopt;
    return found;
}

ValueRange extentOf(const TrendData &data)
{
    const std::optional<ValueRange> known = leastAndGreatest(data);
    if (!known && !data.limit)
        return {data.low.value_or(0), data.high.value_or(data.low.value_or(0) + 1)};
    ValueRange extent = known ? *known : ValueRange{*data.limit, *data.limit};
    if (data.limit)
        extent = {std::min(extent.low, *data.limit), std::max(extent.high, *data.limit)};
    if (extent.low == 0 && extent.high == 0) // nothing but zeros: a scale without a unit of its own
        extent.high = 1;
    const double least = std::max({std::abs(extent.low), std::abs(extent.high), 1e-9}) * narrowest;
    const double missing = std::max(0.0, least - (extent.high - extent.low)) / 2;
    extent = {data.low.value_or(extent.low - missing), data.high.value_or(extent.high + missing)};
    if (extent.high <= extent.low)
        extent.high = extent.low + least;
    return extent;
}

ValueRange rangeOf(const TrendData &data)
{
    const ValueRange extent = extentOf(data);
    const double margin = (extent.high - extent.low) * air;
    return {data.low.value_or(extent.low - margin), data.high.value_or(extent.high + margin)};
}

bool isOutOfBand(const TrendData &data, std::size_t index)
{
    if (index + std::size_t(std::max(0, data.abnormalTail)) >= data.values.size())
        return true;
    if (!data.limit || data.badSide == TrendData::BadSide::None)
        return false;
    const double value = data.values[index];
    return data.badSide == TrendData::BadSide::Above ? value > *data.limit : value < *data.limit;
}

std::optional<double> newestOf(const TrendData &data)
{
    if (data.values.empty() || !std::isfinite(data.values.back()))
        return std::nullopt;
    return data.values.back();
}

TrendWindow wholeOf(const TrendData &data)
{
    return {0, std::max(0.0, double(data.values.size()) - 1)};
}

TrendWindow windowOf(const TrendData &data, const TimeRange &range)
{
    if (!data.span)
        return wholeOf(data);
    if (data.span->isEmpty()) { // one value: a point where it was, in seconds from it
        return {toSeconds(range.from - data.span->from), toSeconds(range.to - data.span->from)};
    }
    const double last = double(data.values.size()) - 1;
    return {data.span->share(range.from) * last, data.span->share(range.to) * last};
}

void trendSpans(const TrendData &data, const TrendWindow &window, const SpanPlot &plot, ColumnSpans &into)
{
    const auto columns = std::size_t(std::max(0, plot.pixels.width()));
    into.clear(columns);
    if (data.values.empty() || columns == 0)
        return;
    const Sweep sweep(data, plot);
    if (sweep.marksBand())
        into.outOfBand.assign(columns, 0);
    const double step = (window.to - window.from) / double(columns);
    for (std::size_t x = 0; x < columns; ++x) {
        const double from = window.from + double(x) * step;
        into.spans[x] = sweep.span(from, from + step);
        if (sweep.marksBand() && !into.spans[x].isEmpty())
            into.outOfBand[x] = sweep.outOfBand(from, from + step) ? 1 : 0;
    }
}

} // namespace surgedeck
