// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/lockgraph.h"

#include <QStringList>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace surgedeck::postgres {

namespace {

constexpr std::size_t mostParticipants = 2000;
constexpr std::size_t mostBlockers = 50;

struct Waiter
{
    const LockRow *row = nullptr;
    std::vector<QString> blockers;
};

/// The locks on one object.
struct Queue
{
    std::vector<const LockRow *> holders;
    std::vector<const LockRow *> waiters; ///< the longest waiting first
};

class GraphBuilder
{
public:
    explicit GraphBuilder(const LockTable &table)
        : m_table(table)
    {
    }

    LockGraph build()
    {
        queueUp();
        for (const auto &[key, queue] : m_queues)
            for (const LockRow *row : queue.waiters)
                addWaiter(*row, queue);
        LockGraph graph;
        graph.waiters = static_cast<int>(m_waiters.size());
        for (const QString &id : chosen())
            graph.participants.push_back(participant(id));
        graph.cannotTell = doubts(graph).join(QStringLiteral("; "));
        return graph;
    }

private:
    void queueUp()
    {
        for (const LockRow &row : m_table.rows) {
            Queue &queue = m_queues[row.target.key];
            (row.granted ? queue.holders : queue.waiters).push_back(&row);
            if (row.granted && row.target.kind == LockTarget::Kind::Tuple)
                m_tupleOf[row.owner] = &row.target;
        }
        const auto longer = [](const LockRow *a, const LockRow *b) { return a->waiting > b->waiting; };
        for (auto &[key, queue] : m_queues)
            std::stable_sort(queue.waiters.begin(), queue.waiters.end(), longer);
    }

    void addWaiter(const LockRow &row, const Queue &queue)
    {
        Waiter &waiter = m_waiters[row.owner];
        waiter.row = &row;
        for (const LockRow *holder : queue.holders)
            if (conflicts(holder->mode, row.mode))
                addBlocker(waiter, *holder);
        // A queue behind a row would be a chain as long as itself; its holder is what it waits for.
        if (waiter.blockers.empty() || row.target.kind == LockTarget::Kind::Relation)
            addFirstInQueue(waiter, queue);
    }

    void addFirstInQueue(Waiter &waiter, const Queue &queue)
    {
        for (const LockRow *ahead : queue.waiters) {
            if (ahead == waiter.row)
                return;
            if (ahead->owner != waiter.row->owner && conflicts(ahead->mode, waiter.row->mode))
                return addBlocker(waiter, *ahead);
        }
    }

    void addBlocker(Waiter &waiter, const LockRow &by)
    {
        const bool known = std::find(waiter.blockers.begin(), waiter.blockers.end(), by.owner) != waiter.blockers.end();
        if (by.owner == waiter.row->owner || known)
            return;
        if (waiter.blockers.size() >= mostBlockers) {
            m_moreBlockers = true;
            return;
        }
        waiter.blockers.push_back(by.owner);
        m_heldFor.try_emplace(by.owner, std::pair(&by, waiter.row));
    }

    /// Those who block, then the waiters, the longest waiting first.
    std::vector<QString> chosen()
    {
        std::vector<QString> order;
        for (const auto &[id, held] : m_heldFor)
            order.push_back(id);
        std::vector<const LockRow *> rest;
        for (const auto &[id, waiter] : m_waiters)
            if (!m_heldFor.contains(id))
                rest.push_back(waiter.row);
        std::stable_sort(rest.begin(), rest.end(),
                         [](const LockRow *a, const LockRow *b) { return a->waiting > b->waiting; });
        for (const LockRow *row : rest)
            order.push_back(row->owner);
        m_tooMany = order.size() > mostParticipants;
        order.resize(std::min(order.size(), mostParticipants));
        do {
            m_chosen = {order.begin(), order.end()};
        } while (std::erase_if(order, [this](const QString &id) { return isOrphan(id); }) > 0);
        return order;
    }

    /// A waiter of whose blockers none is shown: it would look like a root.
    bool isOrphan(const QString &id)
    {
        const auto waiter = m_waiters.find(id);
        if (waiter == m_waiters.end())
            return false;
        std::erase_if(waiter->second.blockers, [this](const QString &by) { return !m_chosen.contains(by); });
        m_orphans += waiter->second.blockers.empty() ? 1 : 0;
        return waiter->second.blockers.empty();
    }

    LockParticipant participant(const QString &id) const
    {
        LockParticipant result;
        result.id = id;
        if (const auto owner = m_table.owners.find(id); owner != m_table.owners.end()) {
            result.state = owner->second.state;
            result.age = owner->second.transactionAge;
            result.user = owner->second.user;
            result.application = owner->second.application;
            result.text = owner->second.text;
        }
        if (const auto waiter = m_waiters.find(id); waiter != m_waiters.end()) {
            const LockRow &row = *waiter->second.row;
            result.state = QStringLiteral("waiting");
            result.age = row.waiting;
            result.mode = row.modeWord;
            result.object = describe(row);
            result.blockedBy = waiter->second.blockers;
        } else if (const auto held = m_heldFor.find(id); held != m_heldFor.end()) {
            result.mode = held->second.first->modeWord;
            result.object = describe(*held->second.second);
        }
        return result;
    }

    /// Who waits for a transaction to end holds the lock on the row that it wants to change: that names the table.
    QString describe(const LockRow &row) const
    {
        const LockTarget *target = &row.target;
        if (const auto tuple = m_tupleOf.find(row.owner);
            tuple != m_tupleOf.end() && target->kind == LockTarget::Kind::Transaction)
            target = tuple->second;
        if (target->relation == 0)
            return target->words;
        const auto name = m_table.relations.find(target->relation);
        return target->words +
               (name != m_table.relations.end() ? name->second : QStringLiteral("relation %1").arg(target->relation));
    }

    QStringList doubts(const LockGraph &graph) const
    {
        QStringList words;
        if (m_table.truncated)
            words << QStringLiteral("the server holds more locks than are read");
        if (m_tooMany)
            words << QStringLiteral("only %1 participants are listed").arg(graph.participants.size());
        if (m_moreBlockers)
            words << QStringLiteral("only %1 blockers of a waiter are listed").arg(mostBlockers);
        if (m_orphans > 0)
            words << QStringLiteral("the blocker of %1 waiting sessions could not be seen").arg(m_orphans);
        return words;
    }

    const LockTable &m_table;
    std::unordered_map<QString, Queue> m_queues;
    std::unordered_map<QString, const LockTarget *> m_tupleOf;
    std::map<QString, Waiter> m_waiters;
    std::map<QString, std::pair<const LockRow *, const LockRow *>>
        m_heldFor; ///< the lock, and the first to wait for it
    std::set<QString> m_chosen;
    int m_orphans = 0;
    bool m_moreBlockers = false;
    bool m_tooMany = false;
};

} // namespace

LockGraph buildLockGraph(const LockTable &table)
{
    return GraphBuilder(table).build();
}

} // namespace surgedeck::postgres
