// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/steprail.h"

#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using Kind = RailStep::Kind;

bool isCurrent(const RailStep &step)
{
    return step.kind == Kind::Current || step.kind == Kind::Held || step.kind == Kind::Unknown;
}

Ink inkOf(const RailStep &step)
{
    switch (step.kind) {
    case Kind::Done:
        return &Colours::dataNormal;
    case Kind::Coming:
        return &Colours::lineStrong;
    case Kind::Unknown:
        return &Colours::stale;
    case Kind::Current:
    case Kind::Held:
        break;
    }
    return stateInk(step.health, &Colours::text1);
}

void drawCircle(QPainter &painter, const QRectF &circle, const RailStep &step)
{
    const QColor ink = theme::colour(inkOf(step));
    if (step.kind == Kind::Unknown)
        return drawShape(painter, circle, Shape::Unknown);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, lineWidth));
    painter.setBrush(step.kind == Kind::Done ? QBrush(ink) : QBrush(Qt::NoBrush));
    const double inset = lineWidth / 2;
    painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    const QRectF inside = circle.adjusted(size::inner, size::inner, -size::inner, -size::inner);
    if (step.kind == Kind::Held)
        drawSymbol(painter, inside, Symbol::Pause, ink);
    if (step.kind == Kind::Done)
        drawSymbol(painter, inside, Symbol::Check, theme::colour(&Colours::panel));
    if (step.kind == Kind::Current) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(circle.center(), size::endDot / 2.0, size::endDot / 2.0);
    }
    painter.restore();
}

QString spokenKind(Kind kind)
{
    switch (kind) {
    case Kind::Done:
        return StepRail::tr("done");
    case Kind::Current:
        return StepRail::tr("current");
    case Kind::Held:
        return StepRail::tr("held");
    case Kind::Coming:
        return StepRail::tr("to come");
    case Kind::Unknown:
        break;
    }
    return StepRail::tr("not known");
}

} // namespace

StepRail::StepRail(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepRail::setSteps(const QList<RailStep> &steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    update();
}

QString StepRail::spokenName() const
{
    const auto current = std::find_if(m_steps.begin(), m_steps.end(), isCurrent);
    if (current == m_steps.end())
        return tr("steps: %1").arg(m_steps.size());
    return tr("step %1 of %2, %3, %4")
        .arg(current - m_steps.begin() + 1)
        .arg(m_steps.size())
        .arg(current->label, spokenKind(current->kind));
}

QString StepRail::spokenDescription() const
{
    QStringList parts;
    for (const RailStep &step : m_steps)
        parts << tr("%1 %2").arg(step.label, spokenKind(step.kind));
    return parts.join(QStringLiteral(", "));
}

QList<SpokenItem> StepRail::spokenItems() const
{
    QList<SpokenItem> items;
    for (const RailStep &step : m_steps)
        items << SpokenItem{tr("%1 %2").arg(step.label, spokenKind(step.kind))};
    return items;
}

QSize StepRail::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::scaled(size::stepCircle) + theme::line(Text::Small)};
}

QSize StepRail::minimumSizeHint() const
{
    return sizeHint();
}

double StepRail::centreOf(qsizetype step) const
{
    const double margin = theme::scaled(size::stepMargin);
    if (m_steps.size() < 2)
        return margin;
    return margin + (width() - 2 * margin) * double(step) / double(m_steps.size() - 1);
}

void StepRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = theme::scaled(size::stepCircle);
    const double half = side / 2.0;
    const double reach = half + size::gap - 2;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        const RailStep &step = m_steps.at(i);
        const double x = std::round(centreOf(i) - half) + half;
        drawCircle(painter, QRectF(x - half, 0, side, side), step);
        const double labelHalf = theme::scaled(size::stepMargin);
        const bool current = isCurrent(step);
        const Ink ink = current ? inkOf(step) : step.kind == Kind::Done ? &Colours::text2 : &Colours::text3;
        drawLine(painter, QRectF(x - labelHalf, side, 2 * labelHalf, theme::line(Text::Small)),
                 {step.label, current ? Text::BodyStrong : Text::Small, ink}, Qt::AlignHCenter);
        if (i + 1 == m_steps.size())
            break;
        const double next = std::round(centreOf(i + 1) - half) + half;
        const Ink line = step.kind == Kind::Done ? &Colours::dataNormal : &Colours::track;
        painter.fillRect(QRectF(x + reach, std::floor(half), next - x - 2 * reach, 2), theme::colour(line));
    }
}

} // namespace surgedeck
