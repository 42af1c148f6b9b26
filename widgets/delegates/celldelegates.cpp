// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/celldelegates.h"

#include "widgets/bulletbar.h"
#include "widgets/frame.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QModelIndex>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

std::optional<double> share(const QModelIndex &index, int role)
{
    bool known = false;
    const double value = index.data(role).toDouble(&known);
    return known ? std::optional(value) : std::nullopt;
}

bool outOfBand(const Cell &cell)
{
    return !cell.allStale &&
           (cell.health == Health::Attention || cell.health == Health::Degraded || cell.health == Health::Critical);
}

void drawNumber(QPainter &painter, const QRectF &room, const Cell &cell)
{
    const Text style = outOfBand(cell) ? Text::BodyStrong : cell.style();
    QList<TextRun> runs{{cell.text, style, cell.ink()},
                        {cell.unit, Text::Micro, &Colours::text3, size::inner / 2},
                        {cell.trail, Text::Micro, &Colours::text2, size::inner}};
    // A second figure is shown whole or, where there is no room, only in the tool tip.
    if (!cell.trail.isEmpty() && runsWidth(runs) > room.width() + 0.5)
        runs.removeLast();
    drawLine(painter, room, runs, Qt::AlignRight);
}

/// Names of measures stand in one column, as wide as the widest of them and no wider than leaves the bar half the room;
/// where less than half of a name would be left, none is shown.
double nameWidth(const QModelIndex &index, double most)
{
    constexpr int mostRows = 60;
    double widest = 0;
    const int rows = std::min(index.model()->rowCount(index.parent()), mostRows);
    for (int row = 0; row < rows; ++row)
        widest = std::max(widest, textWidth(index.siblingAtRow(row).data(LeadTextRole).toString(), Text::Small));
    return most < widest / 2 ? 0 : std::min(std::ceil(widest) + size::gap, most);
}

} // namespace

void StateCellDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &) const
{
    const Health health = cell.stale || cell.allStale ? Health::Unknown : cell.health;
    const QRectF icon = squareIn(room, room.left(), size::stateIcon);
    if (!cell.shapeless)
        drawShape(painter, icon, cell.outlined && health == Health::Critical ? Shape::CriticalOpen : shapeOf(health));
    const bool word = cell.emphasis == Emphasis::StateWord;
    const bool quiet = cell.emphasis == Emphasis::Secondary;
    const Ink ink = word || cell.stale ? cell.ink() : quiet ? &Colours::text3 : &Colours::text1;
    drawLine(painter, room.adjusted(icon.width() + size::gap - 1, 0, 0, 0),
             {{cell.text, cell.style(), ink}, {cell.trail, Text::Small, &Colours::text3, size::gap}});
}

void NumberCellDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell,
                                      const QModelIndex &) const
{
    drawNumber(painter, room, cell);
}

void BulletCellDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell,
                                      const QModelIndex &index) const
{
    QRectF bar = room;
    const double figure = cell.text.isEmpty() ? 0 : theme::scaled(size::bulletFigure);
    // A name that is cut is another name; a bar that is short is still a bar.
    const double width = nameWidth(index, room.width() - figure - theme::scaled(size::bulletLeast) / 2.0);
    if (!cell.lead.isEmpty() && width > 0) {
        drawLine(painter, QRectF(room.left(), room.top(), width - size::inner, room.height()),
                 {cell.lead, Text::Small, &Colours::text3});
        bar.setLeft(room.left() + width);
    }
    if (!cell.text.isEmpty()) {
        drawNumber(painter, QRectF(room.right() - figure, room.top(), figure, room.height()), cell);
        bar.setRight(room.right() - figure);
    }
    drawBullet(painter, bar,
               {share(index, BarValueRole), share(index, BarLimitRole), cell.allStale ? Health::Normal : cell.health});
}

void DigestCellDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell,
                                      const QModelIndex &) const
{
    // Verbs take one column, so that the tables stand below each other.
    const double verb = std::max<double>(theme::scaled(size::digestVerb), textWidth(cell.lead, Text::Mono) + size::gap);
    drawLine(painter, QRectF(room.left(), room.top(), std::min(verb, room.width()), room.height()),
             {cell.lead, Text::Mono, &Colours::text3});
    const Ink ink = cell.stale ? &Colours::stale : &Colours::text1;
    drawLine(painter, room.adjusted(cell.lead.isEmpty() ? 0 : verb, 0, 0, 0),
             {{cell.text, Text::Mono, ink}, {cell.trail, Text::Small, &Colours::text3, size::gap}});
}

void LockTreeDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell,
                                    const QModelIndex &index) const
{
    QRectF words = room;
    if (index.parent().isValid()) {
        const double x = std::floor(room.left()) + 0.5;
        const double y = std::floor(room.center().y()) + 0.5;
        painter.setPen(QPen(theme::colour(&Colours::lineStrong), size::hair));
        painter.drawPolyline(QPolygonF({{x, y - size::gap}, {x, y}, {x + size::gap - 2, y}}));
        words.setLeft(room.left() + size::padding);
    }
    const Text style = outOfBand(cell) ? Text::BodyStrong : Text::Body;
    drawLine(painter, words, {{cell.text, style, cell.ink()}, {cell.trail, Text::Body, &Colours::text3, size::inner}});
}

} // namespace surgedeck
