// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/celldelegate.h"

#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace surgedeck {

namespace {

/// Cells at either end of a row keep the padding of the panel.
QRectF contentRect(const QRect &cell, const QWidget *view)
{
    const bool first = cell.left() <= 0;
    const bool last = view != nullptr && cell.right() >= view->width() - 1;
    return QRectF(cell).adjusted(first ? size::padding : size::gap, 0, last ? -size::padding : -size::gap, 0);
}

Ink tintInk(Health health)
{
    switch (health) {
    case Health::Critical:
        return &Colours::tintCritical;
    case Health::Degraded:
        return &Colours::tintDegraded;
    case Health::Attention:
        return &Colours::tintAttention;
    case Health::Unknown:
        return &Colours::tintStale;
    case Health::Normal:
        break;
    }
    return &Colours::panel;
}

void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (const QVariant tint = index.data(TintRole); tint.isValid())
        painter.fillRect(option.rect, theme::colour(tintInk(static_cast<Health>(tint.toInt()))));
    if (index.data(StaleRole).toBool()) {
        // One hatch across the row: the lines go on from cell to cell.
        const int across = option.widget != nullptr ? option.widget->width() : option.rect.right() + 1;
        painter.save();
        painter.setClipRect(option.rect);
        drawHatch(painter, QRectF(0, option.rect.top(), across, option.rect.height()));
        painter.restore();
    }
    if (!(option.state & QStyle::State_Selected))
        return;
    painter.fillRect(option.rect, theme::colour(&Colours::selection));
    if (option.rect.left() > 0)
        return;
    const bool focus = option.state & QStyle::State_HasFocus || (option.widget != nullptr && option.widget->hasFocus());
    painter.fillRect(QRect(option.rect.left(), option.rect.top(), size::stateEdge, option.rect.height()),
                     theme::colour(focus ? &Colours::focus : &Colours::lineStrong));
}

} // namespace

Cell::Cell(const QModelIndex &index)
    : text(index.data(Qt::DisplayRole).toString())
    , unit(index.data(UnitRole).toString())
    , lead(index.data(LeadTextRole).toString())
    , trail(index.data(TrailTextRole).toString())
    , health(static_cast<Health>(index.data(HealthRole).toInt()))
    , emphasis(static_cast<Emphasis>(index.data(EmphasisRole).toInt()))
    , stale(index.data(StaleRole).toBool())
    , rightAligned(index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight)
    , outlined(index.data(OutlineRole).toBool())
    , shapeless(index.data(ShapelessRole).toBool())
{
}

Ink Cell::ink() const
{
    if (stale)
        return &Colours::stale;
    return stateInk(allStale ? Health::Normal : health, emphasis == Emphasis::Secondary ? &Colours::text3
                                                        : emphasis == Emphasis::Mono    ? &Colours::text2
                                                                                        : &Colours::text1);
}

Text Cell::style() const
{
    if (emphasis == Emphasis::Mono)
        return Text::Mono;
    return emphasis == Emphasis::Strong || emphasis == Emphasis::StateWord ? Text::BodyStrong : Text::Body;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Cell cell(index);
    cell.allStale = isInStalePanel(option.widget);
    painter->save();
    paintRow(*painter, option, index);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    paintContent(*painter, contentRect(option.rect, view != nullptr ? view->viewport() : nullptr), cell, index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {theme::scaled(size::target), theme::grown(size::row, {Text::Body})};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return false;
    const QString tip = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(), tip.isEmpty() ? QString() : plainToolTip(tip), view);
    return true;
}

void CellDelegate::paintContent(QPainter &painter, const QRectF &room, const Cell &cell, const QModelIndex &) const
{
    const QList<TextRun> runs{{cell.lead, cell.style(), &Colours::text3},
                              {cell.text, cell.style(), cell.ink(), cell.lead.isEmpty() ? 0 : size::gap},
                              {cell.unit, Text::Micro, &Colours::text3, size::inner / 2},
                              {cell.trail, Text::Body, &Colours::text3, size::gap}};
    drawLine(painter, room, runs, cell.rightAligned ? Qt::AlignRight : Qt::AlignLeft);
    if (cell.emphasis != Emphasis::Link || cell.text.isEmpty())
        return;
    const double width = std::min(room.width(), runsWidth(runs));
    const double left = cell.rightAligned ? room.right() - width : room.left();
    painter.fillRect(QRectF(left, std::floor(room.center().y() + size::gap), width, size::hair),
                     theme::colour(&Colours::lineStrong));
}

} // namespace surgedeck
