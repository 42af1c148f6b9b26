// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstable.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr auto gone = static_cast<std::size_t>(-1); ///< the place of a row that is about to be taken away

} // namespace

FactsTable::FactsTable(std::vector<ColumnHead> heads, QObject *parent)
    : QAbstractTableModel(parent)
    , m_heads(std::move(heads))
{
}

void FactsTable::setRows(std::vector<RowFacts> rows)
{
    std::vector<Row> wanted;
    wanted.reserve(rows.size());
    for (RowFacts &row : rows)
        wanted.push_back({row.id, 0, std::move(row)});
    m_make = {};
    update(wanted);
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        auto &facts = wanted[m_rows[i].place].facts;
        if (m_rows[i].facts == facts)
            continue;
        m_rows[i].facts = std::move(facts);
        first = first < 0 ? static_cast<int>(i) : first;
        last = static_cast<int>(i);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void FactsTable::setRowsToMake(RowsToMake rows)
{
    std::vector<Row> wanted;
    wanted.reserve(rows.ids.size());
    for (QString &id : rows.ids)
        wanted.push_back({std::move(id)});
    m_make = std::move(rows.make);
    for (Row &row : m_rows)
        row.facts.reset();
    update(wanted);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// Afterwards every row that is wanted is there once, and knows its place among them.
void FactsTable::update(const std::vector<Row> &wanted)
{
    QHash<QString, std::size_t> places;
    places.reserve(static_cast<qsizetype>(wanted.size()));
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!places.contains(wanted[i].id))
            places.insert(wanted[i].id, i);
    removeMissing(places);
    appendNew(wanted, places);
    if (!m_held)
        reorder();
}

const RowFacts &FactsTable::facts(int row) const
{
    const Row &wanted = m_rows[static_cast<std::size_t>(row)];
    if (!wanted.facts)
        wanted.facts = m_make && wanted.place != gone ? m_make(wanted.place) : RowFacts{wanted.id, {}};
    return *wanted.facts;
}

QModelIndex FactsTable::indexOf(const QString &id) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row &entry) { return entry.id == id; });
    return row == m_rows.end() ? QModelIndex() : index(static_cast<int>(row - m_rows.begin()), 0);
}

void FactsTable::setOrderHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held)
        reorder();
}

int FactsTable::movedRows() const
{
    std::vector<std::size_t> places;
    places.reserve(m_rows.size());
    for (const Row &row : m_rows)
        places.push_back(row.place);
    std::vector<std::size_t> sorted = places;
    std::sort(sorted.begin(), sorted.end());
    int moved = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        moved += places[i] == sorted[i] ? 0 : 1;
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

void FactsTable::removeMissing(const QHash<QString, std::size_t> &places)
{
    for (Row &row : m_rows)
        row.place = places.value(row.id, gone);
    // Neighbours go together: a filter takes thousands away at once.
    for (auto last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        const auto isMissing = [&](int row) { return m_rows[static_cast<std::size_t>(row)].place == gone; };
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

void FactsTable::appendNew(const std::vector<Row> &wanted, const QHash<QString, std::size_t> &places)
{
    std::vector<bool> present(wanted.size(), false);
    for (const Row &row : m_rows)
        present[row.place] = true;
    std::vector<Row> fresh;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!present[i] && places.value(wanted[i].id) == i) // not the second of one id
            fresh.push_back({wanted[i].id, i, wanted[i].facts});
    if (fresh.empty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endInsertRows();
}

void FactsTable::reorder()
{
    const auto before = [](const Row &a, const Row &b) { return a.place < b.place; };
    if (std::is_sorted(m_rows.begin(), m_rows.end(), before))
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    std::vector<std::size_t> places;
    for (const QModelIndex &index : from)
        places.push_back(m_rows[static_cast<std::size_t>(index.row())].place);
    std::sort(m_rows.begin(), m_rows.end(), before);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i) {
        const auto row =
            std::lower_bound(m_rows.begin(), m_rows.end(), Row{{}, places[static_cast<std::size_t>(i)]}, before);
        to << createIndex(static_cast<int>(row - m_rows.begin()), from[i].column());
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
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
    if (role == IdRole)
        return id(index.row());
    const RowFacts &row = facts(index.row());
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
