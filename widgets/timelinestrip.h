// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

#include <vector>

namespace surgedeck {

/// The last hour at a glance: a figure per bucket, what was missing to what was expected, and what happened.
struct Timeline
{
    struct Bucket
    {
        std::optional<double> value; ///< absent: not known, hatched
        std::optional<double> expected{};
        bool operator==(const Bucket &) const = default;
    };
    struct Mark
    {
        enum class Kind
        {
            Event, ///< a dot
            Change ///< a diamond without colour
        };
        double position = 0;            ///< 0 the oldest edge, 1 now
        Health health = Health::Normal; ///< of an alarm: drawn as the shape of it, whatever the kind
        QString what{};
        Kind kind = Kind::Event;
        bool operator==(const Mark &) const = default;
    };
    struct Tick
    {
        double position = 0;
        QString label; ///< "03:00"
        bool operator==(const Tick &) const = default;
    };

    QString subject; ///< "Orders /min, last 60 min"
    std::vector<Bucket> buckets{};
    std::vector<Mark> marks{}; ///< oldest first
    std::vector<Tick> ticks{};
    Health missing = Health::Degraded; ///< colour of the missing part
    std::optional<WallTime> end{};     ///< the time at position 1; absent: places have no time
    Milliseconds span{60 * 60'000};
    bool operator==(const Timeline &) const = default;
};

/// The line at the foot of the cockpit. With the keyboard: arrows move a mark over the buckets, Ctrl with them from event to
/// event, Home and End to the edges, Enter chooses; the line under the title then says what was there. The mouse points,
/// a press chooses.
class TimelineStrip : public PaintedWidget
{
    Q_OBJECT
public:
    explicit TimelineStrip(QWidget *parent = nullptr);

    void setKeyHint(const QString &key);
    void setTimeline(const Timeline &timeline);
    void setLive(bool live);

    /// What stands at `position`: "03:02:40, 184 of 342, first alarm: Checkout success".
    QString wordsAt(double position) const;
    /// Where the mark of the keyboard stands; nullopt: nowhere.
    std::optional<double> cursor() const { return m_cursor; }

    QString spokenName() const override;
    QString spokenDescription() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }

Q_SIGNALS:
    /// A press on the strip: 0 the oldest edge, 1 now.
    void positionChosen(double position);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void themeChanged() override;

private:
    QRectF plot() const;
    void moveTo(std::optional<double> position);
    double steppedFrom(double position, int direction) const;
    double nextMark(double position, int direction) const;
    std::optional<std::size_t> bucketAt(double position) const;
    void paintTitle(QPainter &painter) const;
    void paintBuckets(QPainter &painter, const QRectF &bars) const;
    void paintMarks(QPainter &painter, const QRectF &row) const;
    void paintTicks(QPainter &painter, const QRectF &row) const;
    void paintNow(QPainter &painter, const QRectF &plot) const;

    QString m_key;
    Timeline m_timeline;
    std::optional<double> m_cursor;
    bool m_live = true;
};

} // namespace surgedeck
