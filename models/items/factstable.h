// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"

#include <QAbstractTableModel>

namespace surgedeck {

/// A table of rows that are computed elsewhere and replaced as a whole. It tells views only what changed: rows come, go and
/// move by their id, and one range of changed data is announced per update, so that selection, scrolling and the focus of a
/// screen reader survive. Never reset. GUI thread.
class FactsTable final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FactsTable(std::vector<ColumnHead> heads, QObject *parent = nullptr);

    /// Ids must be unique; of two rows with one id the first is kept.
    void setRows(std::vector<RowFacts> rows);
    /// Other words in the heads; as many as before.
    void setHeads(std::vector<ColumnHead> heads);
    const std::vector<RowFacts> &rows() const { return m_rows; }
    /// While held, rows change but keep their places, and new ones come last; then all take the order that was wanted.
    void setOrderHeld(bool held);
    /// How many rows do not stand where they belong.
    int movedRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeMissing(const std::vector<RowFacts> &wanted);
    void appendNew(const std::vector<RowFacts> &wanted);
    void reorder(const std::vector<RowFacts> &wanted);
    void takeOver(std::vector<RowFacts> &&wanted);

    std::vector<ColumnHead> m_heads;
    std::vector<RowFacts> m_rows;
    std::vector<QString> m_wantedOrder; ///< ids
    bool m_held = false;
};

} // namespace surgedeck
