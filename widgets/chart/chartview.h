// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartseries.h"
#include "widgets/timeaxis.h"

#include <QWidget>

#include <memory>

namespace surgedeck {

/// A chart opened large: up to eight series over the shared time axis, each with its own dash and letter. A drag zooms,
/// Shift and a drag selects a range, the arrow keys move the cursor, `Ctrl D` shows the same data as a table in place.
/// Stands in a Panel, which shows whether the data is current; a series that alone is old is drawn as old. GUI thread.
class ChartView : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t mostSeries = 8;

    /// `axis` outlives the view.
    explicit ChartView(TimeAxis *axis, QWidget *parent = nullptr);
    ~ChartView() override;

    /// What the chart is about: "Checkout latency p95". Spoken, and the suggestion for the name of an exported file.
    void setTitle(const QString &title);
    /// Replaces everything. Series beyond `mostSeries` are left out, and the legend says so.
    void setSeries(std::vector<ChartSeries> series);
    /// The cheap way each second: newest points and how the series is now. `index` as in setSeries().
    void append(std::size_t index, const std::vector<MetricPoint> &points);
    void setEvents(std::vector<ChartEvent> events);

    /// Moments that a person pinned, oldest first.
    const std::vector<WallTime> &pins() const;

Q_SIGNALS:
    /// Shift and drag: "look up" works on this range. Also TimeAxis::selectionChanged.
    void rangeSelected(const surgedeck::TimeRange &range);
    /// Key P or the pin button: the moment under the cursor.
    void pinned(surgedeck::WallTime moment);
    /// Esc with nothing left to undo in the chart.
    void closeWanted();

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace surgedeck
