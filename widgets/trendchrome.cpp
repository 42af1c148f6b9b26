// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendchrome.h"

#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QFontMetricsF>
#include <QList>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

/// Labels of events have room in a plot of at least so many lines of text.
constexpr int linesForEventLabels = 7;

} // namespace

QRectF TrendChrome::plot(const QSizeF &size) const
{
    const double left = theme::scaled(size::trendCaption + size::trendAxis);
    const double foot = timeLabels ? theme::line(Text::Micro) : 0;
    return QRectF(left, size::inner, std::max(0.0, size.width() - left),
                  std::max(0.0, size.height() - foot - 2 * size::inner));
}

void TrendChrome::paint(QPainter &painter, const QSizeF &size) const
{
    const QRectF area = plot(size);
    paintCaption(painter, size);
    paintValues(painter, area, size.height());
    paintEvents(painter, area);
    paintLimit(painter, area);
    if (timeLabels)
        paintTimes(painter, area, size.height());
}

void TrendChrome::paintCaption(QPainter &painter, const QSizeF &size) const
{
    // Where two lines have no room at their pitch they share the height: a figure is never cut across.
    const double most = size.height() / 2;
    QRectF line(0, 0, theme::scaled(size::trendCaption) - size::gap, std::min<double>(most, theme::line(Text::Body)));
    drawLine(painter, line, {caption.label, Text::Body, &Colours::text2});
    line = QRectF(0, line.bottom(), line.width(), std::min<double>(most, theme::line(Text::BodyStrong)));
    const bool known = !caption.value.isEmpty();
    const Ink ink = known && !old ? &Colours::text1 : &Colours::stale;
    const QString value = !known ? QStringLiteral("—") : old ? QStringLiteral("≈ ") + caption.value : caption.value;
    drawLine(painter, line,
             {{value, Text::Strong, ink}, {known ? caption.unit : QString(), Text::Micro, &Colours::text2, 2}});
    line = QRectF(0, line.bottom(), line.width(), theme::line(Text::Small));
    if (line.bottom() <= size.height())
        drawLine(painter, line, {caption.target, Text::Micro, &Colours::text3});
}

void TrendChrome::paintValues(QPainter &painter, const QRectF &area, double bottom) const
{
    const auto y = [&](int line) {
        return std::round(area.bottom() - scale.range.share(scale.at(line)) * area.height());
    };
    const double left = theme::scaled(size::trendCaption);
    const double height = theme::line(Text::Micro);
    // At the edges a figure moves inwards: it is never cut across.
    const double air = (height - QFontMetricsF(theme::font(Text::Micro)).capHeight()) / 2 - 1;
    const auto top = [&](int line) { return std::clamp(y(line) - height / 2, -air, std::max(-air, bottom - height + air)); };
    for (const int line : scale.labelled(int(area.height() / height) + 1)) {
        painter.fillRect(QRectF(area.left(), y(line), area.width(), size::hair), theme::colour(&Colours::line));
        drawLine(painter, QRectF(left, top(line), area.left() - left - size::gap, height),
                 {scale.label(line), Text::Micro, &Colours::text3}, Qt::AlignRight);
    }
}

void TrendChrome::paintLimit(QPainter &painter, const QRectF &area) const
{
    if (!limit)
        return;
    QPen pen(theme::colour(&Colours::text3), size::hair);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    const double y = std::round(area.bottom() - scale.range.share(*limit) * area.height()) + 0.5;
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
}

void TrendChrome::paintEvents(QPainter &painter, const QRectF &area) const
{
    const bool labelled = area.height() >= linesForEventLabels * theme::line(Text::Micro);
    double free = area.left();
    for (const TrendMarks::Event &event : marks.events) {
        const double position = event.time && range ? range->share(*event.time) : event.position;
        if (position < 0 || position > 1)
            continue;
        const double x = std::round(area.left() + position * area.width()) + 0.5;
        QPen dots(theme::colour(stateInk(event.health, &Colours::text2)), size::hair, Qt::CustomDashLine, Qt::FlatCap);
        dots.setDashPattern({2, 2});
        painter.setPen(dots);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const double width = textWidth(event.label, Text::Micro);
        if (!labelled || width == 0 || x - size::inner - width < free)
            continue;
        drawLine(painter, QRectF(x - size::inner - width, area.top(), width + 1, theme::line(Text::Micro)),
                 {event.label, Text::Micro, &Colours::text3});
        free = x + size::inner;
    }
}

std::vector<TrendMarks::Tick> TrendChrome::ticks(const QRectF &area) const
{
    if (!range)
        return marks.ticks;
    std::vector<TrendMarks::Tick> result;
    for (const TimeTick &tick : timeTicks(*range, int(area.width() / theme::scaled(size::timeTick))))
        result.push_back({range->share(tick.time), tick.label});
    return result;
}

void TrendChrome::paintTimes(QPainter &painter, const QRectF &area, double bottom) const
{
    const double half = theme::scaled(size::timeTick) / 2.0;
    const double height = theme::line(Text::Micro);
    for (const TrendMarks::Tick &tick : ticks(area)) {
        const double middle = area.left() + tick.position * area.width();
        painter.fillRect(QRectF(std::round(middle), area.bottom(), size::hair, size::inner - 1),
                         theme::colour(&Colours::lineStrong));
        const double width = textWidth(tick.label, Text::Micro) / 2;
        const double x = std::clamp(middle, area.left() + width, std::max(area.left() + width, area.right() - width));
        drawLine(painter, QRectF(x - half, bottom - height, 2 * half, height),
                 {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
    }
}

} // namespace surgedeck
