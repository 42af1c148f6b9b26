// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/agelabel.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

namespace {

Ink ageInk(const DataState &state)
{
    if (state.isOld())
        return &Colours::stale;
    return state.kind == DataState::Kind::Late ? &Colours::text1 : &Colours::text3;
}

double ageWidth(const QString &text)
{
    return textWidth(text, Text::Micro) + theme::scaled(size::smallSymbol) + size::inner;
}

} // namespace

AgeLabel::AgeLabel(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void AgeLabel::setState(const DataState &state)
{
    const bool sameWords = ageText(state) == ageText(m_state) && ageInk(state) == ageInk(m_state);
    m_state = state;
    if (sameWords)
        return;
    updateGeometry(); // a wider word than the usual age takes room from the subtitle, never from the panel
    update();
}

double AgeLabel::paintAge(QPainter &painter, const QRectF &rect, const DataState &state)
{
    const QString text = ageText(state);
    if (text.isEmpty())
        return 0;
    const Ink ink = ageInk(state);
    const double width = ageWidth(text);
    drawSymbol(painter, squareIn(rect, rect.right() - width, size::smallSymbol), Symbol::Clock, theme::colour(ink));
    drawLine(painter, rect, {text, Text::Micro, ink}, Qt::AlignRight);
    return width;
}

QString AgeLabel::spokenName() const
{
    return spokenAge(m_state);
}

QSize AgeLabel::sizeHint() const
{
    const int usual = theme::scaled(size::ageWidth);
    return {std::max(usual, int(std::ceil(ageWidth(ageText(m_state))))), theme::line(Text::Micro)};
}

void AgeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAge(painter, rect(), m_state);
}

} // namespace surgedeck
