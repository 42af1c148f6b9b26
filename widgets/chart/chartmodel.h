// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartchrome.h"
#include "widgets/chart/chartseries.h"
#include "widgets/chart/seriespyramid.h"

namespace surgedeck {

/// What a chart knows: its series with their pyramids, which pane each stands in, events and pins. Plain data and pure
/// questions; canvas, legend, table and export all read the same one.
class ChartModel
{
public:
    struct Line
    {
        ChartSeries series; ///< without its points
        SeriesPyramid pyramid;
        std::size_t pane = 0;

        std::optional<SeriesPyramid::Limit> limit() const;
    };

    void setSeries(std::vector<ChartSeries> series, std::size_t most);
    void append(std::size_t index, const std::vector<MetricPoint> &points);

    const std::vector<Line> &lines() const { return m_lines; }
    std::size_t leftOut() const { return m_leftOut; }
    const std::vector<ChartPane> &panes() const { return m_panes; }
    /// Fits the scales to what `range` shows. True when one has changed.
    bool fitScales(const TimeRange &range, int mostIntervals);

    /// "A", "B", ...: what a line is called beside its shade and dash. Empty when there is only one.
    QString letter(std::size_t line) const;
    /// Value of a line nearest to `time`, if there is one close enough to belong to that moment.
    std::optional<MetricPoint> at(std::size_t line, WallTime time) const;
    /// With how many decimals the values of a line are read off.
    int decimals(std::size_t line) const;
    /// "7.84": a value of a line as it is read off.
    QString valueText(std::size_t line, double value) const;
    bool isOutOfBand(std::size_t line, double value) const;
    /// Of all points of all series.
    std::optional<TimeRange> extent() const;

    QString title;
    std::vector<ChartEvent> events;
    std::vector<WallTime> pins;

private:
    std::size_t paneFor(const QString &unit);

    std::vector<Line> m_lines;
    std::vector<ChartPane> m_panes;
    std::vector<bool> m_whole; ///< of each pane: all values are whole numbers
    std::size_t m_leftOut = 0;
};

} // namespace surgedeck
