// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartmodel.h"

#include "models/base/numbertext.h"
#include "widgets/textpaint.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

/// A pointer between two points reads the nearer one, if it is not further away than this many of their distances.
constexpr int reachInDistances = 3;
constexpr Milliseconds leastReach{1'000};

bool isWhole(const std::vector<MetricPoint> &points)
{
    return std::all_of(points.begin(), points.end(), [](const MetricPoint &point) {
        return !std::isfinite(point.value) || point.value == std::floor(point.value);
    });
}

} // namespace

std::optional<SeriesPyramid::Limit> ChartModel::Line::limit() const
{
    const bool abnormal = series.health != Health::Normal && series.health != Health::Unknown;
    if (!abnormal || !series.limit || series.state.isOld())
        return std::nullopt;
    return SeriesPyramid::Limit{series.limit->value, series.limit->badSide};
}

void ChartModel::setSeries(std::vector<ChartSeries> series, std::size_t most)
{
    m_leftOut = series.size() > most ? series.size() - most : 0;
    series.resize(std::min(series.size(), most));
    const std::vector<ChartPane> before = std::exchange(m_panes, {});
    m_whole.clear();
    m_lines.clear();
    for (ChartSeries &one : series) {
        Line line;
        line.pane = paneFor(one.unit);
        m_whole[line.pane] = m_whole[line.pane] && isWhole(one.points);
        line.pyramid = SeriesPyramid(std::exchange(one.points, {}), one.gapAfter);
        line.series = std::move(one);
        line.series.name = boundedLine(line.series.name);
        line.series.unit = boundedLine(line.series.unit);
        if (line.series.limit)
            m_panes[line.pane].limits.push_back({line.series.limit->value, boundedLine(line.series.limit->label)});
        m_lines.push_back(std::move(line));
    }
    for (ChartPane &pane : m_panes) // the same unit keeps its scale while it fits
        for (const ChartPane &old : before)
            if (old.unit == pane.unit)
                pane.scale = old.scale;
}

std::size_t ChartModel::paneFor(const QString &unit)
{
    const auto found =
        std::find_if(m_panes.begin(), m_panes.end(), [&](const ChartPane &pane) { return pane.unit == unit; });
    if (found != m_panes.end())
        return std::size_t(found - m_panes.begin());
    m_panes.push_back({.unit = unit});
    m_whole.push_back(true);
    return m_panes.size() - 1;
}

void ChartModel::append(std::size_t index, const std::vector<MetricPoint> &points)
{
    if (index >= m_lines.size())
        return;
    m_whole[m_lines[index].pane] = m_whole[m_lines[index].pane] && isWhole(points);
    m_lines[index].pyramid.append(points);
}

bool ChartModel::fitScales(const TimeRange &range, int mostIntervals)
{
    bool changed = false;
    for (std::size_t pane = 0; pane < m_panes.size(); ++pane) {
        TrendData around; // the same rules of range as in a trend
        for (const Line &line : m_lines) {
            if (line.pane != pane)
                continue;
            if (const std::optional<ValueRange> extent = line.pyramid.extent(range))
                around.values.insert(around.values.end(), {extent->low, extent->high});
        }
        for (const ChartPane::Limit &limit : m_panes[pane].limits)
            around.values.push_back(limit.value);
        const ValueScale scale = steadyScale(m_panes[pane].scale, extentOf(around), mostIntervals);
        changed = changed || scale != m_panes[pane].scale;
        m_panes[pane].scale = scale;
    }
    return changed;
}

QString ChartModel::letter(std::size_t line) const
{
    return m_lines.size() < 2 ? QString() : QString(QChar(ushort('A' + line)));
}

std::optional<MetricPoint> ChartModel::at(std::size_t line, WallTime time) const
{
    const SeriesPyramid &pyramid = m_lines[line].pyramid;
    const std::optional<std::size_t> nearest = pyramid.nearest(time);
    if (!nearest)
        return std::nullopt;
    const std::vector<MetricPoint> &points = pyramid.points();
    const std::size_t left = *nearest == 0 ? 0 : *nearest - 1;
    const std::size_t right = std::min(*nearest + 1, points.size() - 1);
    const Milliseconds spacing =
        (points[right].time - points[left].time) / std::max<long long>(1, (long long)(right - left));
    const Milliseconds distance = std::chrono::abs(points[*nearest].time - time);
    if (distance > std::max(leastReach, spacing * reachInDistances))
        return std::nullopt;
    return points[*nearest];
}

int ChartModel::decimals(std::size_t line) const
{
    const std::size_t pane = m_lines[line].pane;
    return m_whole[pane] ? 0 : m_panes[pane].scale.decimals + 2;
}

QString ChartModel::valueText(std::size_t line, double value) const
{
    return fixedNumber(value, decimals(line));
}

bool ChartModel::isOutOfBand(std::size_t line, double value) const
{
    const std::optional<SeriesPyramid::Limit> limit = m_lines[line].limit();
    if (!limit || limit->badSide == TrendData::BadSide::None)
        return false;
    return limit->badSide == TrendData::BadSide::Above ? value > limit->value : value < limit->value;
}

std::optional<TimeRange> ChartModel::extent() const
{
    std::optional<TimeRange> extent;
    for (const Line &line : m_lines) {
        const std::vector<MetricPoint> &points = line.pyramid.points();
        if (points.empty())
            continue;
        if (!extent)
            extent = {points.front().time, points.back().time};
        extent = {std::min(extent->from, points.front().time), std::max(extent->to, points.back().time)};
    }
    return extent;
}

} // namespace surgedeck
