// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>

namespace surgedeck {

/// Rows whose facts are made when somebody looks: of 5,000 thirty are seen.
struct RowsToMake
{
    std::vector<QString> ids{};
    std::function<RowFacts(std::size_t)>
        make{}; ///< of ids[i]; owns what it reads, for it is asked for until the next update
};

/// A table of rows that are computed elsewhere and replaced as a whole. It tells views only what changed: rows come, go
/// and move by their id, and one range of changed data is announced per update, so that selection, scrolling and the
/// focus of a screen reader survive. Never reset. GUI thread.
class FactsTable final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FactsTable(std::vector<ColumnHead> heads, QObject *parent = nullptr);

    /// Ids must be unique; of two rows with one id the first is kept.
    void setRows(std::vector<RowFacts> rows);
    /// All of them count as changed each time.
    void setRowsToMake(RowsToMake rows);
    /// Other words in the heads; as many as before.
    void setHeads(std::vector<ColumnHead> heads);
    const QString &id(int row) const { return m_rows[std::size_t(row)].id; }
    const RowFacts &facts(int row) const;
    /// The first cell of the row; invalid: it is not there.
    QModelIndex indexOf(const QString &id) const;
    /// While held, rows change but keep their places, and new ones come last; then all take the order that was wanted.
    void setOrderHeld(bool held);
    /// How many rows do not stand where they belong.
    int movedRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString id;
        std::size_t place = 0;                   ///< among the rows that were wanted
        mutable std::optional<RowFacts> facts{}; ///< empty: not made yet
    };

    void update(const std::vector<Row> &wanted);
    void removeMissing(const QHash<QString, std::size_t> &places);
    void appendNew(const std::vector<Row> &wanted, const QHash<QString, std::size_t> &places);
    void reorder();

    std::vector<ColumnHead> m_heads;
    std::vector<Row> m_rows;
    std::function<RowFacts(std::size_t)> m_make;
    bool m_held = false;
};

} // namespace surgedeck
