// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statechip.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

StateChip::StateChip(QWidget *parent, Look look)
    : PaintedWidget(parent)
    , m_look(look)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateChip::setState(Health health, const QString &words)
{
    if (health == m_health && words == m_words)
        return;
    m_health = health;
    m_words = boundedLine(words);
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    updateGeometry();
    update();
}

QString StateChip::spokenName() const
{
    const QString word = stateWord(m_health).toLower();
    return m_words.toLower() == word ? m_words : tr("%1, %2").arg(m_words, word);
}

Text StateChip::textStyle() const
{
    return m_look == Look::Large ? Text::Label : Text::MicroStrong;
}

QSize StateChip::sizeHint() const
{
    const bool large = m_look == Look::Large;
    const int padding = large ? size::padding : size::gap;
    const double shape = hasShape() ? theme::scaled(size::stateIcon) + size::gap : 0;
    const int least = large ? theme::scaled(size::incidentChip) : 0;
    const int width = int(std::ceil(textWidth(m_words.toUpper(), textStyle()) + shape)) + 2 * padding;
    return {std::clamp(width, least, theme::scaled(size::chipMost)),
            theme::grown(large ? size::target : size::chip, {textStyle()})};
}

void StateChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool filled = m_health == Health::Critical;
    const Ink ink = filled ? &Colours::onCriticalFill : stateInk(m_health, &Colours::text2);
    const Ink fill = filled ? &Colours::criticalFill : &Colours::panel;
    const Ink edge = filled ? fill : stateInk(m_health, &Colours::lineStrong);
    if (m_health == Health::Unknown)
        drawDashedFrame(painter, rect(), edge, size::chipRadius);
    else
        drawSurface(painter, rect(), fill, edge, size::chipRadius);
    const QString words = m_words.toUpper();
    const double shape = hasShape() ? theme::scaled(size::stateIcon) + size::gap : 0;
    const double centred = std::floor((width() - shape - textWidth(words, textStyle())) / 2);
    const double left = std::max<double>(size::inner, centred);
    if (hasShape()) {
        const QRectF box = squareIn(rect(), left, size::stateIcon);
        if (filled)
            drawShape(painter, box, Shape::Critical, {theme::colour(ink), theme::colour(fill), {}});
        else
            drawShape(painter, box, shapeOf(m_health));
    }
    drawLine(painter, QRectF(left + shape, 0, width() - left - shape - size::inner + 1, height()),
             {words, textStyle(), ink});
}

} // namespace surgedeck
