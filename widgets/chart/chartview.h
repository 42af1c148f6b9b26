// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartexport.h"
#include "widgets/seriestable.h"
#include "widgets/timeaxis.h"

#include <QPointer>
#include <QWidget>

class QStackedLayout;

namespace surgedeck {

class Button;
class ChartCanvas;
class ChartLegend;
class ExportBar;
class PlainLabel;

/// A chart opened large: up to eight series over the shared time axis, each with its own dash and letter. A drag zooms,
/// Shift and a drag selects a range, the arrow keys move the cursor, `Ctrl D` shows the same data as a table in place.
/// Stands in a Panel, which shows whether the data is current; a series that alone is old is drawn as old. GUI thread.
class ChartView : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t mostSeries = 8;
    static constexpr std::size_t mostTableRows = 20'000; ///< newest first; an export has all
    static constexpr std::size_t mostPins = 16;

    /// `axis` outlives the view.
    explicit ChartView(TimeAxis *axis, QWidget *parent = nullptr);

    /// What the chart is about: "Checkout latency p95". Spoken, and the suggestion for the name of an exported file.
    void setTitle(const QString &title);
    /// Replaces everything. Series beyond `mostSeries` are left out, and the legend says so.
    void setSeries(std::vector<ChartSeries> series);
    /// The cheap way each second: newest points of one series, `index` as in setSeries().
    void append(std::size_t index, const std::vector<MetricPoint> &points);
    void setEvents(std::vector<ChartEvent> events);

    /// Moments that a person pinned, oldest first.
    const std::vector<WallTime> &pins() const { return m_model.pins; }
    void pinCursor();
    void setTableShown(bool shown);
    bool isTableShown() const { return !m_table.isNull(); }
    void exportAs(ChartExport::Format format);

Q_SIGNALS:
    /// Shift and drag: "look up" works on this range. Also TimeAxis::selectionChanged.
    void rangeSelected(const surgedeck::TimeRange &range);
    /// Key P or the pin button: the moment under the cursor.
    void pinned(surgedeck::WallTime moment);
    /// Esc with nothing left to take back in the chart.
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QWidget *makeToolBar();
    Button *addButton(QWidget *bar, const QString &words, void (ChartView::*pressed)());
    void goBack() { m_axis->back(); }
    void goForward() { m_axis->forward(); }
    void goLive() { m_axis->showLive(); }
    void toggleTable() { setTableShown(!isTableShown()); }
    void exportPng() { exportAs(ChartExport::Format::Png); }
    void exportSvg() { exportAs(ChartExport::Format::Svg); }
    void exportCsv() { exportAs(ChartExport::Format::Csv); }
    void refreshToolBar();
    bool canTakeBack() const;
    void takeBack();
    void save(const QString &path);
    void closeExport();
    SeriesValues tableValues() const;

    ChartModel m_model;
    TimeAxis *m_axis;
    ChartExport m_export;
    ChartExport::Format m_format = ChartExport::Format::Png;
    QStackedLayout *m_bars;
    ExportBar *m_exportBar;
    Button *m_back = nullptr;
    Button *m_forward = nullptr;
    Button *m_live = nullptr;
    Button *m_pin = nullptr;
    PlainLabel *m_span = nullptr;
    ChartLegend *m_legend;
    ChartCanvas *m_canvas;
    QPointer<SeriesTable> m_table;
};

} // namespace surgedeck
