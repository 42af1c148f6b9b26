// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/eventlegend.h"

#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

QList<TextRun> runsOf(const LegendEvent &event)
{
    return {{event.what, Text::Micro, &Colours::text2}, {event.time, Text::Micro, &Colours::text2, size::inner}};
}

double widthOf(const LegendEvent &event)
{
    return std::ceil(runsWidth(runsOf(event))) + size::gap + 1;
}

/// Where there is not enough room the time stays whole: it is what is looked up.
void drawEvent(QPainter &painter, const QRectF &room, const LegendEvent &event)
{
    if (runsWidth(runsOf(event)) <= room.width() + 0.5)
        return drawLine(painter, room, runsOf(event));
    const double time = textWidth(event.time, Text::Micro) + 1;
    if (time > room.width())
        return;
    drawLine(painter, room.adjusted(room.width() - time, 0, 0, 0), {event.time, Text::Micro, &Colours::text2});
    const QRectF rest = room.adjusted(0, 0, -time - size::inner, 0);
    if (rest.width() >= size::wide)
        drawLine(painter, rest, {event.what, Text::Micro, &Colours::text2});
}

} // namespace

EventLegend::EventLegend(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EventLegend::setEvents(const QList<LegendEvent> &events)
{
    if (events == m_events)
        return;
    m_events = events;
    updateGeometry();
    update();
}

QString EventLegend::spokenName() const
{
    QStringList parts;
    for (const LegendEvent &event : m_events)
        parts << tr("%1 at %2").arg(event.what, event.time);
    return parts.join(QStringLiteral(", "));
}

QList<SpokenItem> EventLegend::spokenItems() const
{
    QList<SpokenItem> items;
    for (const LegendEvent &event : m_events)
        items << SpokenItem{tr("%1 at %2").arg(event.what, event.time)};
    return items;
}

/// As wide as is left of a panel of the cockpit beside title and age, whatever happened: a head does not move.
QSize EventLegend::sizeHint() const
{
    return {theme::scaled(size::legend), theme::line(Text::Micro)};
}

QSize EventLegend::minimumSizeHint() const
{
    return {0, theme::line(Text::Micro)};
}

void EventLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double right = width();
    for (auto event = m_events.rbegin(); event != m_events.rend(); ++event) {
        const double across = std::min(widthOf(*event), right);
        if (across < widthOf(*event) && event != m_events.rbegin())
            return;
        const double left = right - across;
        QPen dots(theme::colour(&Colours::text2), size::hair, Qt::CustomDashLine, Qt::FlatCap);
        dots.setDashPattern({2, 2});
        painter.setPen(dots);
        painter.drawLine(QPointF(left + 1.5, 2), QPointF(left + 1.5, height() - 2));
        drawEvent(painter, QRectF(left + size::gap - 2, 0, across - size::gap + 2, height()), *event);
        right = left - size::gap;
    }
}

bool EventLegend::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return PaintedWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(spokenName()), this);
    return true;
}

} // namespace surgedeck
