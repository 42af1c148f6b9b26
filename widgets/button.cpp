// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/button.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOptionButton>

#include <cmath>

namespace surgedeck {

Button::Button(const QString &text, QWidget *parent, Symbol symbol)
    : QPushButton(text, parent)
    , m_symbol(symbol)
{
}

void Button::setKeyHint(const QString &key)
{
    m_key = key;
    setAccessibleDescription(key.isEmpty() ? QString() : tr("key %1").arg(key));
    updateGeometry();
    update();
}

void Button::setPrimary()
{
    setDefault(true);
}

void Button::setSmall()
{
    m_small = true;
    updateGeometry();
}

QSize Button::sizeHint() const
{
    double width = std::ceil(textWidth(text(), Text::BodyStrong)) + 2 * (m_small ? size::gap : size::group);
    if (m_symbol != Symbol::None)
        width += theme::scaled(size::symbol) + size::gap;
    if (!m_key.isEmpty())
        width += size::gap + keyCapWidth(m_key);
    return {int(width), theme::grown(m_small ? size::target : size::control, {Text::BodyStrong})};
}

void Button::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const bool primary = isDefault() && isEnabled();
    const Ink ink = !isEnabled() ? &Colours::text3 : primary ? &Colours::onPrimary : &Colours::text1;
    const double content = sizeHint().width() - 2 * (m_small ? size::gap : size::group);
    QRectF room(std::max<double>(size::gap, std::floor((width() - content) / 2)), 0, 0, height());
    room.setRight(width() - size::inner);
    if (m_symbol != Symbol::None) {
        drawSymbol(painter, squareIn(room, room.left(), size::symbol), m_symbol, theme::colour(ink));
        room.setLeft(room.left() + theme::scaled(size::symbol) + size::gap);
    }
    drawLine(painter, room, {text(), Text::BodyStrong, ink});
    if (m_key.isEmpty())
        return;
    room.setLeft(room.left() + std::ceil(textWidth(text(), Text::BodyStrong)) + size::gap);
    drawKeyCap(painter, room, m_key, primary ? KeyCapLook::Inverted : KeyCapLook::Plain);
}

} // namespace surgedeck
