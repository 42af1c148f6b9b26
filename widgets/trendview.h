// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/crosshair.h"
#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"
#include "widgets/trendchrome.h"
#include "widgets/trenddata.h"

#include <QPointer>

namespace surgedeck {

class TimeAxis;
class SeriesTable;

/// A figure over time with its own axis: caption left, round values of the axis, the curve, its limit. On a shared time
/// axis it takes part in what the axis links: the moment under the cursor, the span that is shown, the selected range.
/// Keys: arrows move the cursor, Ctrl D shows the values as a table in place, Enter opens, Esc takes back.
class TrendView : public PaintedWidget
{
    Q_OBJECT
public:
    enum class TimeLabels
    {
        Hidden,
        Shown
    };

    explicit TrendView(QWidget *parent = nullptr, TimeLabels labels = TimeLabels::Hidden);
    ~TrendView() override;

    /// `axis` outlives the view. Without one, or without TrendData::span, all of the data is shown and nothing is
    /// linked.
    void setAxis(TimeAxis *axis);
    void setCaption(const TrendCaption &caption);
    void setData(TrendData trend);
    void setMarks(const TrendMarks &marks);
    /// How the source of this one figure is; what holds for all of a panel is shown by the panel.
    void setState(const DataState &state);
    /// What it stands on: it paints its own background, so that new data paints nothing else.
    void setGround(Ink ground);
    void setTableShown(bool shown);
    bool isTableShown() const { return !m_table.isNull(); }

    /// "03:02:31, 7.84 s": the value at the cursor; empty without one.
    QString readout() const;
    /// Where the curve is, in the coordinates of the view.
    QRectF plot() const;

    QString spokenName() const override;
    QString spokenDescription() const override { return readout(); }
    std::optional<double> spokenValue() const override { return newestOf(m_data); }
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    QStringList spokenActions() const override { return {QAccessibleActionInterface::pressAction()}; }
    void doSpokenAction(const QString &) override { Q_EMIT activated(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void themeChanged() override { m_stale = Everything; }
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum Stale
    {
        Nothing,
        Curve,
        Everything
    };

    void invalidate(Stale what);
    void renderFrame();
    void renderCurve(const QRect &pixels);
    void axisMoved();
    void cursorMoved();
    void moveCursor(int samples);
    std::optional<std::size_t> indexAtCursor() const;
    WallTime timeOf(std::size_t index) const;
    std::optional<Crosshair> crosshair() const;
    bool isLinked() const;
    bool hasMarks() const;
    WallTime timeAt(double x) const;
    QColor curveInk() const;

    TrendChrome m_chrome;
    TrendData m_data;
    DataState m_state;
    Ink m_ground = &Colours::panel;
    TimeAxis *m_axis = nullptr;
    QPointer<SeriesTable> m_table;
    ColumnSpans m_spans;
    QImage m_chromePixels; ///< everything but the curve
    QImage m_frame;        ///< what is on the screen, but for cursor and selection
    Stale m_stale = Everything;
    QRect m_shownCrosshair;
    std::optional<double> m_pressedAt;
    bool m_dragging = false;
};

} // namespace surgedeck
