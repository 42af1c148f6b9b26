// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palettefooter.h"

#include "widgets/frame.h"
#include "widgets/paletterows.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

namespace {

/// Keys whose faces are drawings: the font has no arrows. Returns where the next thing may stand.
double drawSymbolCap(QPainter &painter, double left, const QRectF &row, Symbol symbol)
{
    const double side = theme::scaled(size::keyCap);
    const QRectF cap(left, std::floor(row.center().y() - side / 2), side, side);
    drawSurface(painter, cap, &Colours::raised, &Colours::line, size::chipRadius);
    drawSymbol(painter, cap.adjusted(size::inner, size::inner, -size::inner, -size::inner), symbol,
               theme::colour(&Colours::text3));
    return cap.right() + size::inner;
}

double drawWords(QPainter &painter, double left, const QRectF &row, const QString &words)
{
    drawLine(painter, QRectF(left, row.top(), row.right() - left, row.height()), {words, Text::Small, &Colours::text3});
    return left + textWidth(words, Text::Small) + size::group;
}

} // namespace

void PaletteFooter::setEffect(const QString &effect)
{
    m_effect = effect;
    update();
}

QString PaletteFooter::spokenName() const
{
    return m_effect.isEmpty() ? tr("arrow keys choose, Enter runs, Ctrl Enter shows the effect first") : m_effect;
}

QSize PaletteFooter::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::grown(size::paletteRow, {Text::Small})};
}

void PaletteFooter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), size::hair, theme::colour(&Colours::line));
    const QRectF row = QRectF(rect()).adjusted(size::group, 0, -size::group, 0);
    if (!m_effect.isEmpty())
        return drawLine(painter, row, {m_effect, Text::Small, &Colours::text1});
    double left = drawSymbolCap(painter, row.left(), row, Symbol::ArrowUp);
    left = drawSymbolCap(painter, left, row, Symbol::ArrowDown);
    left = drawWords(painter, left, row, tr("choose"));
    left = drawSymbolCap(painter, left, row, Symbol::Enter);
    left = drawWords(painter, left, row, tr("run"));
    const QString ctrl = tr("Ctrl");
    drawKeyCap(painter, QRectF(left, row.top(), 0, row.height()), ctrl);
    left = drawSymbolCap(painter, left + keyCapWidth(ctrl) + size::inner, row, Symbol::Enter);
    left = drawWords(painter, left, row, tr("show effect first"));
    const QString guarded = tr("opens the guarded control");
    const double wide = textWidth(guarded, Text::Small);
    const double stripes = theme::scaled(size::paletteStripes);
    if (left + wide + stripes + size::gap > row.right())
        return;
    const double side = theme::scaled(size::symbol);
    drawStripes(painter, QRectF(row.right() - wide - stripes - size::gap, row.center().y() - side / 2, stripes, side));
    drawLine(painter, row, {guarded, Text::Small, &Colours::text3}, Qt::AlignRight);
}

} // namespace surgedeck
