// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sheethead.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

SheetHead::SheetHead(QWidget *parent)
    : PaintedWidget(parent)
{
}

void SheetHead::setWords(const QString &title, const QString &chip)
{
    m_title = boundedLine(title);
    m_chip = boundedLine(chip);
    updateGeometry();
    update();
}

QString SheetHead::spokenName() const
{
    return QStringLiteral("%1, %2").arg(m_title, m_chip);
}

QSize SheetHead::sizeHint() const
{
    return {theme::scaled(size::paletteWidth), theme::grown(size::guarded, {Text::BodyStrong})};
}

QSize SheetHead::minimumSizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), sizeHint().height()};
}

void SheetHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF ground = QRectF(rect()).adjusted(size::hair, size::hair, -size::hair, 0);
    painter.save();
    painter.setClipRect(ground);
    QColor stripe = theme::colour(&Colours::line);
    painter.setPen(QPen(stripe, size::stripePitch, Qt::SolidLine, Qt::FlatCap));
    painter.setRenderHint(QPainter::Antialiasing);
    for (double x = ground.left() - height(); x < ground.right() + height(); x += 3.0 * size::stripePitch)
        painter.drawLine(QPointF(x, ground.bottom()), QPointF(x + height(), ground.top()));
    painter.restore();
    const double chipWidth = std::ceil(textWidth(m_chip, Text::MicroStrong)) + 2.0 * size::gap;
    const double chipHeight = theme::grown(size::chip, {Text::MicroStrong});
    const QRectF chip(width() - size::group - chipWidth, (height() - chipHeight) / 2, chipWidth, chipHeight);
    drawSurface(painter, chip, &Colours::panel, &Colours::text2, size::chipRadius);
    drawLine(painter, chip.adjusted(size::gap, 0, -size::gap, 0), TextRun{m_chip, Text::MicroStrong});
    const QRectF symbol = squareIn(QRectF(rect()), size::group, size::symbol);
    drawSymbol(painter, symbol, Symbol::Hand, theme::colour(&Colours::text1));
    const double left = symbol.right() + size::gap;
    drawLine(painter, QRectF(left, 0, chip.left() - size::gap - left, height()), TextRun{m_title, Text::BodyStrong});
}

} // namespace surgedeck
