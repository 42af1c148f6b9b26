// SPDX-License-Identifier: GPL-3.0-or-later
// How a guarded button looks in each of its phases.
#include "widgets/frame.h"
#include "widgets/guardedbutton.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

/// The marks of a thing that is guarded, along its left edge.
void paintStripes(QPainter &painter, const QRectF &rect, Ink ink)
{
    const double pitch = size::stripePitch;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(QPen(theme::colour(ink), pitch / 2.6, Qt::SolidLine, Qt::FlatCap));
    for (double x = rect.left() - rect.height(); x < rect.right() + pitch; x += pitch)
        painter.drawLine(QPointF(x, rect.bottom() + 1), QPointF(x + rect.height() + 2, rect.top() - 1));
    painter.restore();
}

} // namespace

QSize GuardedButton::sizeHint() const
{
    // Wide enough for the longest words of its life, so that nothing beside it moves.
    const QString longest = tr("Hold %1 s to %2").arg(QStringLiteral("1.5"), m_action.effect);
    const QString waiting = tr("Sent, waiting for %1, %2 s").arg(m_action.waitingFor, QStringLiteral("9.9"));
    const double text = std::max(textWidth(longest, Text::BodyStrong), textWidth(waiting, Text::BodyStrong));
    const int width =
        size::stripes + 2 * size::padding + theme::scaled(size::symbol) + size::gap + int(std::ceil(text));
    return {std::min(width, theme::scaled(size::guardedMost)), theme::grown(size::guarded, {Text::BodyStrong})};
}

QSize GuardedButton::minimumSizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), sizeHint().height()};
}

void GuardedButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_phase == Phase::Done || m_phase == Phase::Refused)
        return paintResult(painter);
    paintBody(painter);
    paintWords(painter);
}

void GuardedButton::paintBody(QPainter &painter) const
{
    const bool quiet = m_phase == Phase::Locked || m_phase == Phase::Sent || m_phase == Phase::NoAnswer;
    drawSurface(painter, rect(), quiet ? &Colours::panel : &Colours::raised,
                quiet ? &Colours::lineStrong : &Colours::text2);
    QPainterPath inside;
    inside.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), size::radius - 1, size::radius - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(inside);
    painter.fillRect(QRectF(0, 0, size::stripes, height()), theme::colour(&Colours::canvas));
    paintStripes(painter, QRectF(0, 0, size::stripes, height()),
                 m_phase == Phase::Locked ? &Colours::lineStrong : &Colours::text2);
    painter.fillRect(QRectF(size::stripes, 0, std::round((width() - size::stripes) * filled()), height()),
                     theme::colour(&Colours::primary));
    painter.restore();
}

/// The words change their colour where the fill has reached them.
void GuardedButton::paintWords(QPainter &painter) const
{
    const double edge = size::stripes + std::round((width() - size::stripes) * filled());
    const bool quiet = m_phase == Phase::Locked;
    const Ink outside = quiet                                                  ? &Colours::text3
                        : m_phase == Phase::Sent || m_phase == Phase::NoAnswer ? &Colours::text2
                                                                               : &Colours::text1;
    const auto draw = [&](const QRectF &clip, Ink ink) {
        painter.save();
        painter.setClipRect(clip);
        QRectF room(size::stripes + size::padding, 0, width() - size::stripes - size::padding - size::gap, height());
        const QRectF box = squareIn(room, room.left(), size::symbol);
        if (quiet)
            drawShape(painter, box, Shape::NoPermission);
        else
            drawSymbol(painter, box, symbol(), theme::colour(ink));
        room.setLeft(box.right() + size::gap);
        drawLine(painter, room, {words(), Text::BodyStrong, ink});
        painter.restore();
    };
    draw(QRectF(edge, 0, width() - edge, height()), outside);
    if (edge > size::stripes)
        draw(QRectF(0, 0, edge, height()), &Colours::onPrimary);
}

/// No frame any more: it can not be pressed, and it stands where the button stood.
void GuardedButton::paintResult(QPainter &painter) const
{
    const bool done = m_phase == Phase::Done;
    const QRectF box = squareIn(rect(), 0, size::stateIcon);
    drawShape(painter, box, done ? Shape::Done : Shape::Degraded);
    drawLine(painter, QRectF(box.right() + size::gap, 0, width() - box.right() - size::gap, height()),
             {m_result, Text::BodyStrong, done ? &Colours::text1 : &Colours::degraded});
}

} // namespace surgedeck
