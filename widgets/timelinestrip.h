// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
        double position = 0;            ///< 0 the oldest edge, 1 now
        Health health = Health::Normal; ///< Normal: something that was done or planned
        QString what{};
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
    std::vector<Mark> marks{};
    std::vector<Tick> ticks{};
    Health missing = Health::Degraded; ///< colour of the missing part
    bool operator==(const Timeline &) const = default;
};

/// The line at the foot of the cockpit.
class TimelineStrip : public PaintedWidget
{
    Q_OBJECT
public:
    explicit TimelineStrip(QWidget *parent = nullptr);

    void setKeyHint(const QString &key);
    void setTimeline(const Timeline &timeline);
    void setLive(bool live);

    QString spokenName() const override;
    QString spokenDescription() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }

Q_SIGNALS:
    /// A press on the strip: 0 the oldest edge, 1 now.
    void positionChosen(double position);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void themeChanged() override;

private:
    QRectF plot() const;
    void paintTitle(QPainter &painter) const;
    void paintBuckets(QPainter &painter, const QRectF &bars) const;
    void paintMarks(QPainter &painter, const QRectF &plot) const;
    void paintNow(QPainter &painter, const QRectF &plot) const;

    QString m_key;
    Timeline m_timeline;
    bool m_live = true;
};

} // namespace surgedeck
