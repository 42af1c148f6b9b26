// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

struct LegendEvent
{
    QString what; ///< "first alarm"
    QString time; ///< "03:02:31"
    bool operator==(const LegendEvent &) const = default;
};

/// What the dotted lines in trends stand for, in the head of their panel: the latest last, and the earlier ones only where
/// they fit.
class EventLegend : public PaintedWidget
{
    Q_OBJECT
public:
    explicit EventLegend(QWidget *parent = nullptr);

    void setEvents(const QList<LegendEvent> &events);

    QString spokenName() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QList<LegendEvent> m_events;
};

} // namespace surgedeck
