// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/setuprail.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

namespace {

int headHeight()
{
    return size::padding + theme::line(Text::Strong) + theme::line(Text::Small) + size::gap;
}

int stepHeight()
{
    return theme::grown(size::setUpStep, {Text::Body, Text::Small});
}

void drawMark(QPainter &painter, const QRectF &box, SetUpStep::Kind kind)
{
    if (kind == SetUpStep::Kind::Done)
        return drawShape(painter, box, Shape::Done);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool current = kind == SetUpStep::Kind::Current;
    painter.setPen(QPen(theme::colour(current ? &Colours::text1 : &Colours::text3), size::markWidth));
    painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    if (current) {
        painter.setBrush(theme::colour(&Colours::text1));
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5);
    }
    painter.restore();
}

} // namespace

SetUpRail::SetUpRail(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void SetUpRail::setSteps(const QList<SetUpStep> &steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    update();
}

QString SetUpRail::spokenName() const
{
    QStringList parts;
    for (const SpokenItem &item : spokenItems())
        parts << item.name;
    return tr("Set up: %1").arg(parts.join(QStringLiteral("; ")));
}

QList<SpokenItem> SetUpRail::spokenItems() const
{
    QList<SpokenItem> items;
    for (const SetUpStep &step : m_steps) {
        const QString state = step.kind == SetUpStep::Kind::Done      ? tr("done")
                              : step.kind == SetUpStep::Kind::Current ? tr("current")
                                                                      : tr("open");
        items << SpokenItem{tr("%1, %2, %3").arg(step.title, step.detail, state)};
    }
    return items;
}

QSize SetUpRail::sizeHint() const
{
    return {theme::scaled(size::setUpSteps), headHeight() + int(m_steps.size()) * stepHeight()};
}

void SetUpRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    QRectF line(size::group, size::padding, width() - 2 * size::group, theme::line(Text::Strong));
    drawLine(painter, line, {tr("Set up"), Text::Strong});
    line = QRectF(line.left(), line.bottom(), line.width(), theme::line(Text::Small));
    drawLine(painter, line, {tr("You can leave and come back"), Text::Small, &Colours::text3});
    double top = headHeight();
    for (const SetUpStep &step : m_steps) {
        const QRectF row(size::hair, top, width() - 2 * size::hair, stepHeight());
        if (step.kind == SetUpStep::Kind::Current) {
            painter.fillRect(row, theme::colour(&Colours::selection));
            painter.fillRect(QRectF(row.left(), row.top(), size::stateEdge, row.height()),
                             theme::colour(&Colours::text1));
        }
        const double words = theme::line(Text::Body) + theme::line(Text::Small);
        const QRectF title(size::group + theme::scaled(size::stateIcon) + size::padding,
                           row.top() + (row.height() - words) / 2, 0, theme::line(Text::Body));
        const QRectF room(title.left(), title.top(), width() - title.left() - size::gap, title.height());
        drawMark(painter, squareIn(room, size::group, size::stateIcon), step.kind);
        const bool open = step.kind == SetUpStep::Kind::Open;
        drawLine(painter, room,
                 {step.title, open ? Text::Body : Text::BodyStrong, open ? &Colours::text2 : &Colours::text1});
        drawLine(painter, QRectF(room.left(), room.bottom(), room.width(), theme::line(Text::Small)),
                 {step.detail, Text::Small, &Colours::text3});
        top += stepHeight();
    }
}

} // namespace surgedeck
