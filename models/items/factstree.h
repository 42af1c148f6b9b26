// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"

#include <QAbstractItemModel>

#include <memory>

namespace surgedeck {

/// A row and how deep it stands: rows come in reading order, a row hangs from the nearest row above it that is less deep.
struct TreeRowFacts
{
    RowFacts row;
    int depth = 0;
    bool operator==(const TreeRowFacts &) const = default;
};

/// A short tree of rows that are computed elsewhere and replaced as a whole. While its shape (ids and depths) stays, only
/// changed data is announced; top level rows whose shape changed are taken out and put back. Never reset. GUI thread.
class FactsTree final : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit FactsTree(std::vector<ColumnHead> heads, QObject *parent = nullptr);
    ~FactsTree() override;

    void setRows(const std::vector<TreeRowFacts> &rows);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    static std::vector<std::unique_ptr<Node>> grow(const std::vector<TreeRowFacts> &rows);
    static bool sameShape(const Node &a, const Node &b);
    void replaceRoot(int at, std::unique_ptr<Node> wanted);
    void refresh(Node &node, const Node &wanted);
    QModelIndex indexOf(const Node &node, int column) const;
    const Node &nodeAt(const QModelIndex &index) const;

    std::vector<ColumnHead> m_heads;
    std::unique_ptr<Node> m_top;
};

} // namespace surgedeck
