// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"
#include "widgets/timerange.h"

#include <vector>

namespace surgedeck {

/// What happened over a recording, in tracks below each other.
struct ReplayTracks
{
    struct Point
    {
        WallTime at{};
        std::optional<double> value; ///< absent: not known, the line has a gap
        Health state = Health::Normal;
    };
    struct Bar
    {
        WallTime from{}, until{};
        Health health = Health::Attention;
        QString name;
    };
    struct Marker
    {
        enum class Kind
        {
            Plain,
            Guarded ///< an action on the platform: striped
        };
        WallTime at{};
        QString label;
        Kind kind = Kind::Plain;
    };

    TimeRange range{};
    QString subject;     ///< "Checkout success"
    QString subjectNote; ///< "target 99.95 % dashed"
    std::vector<Point> curve;
    std::optional<double> target;
    std::vector<Bar> alarms;
    std::vector<Marker> people, changes, pins;
    std::vector<TimeRange> gaps;
};

/// The scrubber of a replay: tracks under one ruler, and the playhead over all of them. A press or a drag moves the
/// playhead, with Ctrl the one that is compared with; the wheel zooms around the pointer, Shift and a drag select. The
/// keys belong to the view around it.
class ReplayScrubber final : public PaintedWidget
{
    Q_OBJECT
public:
    explicit ReplayScrubber(QWidget *parent = nullptr);

    void setTracks(ReplayTracks tracks);
    void setPosition(WallTime at);
    /// A second playhead: what the first one is compared with.
    void setCompared(std::optional<WallTime> at);
    void addPin(const ReplayTracks::Marker &pin);
    void setSelection(std::optional<TimeRange> selection);
    std::optional<TimeRange> selection() const { return m_selection; }
    const ReplayTracks &tracks() const { return m_tracks; }
    const TimeRange &visibleRange() const { return m_visible; }

    /// The nearest event of any track before or behind `at`; nullopt: there is none.
    std::optional<WallTime> nextEvent(WallTime at, int direction) const;

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Slider; }

Q_SIGNALS:
    void positionWanted(surgedeck::WallTime at);
    void comparisonWanted(surgedeck::WallTime at);
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void themeChanged() override;

private:
    QRectF plot() const;
    double xOf(WallTime at) const;
    WallTime timeAt(double x) const;
    void paintRuler(QPainter &painter) const;
    void paintCurve(QPainter &painter, const QRectF &row) const;
    void paintAlarms(QPainter &painter, const QRectF &row) const;
    void paintMarkers(QPainter &painter, const QRectF &row, const std::vector<ReplayTracks::Marker> &markers) const;
    void paintGaps(QPainter &painter, const QRectF &row) const;
    void paintPins(QPainter &painter) const;
    void paintHead(QPainter &painter) const;
    void paintCompared(QPainter &painter) const;
    QRectF flagAt(WallTime at, double across) const;
    QRectF headFlag() const;
    QRectF comparedFlag() const;
    void paintLabel(QPainter &painter, const QRectF &row, const QString &title, const QString &note) const;

    ReplayTracks m_tracks;
    TimeRange m_visible{};
    WallTime m_at{};
    std::optional<WallTime> m_compared;
    std::optional<TimeRange> m_selection;
    std::optional<WallTime> m_selectionBegan;
};

} // namespace surgedeck
