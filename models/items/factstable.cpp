// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstable.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace surgedeck {

namespace {

QSet<QString> idsOf(const std::vector<RowFacts> &rows)
{
    QSet<QString> ids;
    for (const RowFacts &row : rows)
        ids.insert(row.id);
    return ids;
}

void dropRepeated(std::vector<RowFacts> &rows)
{
    QSet<QString> seen;
    std::erase_if(rows, [&](const RowFacts &row) {
        const bool repeated = seen.contains(row.id);
        seen.insert(row.id);
        return repeated;
    });
}

/// `wanted` in the order in which `present` has them, then those that are new.
std::vector<RowFacts> inPlaceOf(const std::vector<RowFacts> &present, std::vector<RowFacts> wanted)
{
    QHash<QString, std::size_t> place;
    for (std::size_t i = 0; i < present.size(); ++i)
        place.insert(present[i].id, i);
    const auto placeOf = [&](const RowFacts &row) { return place.value(row.id, present.size()); };
    std::stable_sort(wanted.begin(), wanted.end(), [&](const RowFacts &a, const RowFacts &b) { return placeOf(a) < placeOf(b); });
    return wanted;
}

} // namespace

FactsTable::FactsTable(std::vector<ColumnHead> heads, QObject *parent)
    : QAbstractTableModel(parent)
    , m_heads(std::move(heads))
{
}

void FactsTable::setRows(std::vector<RowFacts> rows)
{
    dropRepeated(rows);
    m_wantedOrder.clear();
    for (const RowFacts &row : rows)
        m_wantedOrder.push_back(row.id);
    if (m_held)
        rows = inPlaceOf(m_rows, std::move(rows));
    removeMissing(rows);
    appendNew(rows);
    reorder(rows);
    takeOver(std::move(rows));
}

void FactsTable::setOrderHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (held || movedRows() == 0)
        return;
    QHash<QString, std::size_t> place;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        place.insert(m_rows[i].id, i);
    std::vector<RowFacts> rows;
    for (const QString &id : m_wantedOrder)
        rows.push_back(m_rows[place.value(id)]);
    setRows(std::move(rows));
}

int FactsTable::movedRows() const
{
    int moved = 0;
    for (std::size_t i = 0; i < m_rows.size() && i < m_wantedOrder.size(); ++i)
        moved += m_rows[i].id == m_wantedOrder[i] ? 0 : 1;
    return moved;
}

void FactsTable::setHeads(std::vector<ColumnHead> heads)
{
    Q_ASSERT(heads.size() == m_heads.size());
    if (heads == m_heads)
        return;
    m_heads = std::move(heads);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void FactsTable::removeMissing(const std::vector<RowFacts> &wanted)
{
    const QSet<QString> keep = idsOf(wanted);
    // Neighbours go together: a filter takes thousands away at once.
    for (auto last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        const auto isMissing = [&](int row) { return !keep.contains(m_rows[static_cast<std::size_t>(row)].id); };
        if (!isMissing(last))
            continue;
        int first = last;
        while (first > 0 && isMissing(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void FactsTable::appendNew(const std::vector<RowFacts> &wanted)
{
    const QSet<QString> have = idsOf(m_rows);
    std::vector<RowFacts> fresh;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(fresh),
                 [&](const RowFacts &row) { return !have.contains(row.id); });
    if (fresh.empty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

/// By now both hold the same ids.
void FactsTable::reorder(const std::vector<RowFacts> &wanted)
{
    const bool inOrder = std::equal(m_rows.begin(), m_rows.end(), wanted.begin(), wanted.end(),
                                    [](const RowFacts &a, const RowFacts &b) { return a.id == b.id; });
    if (inOrder)
        return;
    Q_EMIT layoutAboutToBeChanged();
    QHash<QString, int> place;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        place.insert(wanted[i].id, static_cast<int>(i));
    QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &index : from)
        to << createIndex(place.value(m_rows[static_cast<std::size_t>(index.row())].id), index.column());
    std::sort(m_rows.begin(), m_rows.end(),
              [&](const RowFacts &a, const RowFacts &b) { return place.value(a.id) < place.value(b.id); });
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
}

void FactsTable::takeOver(std::vector<RowFacts> &&wanted)
{
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (m_rows[i] == wanted[i])
            continue;
        first = first < 0 ? static_cast<int>(i) : first;
        last = static_cast<int>(i);
    }
    m_rows = std::move(wanted);
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

int FactsTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FactsTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_heads.size());
}

QVariant FactsTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RowFacts &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == IdRole)
        return row.id;
    if (role == StaleRole)
        return row.stale;
    if (role == TintRole)
        return row.tint == Health::Normal ? QVariant() : QVariant(static_cast<int>(row.tint));
    const auto column = static_cast<std::size_t>(index.column());
    return column < row.cells.size() ? row.cells[column].forRole(role) : QVariant();
}

QVariant FactsTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnHead &head = m_heads[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return head.title;
    if (role == Qt::TextAlignmentRole)
        return int((head.figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace surgedeck
