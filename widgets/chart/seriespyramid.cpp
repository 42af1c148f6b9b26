// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/seriespyramid.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

bool isBeyond(double low, double high, const SeriesPyramid::Limit &limit)
{
    switch (limit.badSide) {
    case TrendData::BadSide::Above:
        return high > limit.value;
    case TrendData::BadSide::Below:
        return low < limit.value;
    case TrendData::BadSide::None:
        break;
    }
    return false;
}

} // namespace

/// A pen that goes through the columns of a plot from left to right. Places are in columns, 0 the left edge.
class SeriesPyramid::Walk
{
public:
    Walk(const TimeRange &range, const SpanPlot &plot, const std::optional<Limit> &bad, ColumnSpans &into)
        : m_from(range.from)
        , m_columns(plot.pixels.width())
        , m_scale(double(m_columns) / double(range.length().count()))
        , m_slope(plot.slope())
        , m_offset(plot.offset())
        , m_highest(plot.highest())
        , m_lowest(plot.lowest())
        , m_bad(bad)
        , m_into(into)
    {
    }

    double place(WallTime time) const { return double((time - m_from).count()) * m_scale; }
    double width(Milliseconds time) const { return double(time.count()) * m_scale; }
    bool isPast(WallTime time) const { return place(time) > m_columns; }

    void lift() { m_down = false; }

    void lineTo(WallTime time, double value)
    {
        if (!std::isfinite(value))
            return lift();
        const double x = place(time);
        const float y = pixel(value);
        const bool bad = m_bad && isBeyond(value, value, *m_bad);
        if (m_down)
            connect(x, y, bad);
        else
            mark(column(x), {y, y}, bad);
        m_x = x;
        m_y = y;
        m_down = true;
    }

    /// All that a block narrower than a column holds.
    void band(const Block &block)
    {
        lineTo(block.first, block.opening);
        const bool bad = m_bad && isBeyond(block.low, block.high, *m_bad);
        const int first = column(place(block.first));
        const int last = column(place(block.last));
        mark(first, {pixel(block.high), pixel(block.low)}, bad);
        if (last != first) // it reaches into the next column: which of its values do is not worth a look at each
            mark(last, {pixel(block.high), pixel(block.low)}, bad);
        if (!std::isfinite(block.closing))
            return lift();
        m_x = place(block.last);
        m_y = pixel(block.closing);
        m_down = true;
    }

    /// Where the line comes from that enters at the left edge.
    void standAt(WallTime time, double value)
    {
        m_x = place(time);
        m_y = pixel(value);
        m_down = std::isfinite(value);
    }

private:
    int column(double x) const { return x == m_columns ? m_columns - 1 : int(std::floor(x)); }

    float pixel(double value) const
    {
        const float y = float(m_offset + m_slope * value);
        return y < m_highest ? m_highest : y > m_lowest ? m_lowest : y;
    }

    void mark(int x, ColumnSpans::Span span, bool bad)
    {
        if (x < 0 || x >= m_columns)
            return;
        const auto at = std::size_t(x);
        m_into.spans[at].add(span.top);
        m_into.spans[at].add(span.bottom);
        if (bad)
            m_into.outOfBand[at] = 1;
    }

    void connect(double x, float y, bool bad)
    {
        const int first = std::max(0, column(m_x));
        const int last = std::min(m_columns - 1, column(x));
        if (first >= last)
            return mark(column(x), {std::min(y, m_y), std::max(y, m_y)}, bad);
        const auto at = [&](double where) { return m_y + (y - m_y) * float((where - m_x) / (x - m_x)); };
        float left = at(std::max(m_x, 0.0));
        for (int i = first; i <= last; ++i) {
            const float right = i == last && x <= m_columns ? y : at(i + 1);
            mark(i, {std::min(left, right), std::max(left, right)}, bad);
            left = right;
        }
    }

    WallTime m_from;
    int m_columns;
    double m_scale;
    double m_slope, m_offset;
    float m_highest, m_lowest;
    const std::optional<Limit> &m_bad;
    ColumnSpans &m_into;
    double m_x = 0;
    float m_y = 0;
    bool m_down = false;
};

SeriesPyramid::SeriesPyramid(std::vector<MetricPoint> points, Milliseconds gapAfter)
    : m_points(std::move(points))
    , m_gapAfter(gapAfter)
{
    std::optional<WallTime> newest;
    std::erase_if(m_points, [&newest](const MetricPoint &point) {
        const bool late = newest && point.time <= *newest;
        newest = late ? newest : point.time;
        return late;
    });
    build(0);
}

void SeriesPyramid::append(const std::vector<MetricPoint> &points)
{
    const std::size_t before = m_points.size();
    for (const MetricPoint &point : points)
        if (m_points.empty() || point.time > m_points.back().time)
            m_points.push_back(point);
    if (m_points.size() > before)
        build(before == 0 ? 0 : before - 1);
}

/// Makes the blocks anew that hold the point `from` or one after it.
void SeriesPyramid::build(std::size_t from)
{
    std::size_t below = m_points.size();
    for (std::size_t level = 0; below > fanOut || level == 0; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        std::vector<Block> &blocks = m_levels[level];
        from /= fanOut;
        blocks.resize((below + fanOut - 1) / fanOut);
        for (std::size_t i = from; i < blocks.size(); ++i)
            blocks[i] = level == 0 ? blockOfPoints(i) : blockOfBlocks(m_levels[level - 1], i);
        below = blocks.size();
    }
}

SeriesPyramid::Block SeriesPyramid::blockOfPoints(std::size_t index) const
{
    const std::size_t from = index * fanOut;
    const std::size_t to = std::min(from + fanOut, m_points.size());
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Block block{.first = m_points[from].time,
                .last = m_points[to - 1].time,
                .low = infinity,
                .high = -infinity,
                .opening = m_points[from].value,
                .closing = m_points[to - 1].value};
    for (std::size_t i = from; i < to; ++i) {
        const MetricPoint &point = m_points[i];
        const Milliseconds distance = i == 0 ? Milliseconds(0) : point.time - m_points[i - 1].time;
        if (!std::isfinite(point.value) || (m_gapAfter.count() > 0 && distance > m_gapAfter))
            block.widestGap = std::max(block.widestGap, distance);
        if (!std::isfinite(point.value))
            continue;
        block.low = std::min(block.low, point.value);
        block.high = std::max(block.high, point.value);
    }
    return block;
}

SeriesPyramid::Block SeriesPyramid::blockOfBlocks(const std::vector<Block> &below, std::size_t index)
{
    const std::size_t from = index * fanOut;
    const std::size_t to = std::min(from + fanOut, below.size());
    Block block = below[from];
    for (std::size_t i = from + 1; i < to; ++i) {
        block.low = std::min(block.low, below[i].low);
        block.high = std::max(block.high, below[i].high);
        block.widestGap = std::max(block.widestGap, below[i].widestGap);
    }
    block.last = below[to - 1].last;
    block.closing = below[to - 1].closing;
    return block;
}

void SeriesPyramid::spans(const TimeRange &range, const SpanPlot &plot, const std::optional<Limit> &bad,
                          ColumnSpans &into) const
{
    const auto columns = std::size_t(std::max(0, plot.pixels.width()));
    into.clear(columns);
    if (bad)
        into.outOfBand.assign(columns, 0);
    if (m_points.empty() || range.isEmpty() || columns == 0)
        return;
    Walk walk(range, plot, bad, into);
    for (std::size_t i = 0; i < m_levels.back().size(); ++i)
        if (!walkBlock(walk, m_levels.size() - 1, i))
            return;
}

bool SeriesPyramid::walkBlock(Walk &walk, std::size_t level, std::size_t index) const
{
    const Block &block = m_levels[level][index];
    if (walk.place(block.last) < 0) {
        walk.standAt(block.last, block.closing);
        return true;
    }
    const bool narrow = walk.width(block.last - block.first) < 1 && walk.width(block.widestGap) < 1;
    if (narrow && !walk.isPast(block.first)) {
        if (block.low > block.high)
            walk.lift();
        else
            walk.band(block);
        return true;
    }
    const std::size_t from = index * fanOut;
    const std::size_t to = std::min(from + fanOut, level == 0 ? m_points.size() : m_levels[level - 1].size());
    for (std::size_t i = from; i < to; ++i)
        if (level == 0 ? !walkPoint(walk, i) : !walkBlock(walk, level - 1, i))
            return false;
    return true;
}

/// False: everything beyond the right edge is beyond interest.
bool SeriesPyramid::walkPoint(Walk &walk, std::size_t index) const
{
    const MetricPoint &point = m_points[index];
    if (index > 0 && m_gapAfter.count() > 0 && point.time - m_points[index - 1].time > m_gapAfter)
        walk.lift();
    walk.lineTo(point.time, point.value);
    return !walk.isPast(point.time);
}

std::optional<ValueRange> SeriesPyramid::extent(const TimeRange &range) const
{
    ValueRange found{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    if (!m_points.empty())
        for (std::size_t i = 0; i < m_levels.back().size(); ++i)
            widen(found, range, {m_levels.size() - 1, i});
    return found.low > found.high ? std::nullopt : std::optional(found);
}

void SeriesPyramid::widen(ValueRange &found, const TimeRange &range, Place place) const
{
    const Block &block = m_levels[place.level][place.index];
    if (block.last < range.from || block.first > range.to || (block.low >= found.low && block.high <= found.high))
        return;
    if (range.contains(block.first) && range.contains(block.last)) {
        found = {std::min(found.low, block.low), std::max(found.high, block.high)};
        return;
    }
    const std::size_t from = place.index * fanOut;
    const std::size_t to =
        std::min(from + fanOut, place.level == 0 ? m_points.size() : m_levels[place.level - 1].size());
    for (std::size_t i = from; i < to; ++i) {
        if (place.level > 0)
            widen(found, range, {place.level - 1, i});
        else if (range.contains(m_points[i].time) && std::isfinite(m_points[i].value))
            found = {std::min(found.low, m_points[i].value), std::max(found.high, m_points[i].value)};
    }
}

std::optional<std::size_t> SeriesPyramid::nearest(WallTime time) const
{
    if (m_points.empty())
        return std::nullopt;
    const auto after = std::lower_bound(m_points.begin(), m_points.end(), time,
                                        [](const MetricPoint &point, WallTime wanted) { return point.time < wanted; });
    if (after == m_points.begin())
        return 0;
    if (after == m_points.end())
        return m_points.size() - 1;
    const bool earlier = time - (after - 1)->time < after->time - time;
    return std::size_t(after - m_points.begin()) - (earlier ? 1 : 0);
}

} // namespace surgedeck
