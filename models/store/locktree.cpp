// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/locktree.h"

#include <QHash>

#include <algorithm>
#include <bitset>
#include <numeric>
#include <optional>

namespace surgedeck {

namespace {

constexpr std::size_t mostParticipants = 10'240;
using Index = std::size_t;
using Members = std::bitset<mostParticipants>;

/// The graph with indices in place of ids.
class Graph
{
public:
    explicit Graph(const LockGraph &graph);

    std::vector<LockNode> inReadingOrder();

private:
    std::optional<Index> indexOf(const QString &id);
    void connect(const std::vector<LockParticipant> &participants);
    void countBlocked();
    void placeUnder(Index root, std::vector<LockNode> &order);
    std::vector<Index> sortedBy(std::vector<Index> indices) const;

    QHash<QString, Index> m_index; ///< counted from 1
    std::vector<Index> m_given;    ///< of the participants, as far as there is room
    std::vector<LockNode> m_nodes;
    std::vector<std::vector<Index>> m_waiters; ///< who waits directly for this one
    std::vector<std::size_t> m_blockers;       ///< how many it waits for directly
    std::vector<bool> m_placed;
};

Graph::Graph(const LockGraph &graph)
{
    const std::size_t expected = std::min(graph.participants.size(), mostParticipants);
    m_index.reserve(static_cast<qsizetype>(expected));
    m_nodes.reserve(expected);
    m_waiters.reserve(expected);
    m_blockers.reserve(expected);
    for (const LockParticipant &participant : graph.participants) {
        if (m_nodes.size() >= mostParticipants)
            break;
        const Index index = *indexOf(participant.id);
        m_nodes[index].participant = participant;
        m_given.push_back(index);
    }
    connect(graph.participants);
    countBlocked();
}

/// Of a new one if it is not there; empty: there is no room. An id is hashed once: that is a third of the whole tree.
std::optional<Index> Graph::indexOf(const QString &id)
{
    Index &known = m_index[id];
    if (known > 0)
        return known - 1;
    if (m_nodes.size() >= mostParticipants)
        return std::nullopt;
    LockNode node;
    node.participant.id = id;
    m_nodes.push_back(std::move(node));
    m_waiters.emplace_back();
    m_blockers.push_back(0);
    known = m_nodes.size();
    return known - 1;
}

void Graph::connect(const std::vector<LockParticipant> &participants)
{
    for (std::size_t i = 0; i < m_given.size(); ++i)
        for (const QString &blockerId : participants[i].blockedBy)
            if (const auto blocker = indexOf(blockerId)) {
                m_waiters[*blocker].push_back(m_given[i]);
                m_blockers[m_given[i]] += 1;
            }
}

/// Everybody below everybody, by handing sets of waiters up from those who block nobody. What is never reached that way
/// stands in a cycle or above one, and is walked by itself.
void Graph::countBlocked()
{
    const std::size_t count = m_nodes.size();
    std::vector<std::vector<Index>> blockersOf(count);
    std::vector<std::size_t> open(count);
    for (Index blocker = 0; blocker < count; ++blocker) {
        open[blocker] = m_waiters[blocker].size();
        for (const Index waiter : m_waiters[blocker])
            blockersOf[waiter].push_back(blocker);
    }
    std::vector<Members> below(count);
    std::vector<Index> ready;
    for (Index index = 0; index < count; ++index)
        if (open[index] == 0)
            ready.push_back(index);
    std::vector<bool> done(count, false);
    while (!ready.empty()) {
        const Index index = ready.back();
        ready.pop_back();
        done[index] = true;
        for (const Index blocker : blockersOf[index]) {
            below[blocker] |= below[index];
            below[blocker].set(index);
            if (--open[blocker] == 0)
                ready.push_back(blocker);
        }
    }
    for (Index index = 0; index < count; ++index) {
        if (!done[index]) {
            std::vector<Index> walk{index};
            while (!walk.empty()) {
                const Index at = walk.back();
                walk.pop_back();
                for (const Index waiter : m_waiters[at]) {
                    if (below[index].test(waiter))
                        continue;
                    below[index].set(waiter);
                    walk.push_back(waiter);
                }
            }
            m_nodes[index].cycle = below[index].test(index);
            below[index].reset(index);
        }
        m_nodes[index].blocks = static_cast<int>(below[index].count());
        m_nodes[index].root = m_blockers[index] == 0 && m_nodes[index].blocks > 0;
    }
}

std::vector<Index> Graph::sortedBy(std::vector<Index> indices) const
{
    std::stable_sort(indices.begin(), indices.end(), [this](Index a, Index b) {
        const LockNode &left = m_nodes[a];
        const LockNode &right = m_nodes[b];
        if (left.blocks != right.blocks)
            return left.blocks > right.blocks;
        return left.participant.age.value_or(Milliseconds{0}) > right.participant.age.value_or(Milliseconds{0});
    });
    return indices;
}

void Graph::placeUnder(Index root, std::vector<LockNode> &order)
{
    m_nodes[root].depth = 0;
    std::vector<Index> stack{root};
    m_placed[root] = true;
    while (!stack.empty()) {
        const Index at = stack.back();
        stack.pop_back();
        order.push_back(std::move(m_nodes[at])); // its counts, age and depth, which others are placed by, stay
        std::vector<Index> waiters = sortedBy(m_waiters[at]);
        std::reverse(waiters.begin(), waiters.end());
        for (const Index waiter : waiters) {
            if (m_placed[waiter])
                continue;
            m_placed[waiter] = true;
            m_nodes[waiter].depth = m_nodes[at].depth + 1;
            stack.push_back(waiter);
        }
    }
}

std::vector<LockNode> Graph::inReadingOrder()
{
    m_placed.assign(m_nodes.size(), false);
    std::vector<Index> all(m_nodes.size());
    std::iota(all.begin(), all.end(), Index{0});
    all = sortedBy(std::move(all));
    std::vector<LockNode> order;
    order.reserve(m_nodes.size());
    for (const Index index : all)
        if (m_nodes[index].root)
            placeUnder(index, order);
    for (const Index index : all)
        if (!m_placed[index])
            placeUnder(index, order);
    return order;
}

} // namespace

std::vector<LockNode> lockTree(const LockGraph &graph)
{
    return Graph(graph).inReadingOrder();
}

} // namespace surgedeck
