// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columns.h"

#include "widgets/delegates/celldelegates.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QHeaderView>

namespace surgedeck {

namespace {

CellDelegate *makeDelegate(CellKind kind, QObject *parent)
{
    switch (kind) {
    case CellKind::State:
        return new StateCellDelegate(parent);
    case CellKind::Number:
        return new NumberCellDelegate(parent);
    case CellKind::Bullet:
        return new BulletCellDelegate(parent);
    case CellKind::Digest:
        return new DigestCellDelegate(parent);
    case CellKind::Lock:
        return new LockTreeDelegate(parent);
    case CellKind::Text:
        break;
    }
    return new CellDelegate(parent);
}

QString cellText(const QModelIndex &index)
{
    QStringList parts;
    for (const int role : {int(LeadTextRole), int(Qt::DisplayRole), int(UnitRole), int(TrailTextRole)})
        if (const QString part = index.data(role).toString(); !part.isEmpty())
            parts << part;
    return parts.join(QLatin1Char(' ')).simplified();
}

QStringList visibleCells(const QModelIndex &row, const QHeaderView &header)
{
    QStringList cells;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (!header.isSectionHidden(column))
            cells << cellText(row.siblingAtColumn(column));
    }
    return cells;
}

QString disarmed(const QString &cell)
{
    const bool formula = !cell.isEmpty() && QStringLiteral("=+-@").contains(cell.front());
    return formula ? QLatin1Char('\'') + cell : cell;
}

void appendRows(QStringList &lines, const QAbstractItemModel &model, const QModelIndex &parent,
                const QHeaderView &header)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QStringList cells = visibleCells(index, header);
        std::transform(cells.begin(), cells.end(), cells.begin(), disarmed);
        lines << cells.join(QLatin1Char('\t'));
        appendRows(lines, model, index, header);
    }
}

} // namespace

void applyColumns(QAbstractItemView &view, QHeaderView &header, const QList<Column> &columns)
{
    for (int i = 0; i < header.count(); ++i) {
        const bool shown = i < columns.size() && view.width() >= theme::scaled(columns.at(i).hideBelow);
        header.setSectionHidden(i, !shown);
        if (!shown)
            continue;
        const Column &column = columns.at(i);
        if (qobject_cast<CellDelegate *>(view.itemDelegateForColumn(i)) == nullptr)
            view.setItemDelegateForColumn(i, makeDelegate(column.kind, &view));
        header.setSectionResizeMode(i, column.width == 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
        if (column.width != 0)
            header.resizeSection(i, theme::scaled(column.width));
    }
    header.setFixedHeight(theme::grown(size::tableHead, {Text::Small}));
}

void configureHeader(QHeaderView &header)
{
    header.setHighlightSections(false);
    header.setSectionsMovable(false);
    header.setSectionsClickable(false);
    header.setStretchLastSection(false);
    header.setMinimumSectionSize(size::inner);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setFocusPolicy(Qt::NoFocus);
}

QString rowAsText(const QModelIndex &row, const QHeaderView &header)
{
    QStringList cells = visibleCells(row, header);
    cells.removeAll(QString());
    return cells.join(QStringLiteral(", "));
}

QString tableAsTsv(const QAbstractItemView &view, const QHeaderView &header)
{
    QStringList head;
    for (int visual = 0; visual < header.count(); ++visual)
        if (const int column = header.logicalIndex(visual); !header.isSectionHidden(column))
            head << view.model()->headerData(column, Qt::Horizontal).toString();
    QStringList lines{head.join(QLatin1Char('\t'))};
    appendRows(lines, *view.model(), {}, header);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace surgedeck
