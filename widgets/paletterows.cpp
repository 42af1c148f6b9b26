// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/paletterows.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace surgedeck {

void PaletteRows::setEntries(const QList<PaletteEntry> &entries)
{
    QList<Row> rows;
    QString group;
    for (const PaletteEntry &entry : entries) {
        if (entry.group != group)
            rows << Row{entry.group, {}};
        group = entry.group;
        rows << Row{{}, entry};
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const PaletteEntry *PaletteRows::entry(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_rows.size() || !m_rows.at(index.row()).heading.isEmpty())
        return nullptr;
    return &m_rows.at(index.row()).entry;
}

QModelIndex PaletteRows::entryFrom(int row, int direction) const
{
    for (; row >= 0 && row < m_rows.size(); row += direction)
        if (entry(index(row)) != nullptr)
            return index(row);
    return {};
}

int PaletteRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteRows::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *row = entry(index);
    if (role == Qt::DisplayRole)
        return row != nullptr ? row->title : m_rows.at(index.row()).heading;
    if (role != Qt::AccessibleTextRole)
        return {};
    if (row == nullptr)
        return m_rows.at(index.row()).heading;
    QStringList parts{row->title, row->detail};
    if (!row->refusal.isEmpty())
        parts << tr("not available: %1").arg(row->refusal);
    if (row->guarded)
        parts << tr("opens the guarded control");
    if (!row->key.isEmpty())
        parts << tr("key %1").arg(row->key);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

Qt::ItemFlags PaletteRows::flags(const QModelIndex &index) const
{
    // One that is refused can be looked at: its reason is worth reading.
    return entry(index) != nullptr ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                   : Qt::ItemNeverHasChildren;
}

void drawStripes(QPainter &painter, const QRectF &rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect);
    painter.setPen(QPen(theme::colour(&Colours::text1), size::stateEdge));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 2.0 * size::stateEdge + 1)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

namespace {

void paintHeading(QPainter &painter, const QRect &rect, const QString &heading)
{
    drawLine(painter, QRectF(rect).adjusted(size::group, size::inner, -size::group, 0),
             {heading.toUpper(), Text::Micro, &Colours::text3});
}

void paintSelection(QPainter &painter, const QRect &rect)
{
    painter.fillRect(rect, theme::colour(&Colours::selection));
    painter.fillRect(QRect(rect.left(), rect.top(), size::stateEdge, rect.height()), theme::colour(&Colours::focus));
}

/// Returns where the words may end.
double paintEnd(QPainter &painter, const QRectF &row, const PaletteEntry &entry)
{
    const double right = row.right() - size::group;
    if (!entry.refusal.isEmpty()) {
        const double wide = std::min(textWidth(entry.refusal, Text::Small), row.width() / 2);
        drawLine(painter, QRectF(right - wide, row.top(), wide, row.height()),
                 {entry.refusal, Text::Small, &Colours::text2}, Qt::AlignRight);
        return right - wide - size::gap;
    }
    if (entry.key.isEmpty())
        return right;
    const double cap = keyCapWidth(entry.key);
    drawKeyCap(painter, QRectF(right - cap, row.top(), cap, row.height()), entry.key);
    return right - cap - size::gap;
}

void paintEntry(QPainter &painter, const QRectF &row, const PaletteEntry &entry, bool current)
{
    const bool refused = !entry.refusal.isEmpty();
    const Ink ink = refused ? &Colours::text3 : &Colours::text1;
    const int symbol = theme::scaled(size::symbol);
    double left = row.left() + size::group;
    if (entry.guarded)
        drawStripes(painter, QRectF(left, row.center().y() - symbol / 2.0, theme::scaled(size::paletteStripes), symbol));
    left += theme::scaled(size::wide);
    drawSymbol(painter, squareIn(row, left, size::symbol), entry.symbol,
               theme::colour(refused ? &Colours::text3 : &Colours::text2));
    left += symbol + size::padding;
    const double end = paintEnd(painter, row, entry);
    const TextRun title{entry.title, refused ? Text::Body : current ? Text::BodyStrong : Text::Body, ink};
    drawLine(painter, QRectF(left, row.top(), end - left, row.height()),
             QList<TextRun>{title, {entry.detail, Text::Small, &Colours::text3, size::padding}});
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *rows = static_cast<const PaletteRows *>(index.model());
    const PaletteEntry *entry = rows->entry(index);
    painter->save();
    if (entry == nullptr) {
        paintHeading(*painter, option.rect, index.data().toString());
    } else {
        const bool current = option.state & QStyle::State_Selected;
        if (current)
            paintSelection(*painter, option.rect);
        paintEntry(*painter, option.rect, *entry, current);
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool heading = static_cast<const PaletteRows *>(index.model())->entry(index) == nullptr;
    return {theme::scaled(size::target),
            heading ? theme::grown(size::paletteHeading, {Text::Micro}) : theme::grown(size::paletteRow, {Text::Body})};
}

} // namespace surgedeck
