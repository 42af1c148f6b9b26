// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/agelabel.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
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
    const bool sameWords = textOf(state, m_moment) == textOf(m_state, m_moment) && ageInk(state) == ageInk(m_state);
    m_state = state;
    if (sameWords)
        return;
    updateGeometry(); // a wider word than the usual age takes room from the subtitle, never from the panel
    update();
}

void AgeLabel::setMoment(std::optional<WallTime> moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    updateGeometry();
    update();
}

/// What is old at that moment says how old, as it did then.
QString AgeLabel::textOf(const DataState &state, const std::optional<WallTime> &moment)
{
    if (!moment || !state.age || !state.showsData() || state.isOld())
        return ageText(state);
    const WallTime sampled = *moment - *state.age;
    return QDateTime::fromMSecsSinceEpoch(sampled.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

double AgeLabel::paintAge(QPainter &painter, const QRectF &rect, const DataState &state,
                          const std::optional<WallTime> &moment)
{
    const QString text = textOf(state, moment);
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
    return {std::max(usual, int(std::ceil(ageWidth(textOf(m_state, m_moment))))), theme::line(Text::Micro)};
}

void AgeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAge(painter, rect(), m_state, m_moment);
}

} // namespace surgedeck
