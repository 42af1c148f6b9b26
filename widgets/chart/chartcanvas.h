// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartmodel.h"
#include "widgets/crosshair.h"
#include "widgets/paintedwidget.h"
#include "widgets/timeaxis.h"
#include "widgets/timeticks.h"

namespace surgedeck {

/// The plots of a large chart. Painted in three layers: the chrome of Qt Charts, kept as pixels; what moves with time
/// (ticks, events, lines), written over a copy of it; cursor, selection and rubber band, painted on the way to the
/// screen. Keys: arrows move the cursor, Page Up and Down the span, + and - zoom, Alt and an arrow go back and forward.
class ChartCanvas : public PaintedWidget
{
    Q_OBJECT
public:
    /// Both outlive the canvas.
    ChartCanvas(ChartModel *model, TimeAxis *axis, QWidget *parent);

    /// Other series or limits.
    void modelChanged();
    /// New points, events or pins.
    void pointsAdded() { rangeMoved(); }
    /// What is drawn, without the cursor.
    QImage picture();
    std::vector<QRectF> areas() const { return paneAreas(size(), m_model->panes().size()); }
    QString readout() const;

    QString spokenName() const override;
    QString spokenDescription() const override { return readout(); }
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void rangeSelected(const surgedeck::TimeRange &range);
    void escapePressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void themeChanged() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum class Drag
    {
        None,
        Zoom,
        Select
    };

    void rangeMoved();
    void cursorMoved();
    void renderFrame();
    void renderTimes(QPainter &painter) const;
    void renderEvents(QPainter &painter) const;
    void renderPins(QPainter &painter) const;
    void renderLines();
    void renderLetters(QPainter &painter) const;
    double xOf(WallTime time) const;
    WallTime timeAt(double x) const;
    QRectF wholePlot() const;
    std::optional<Crosshair> crosshair() const;
    void moveCursor(int points);
    void zoomBy(double factor, WallTime around);
    bool handleCursorKey(QKeyEvent *event);
    bool handleSpanKey(QKeyEvent *event);

    ChartModel *m_model;
    TimeAxis *m_axis;
    QImage m_chrome;
    QImage m_frame;
    bool m_chromeStale = true;
    bool m_frameStale = true;
    ColumnSpans m_spans;
    QRect m_shownCrosshair;
    std::optional<double> m_pressedAt;
    double m_draggedTo = 0;
    Drag m_drag = Drag::None;
};

} // namespace surgedeck
