// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstree.h"

namespace surgedeck {

struct FactsTree::Node
{
    RowFacts facts;
    Node *parent = nullptr;
    int place = 0; ///< among its siblings
    std::vector<std::unique_ptr<Node>> children;
};

FactsTree::FactsTree(std::vector<ColumnHead> heads, QObject *parent)
    : QAbstractItemModel(parent)
    , m_heads(std::move(heads))
    , m_top(std::make_unique<Node>())
{
}

FactsTree::~FactsTree() = default;

std::vector<std::unique_ptr<FactsTree::Node>> FactsTree::grow(const std::vector<TreeRowFacts> &rows)
{
    std::vector<std::unique_ptr<Node>> roots;
    std::vector<Node *> path; // the last node of each depth
    for (const TreeRowFacts &row : rows) {
        auto node = std::make_unique<Node>();
        node->facts = row.row;
        const auto depth = std::min(static_cast<std::size_t>(std::max(row.depth, 0)), path.size());
        path.resize(depth);
        node->parent = depth == 0 ? nullptr : path.back();
        auto &siblings = depth == 0 ? roots : path.back()->children;
        node->place = static_cast<int>(siblings.size());
        path.push_back(node.get());
        siblings.push_back(std::move(node));
    }
    return roots;
}

bool FactsTree::sameShape(const Node &a, const Node &b)
{
    if (a.facts.id != b.facts.id || a.children.size() != b.children.size())
        return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!sameShape(*a.children[i], *b.children[i]))
            return false;
    return true;
}

void FactsTree::setRows(const std::vector<TreeRowFacts> &rows)
{
    auto wanted = grow(rows);
    auto &roots = m_top->children;
    while (roots.size() > wanted.size()) {
        const auto last = static_cast<int>(roots.size()) - 1;
        beginRemoveRows({}, last, last);
        roots.pop_back();
        endRemoveRows();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < roots.size() && sameShape(*roots[i], *wanted[i]))
            refresh(*roots[i], *wanted[i]);
        else
            replaceRoot(static_cast<int>(i), std::move(wanted[i]));
    }
}

void FactsTree::replaceRoot(int at, std::unique_ptr<Node> wanted)
{
    auto &roots = m_top->children;
    const auto place = static_cast<std::size_t>(at);
    if (place < roots.size()) {
        beginRemoveRows({}, at, at);
        roots.erase(roots.begin() + at);
        for (std::size_t i = place; i < roots.size(); ++i)
            roots[i]->place = static_cast<int>(i);
        endRemoveRows();
    }
    beginInsertRows({}, at, at);
    wanted->parent = m_top.get();
    wanted->place = at;
    roots.insert(roots.begin() + at, std::move(wanted));
    for (std::size_t i = place; i < roots.size(); ++i)
        roots[i]->place = static_cast<int>(i);
    endInsertRows();
}

void FactsTree::refresh(Node &node, const Node &wanted)
{
    if (node.facts != wanted.facts) {
        node.facts = wanted.facts;
        Q_EMIT dataChanged(indexOf(node, 0), indexOf(node, columnCount() - 1));
    }
    for (std::size_t i = 0; i < node.children.size(); ++i)
        refresh(*node.children[i], *wanted.children[i]);
}

QModelIndex FactsTree::indexOf(const Node &node, int column) const
{
    return createIndex(node.place, column, &node);
}

const FactsTree::Node &FactsTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const Node *>(index.constInternalPointer()) : *m_top;
}

QModelIndex FactsTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return indexOf(*nodeAt(parent).children[static_cast<std::size_t>(row)], column);
}

QModelIndex FactsTree::parent(const QModelIndex &child) const
{
    const Node *above = child.isValid() ? nodeAt(child).parent : nullptr;
    return above && above != m_top.get() ? indexOf(*above, 0) : QModelIndex();
}

int FactsTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent).children.size());
}

int FactsTree::columnCount(const QModelIndex &) const
{
    return static_cast<int>(m_heads.size());
}

QVariant FactsTree::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RowFacts &row = nodeAt(index).facts;
    if (role == IdRole)
        return row.id;
    if (role == StaleRole)
        return row.stale;
    if (role == TintRole)
        return row.tint == Health::Normal ? QVariant() : QVariant(static_cast<int>(row.tint));
    const auto column = static_cast<std::size_t>(index.column());
    return column < row.cells.size() ? row.cells[column].forRole(role) : QVariant();
}

QVariant FactsTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return m_heads[static_cast<std::size_t>(section)].title;
}

} // namespace surgedeck
