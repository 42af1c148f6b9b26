// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/lockgraph.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostParticipants = 2'000;
constexpr std::size_t mostBlockers = 16;
constexpr std::size_t mostUndescribed = 200;

/// Table and record locks by the first word of their mode: IS, IX, S, X, AUTO_INC. Source: MySQL 8.0 manual, "InnoDB
/// Locking", the table of conflicts.
bool conflict(const QString &a, const QString &b)
{
    const auto base = [](const QString &mode) { return mode.section(u',', 0, 0).section(u' ', 0, 0); };
    const QString first = base(a);
    const QString second = base(b);
    if (first.isEmpty() || second.isEmpty())
        return true;
    const auto intention = [](const QString &mode) { return mode.startsWith(u'I') || mode.startsWith(u'A'); };
    if (first == QStringLiteral("X") || second == QStringLiteral("X"))
        return true;
    if (first == second)
        return first.startsWith(u'A');
    const bool sharedOnly = (first == QStringLiteral("S") || first == QStringLiteral("IS")) &&
                            (second == QStringLiteral("S") || second == QStringLiteral("IS"));
    return !sharedOnly && !(intention(first) && intention(second));
}

struct Queue
{
    std::vector<const LockHold *> holds;
    std::vector<const Transaction *> waiting; ///< the longest first
};

using Queues = std::unordered_map<QString, Queue>;

Queues queuesOf(const EngineState &state)
{
    Queues queues;
    for (const Transaction &transaction : state.transactions) {
        if (transaction.request)
            queues[transaction.request->resource].waiting.push_back(&transaction);
    }
    for (const LockHold &hold : state.holds) {
        if (const auto queue = queues.find(hold.resource); queue != queues.end())
            queue->second.holds.push_back(&hold);
    }
    for (auto &[resource, queue] : queues) {
        std::stable_sort(queue.waiting.begin(), queue.waiting.end(), [](const auto *a, const auto *b) {
            return a->waitAge.value_or(Milliseconds(0)) > b->waitAge.value_or(Milliseconds(0));
        });
    }
    return queues;
}

/// Nobody, when the holders of this resource are not known: the first waiter is not to blame for them.
std::vector<QString> blockersOf(const Transaction &waiter, const Queue &queue)
{
    const Transaction *first = queue.waiting.front();
    std::vector<QString> blockers;
    for (const LockHold *hold : queue.holds) {
        const bool inTheWay = &waiter == first || conflict(waiter.request->mode, hold->mode);
        const bool seen = std::find(blockers.begin(), blockers.end(), hold->transaction) != blockers.end();
        if (inTheWay && !seen && hold->transaction != waiter.id && blockers.size() < mostBlockers)
            blockers.push_back(hold->transaction);
    }
    if (blockers.empty() && !queue.holds.empty() && &waiter != first)
        blockers.push_back(first->id);
    return blockers;
}

/// Collects participants under the id that people see.
class GraphMaker
{
public:
    explicit GraphMaker(const LockGraphParts &parts)
        : m_parts(parts)
    {
        for (const SessionRow &session : parts.sessions)
            m_sessions.emplace(session.id, &session);
        for (const Transaction &transaction : parts.engine.transactions) {
            m_transactions.emplace(transaction.id, &transaction);
            if (transaction.thread != 0)
                m_byThread.emplace(transaction.thread, &transaction);
        }
    }

    LockGraph make()
    {
        for (const RowWait &wait : m_parts.rowWaits)
            addRowWait(wait);
        for (const MetadataWait &wait : m_parts.metadataWaits)
            addMetadataWait(wait);
        LockGraph graph;
        for (auto &[id, participant] : m_participants)
            graph.participants.push_back(std::move(participant));
        std::sort(graph.participants.begin(), graph.participants.end(), &GraphMaker::before);
        if (graph.participants.size() > mostParticipants)
            graph.participants.resize(mostParticipants);
        return graph;
    }

private:
    static bool before(const LockParticipant &a, const LockParticipant &b)
    {
        const bool aRoot = a.blockedBy.empty();
        const bool bRoot = b.blockedBy.empty();
        if (aRoot != bRoot)
            return aRoot;
        return a.age != b.age ? a.age.value_or(Milliseconds(0)) > b.age.value_or(Milliseconds(0)) : a.id < b.id;
    }

    void addRowWait(const RowWait &wait)
    {
        LockParticipant &waiter = m_participants[idOf(*wait.waiter)];
        describe(waiter, *wait.waiter);
        waiter.object = wait.waiter->request->object;
        waiter.mode = wait.waiter->request->mode;
        waiter.state = QStringLiteral("waiting");
        waiter.age = wait.waiter->waitAge;
        for (const QString &blocker : wait.blockers)
            waiter.blockedBy.push_back(addHolder(blocker));
    }

    QString addHolder(const QString &transactionId)
    {
        const auto found = m_transactions.find(transactionId);
        const Transaction unknown{transactionId, 0, false, {}, {}, {}, {}, 0};
        const Transaction &holder = found == m_transactions.end() ? unknown : *found->second;
        LockParticipant &participant = m_participants[idOf(holder)];
        if (participant.id.isEmpty())
            describe(participant, holder);
        return participant.id;
    }

    void addMetadataWait(const MetadataWait &wait)
    {
        LockParticipant &waiter = m_participants[QString::number(wait.session)];
        describeSession(waiter, wait.session);
        waiter.object = wait.table;
        waiter.mode = wait.mode;
        waiter.state = QStringLiteral("waiting");
        if (const auto session = m_sessions.find(wait.session); session != m_sessions.end())
            waiter.age = session->second->age;
        for (const quint64 blocker : wait.blockers) {
            LockParticipant &holder = m_participants[QString::number(blocker)];
            if (holder.id.isEmpty())
                describeSession(holder, blocker);
            waiter.blockedBy.push_back(holder.id);
        }
    }

    void describeSession(LockParticipant &participant, quint64 thread)
    {
        if (const auto transaction = m_byThread.find(thread); transaction != m_byThread.end())
            return describe(participant, *transaction->second);
        describe(participant, Transaction{{}, thread, false, {}, {}, {}, {}, 0});
    }

    void describe(LockParticipant &participant, const Transaction &transaction)
    {
        participant.id = idOf(transaction);
        participant.rowsModified = transaction.rowsModified;
        participant.age = transaction.age;
        if (transaction.thread == 0) {
            participant.state = isPrepared(transaction) ? QStringLiteral("prepared transaction, no session")
                                                        : QStringLiteral("transaction without a session");
            return;
        }
        participant.application = m_parts.programNames.value(transaction.thread);
        const auto session = m_sessions.find(transaction.thread);
        if (session == m_sessions.end())
            return;
        participant.user = session->second->user;
        participant.text = session->second->text;
        const bool idle = session->second->command == QStringLiteral("Sleep");
        participant.state = idle ? QStringLiteral("idle in transaction") : QStringLiteral("active");
        if (!participant.age)
            participant.age = session->second->age;
    }

    bool isPrepared(const Transaction &transaction) const
    {
        return transaction.prepared || !m_parts.preparedNames.isEmpty();
    }

    /// A prepared transaction has the name that XA COMMIT and XA ROLLBACK want, when there is no doubt which one it is.
    QString idOf(const Transaction &transaction) const
    {
        if (transaction.thread != 0)
            return QString::number(transaction.thread);
        if (m_parts.preparedNames.size() == 1 && isPrepared(transaction))
            return QStringLiteral("xa %1").arg(m_parts.preparedNames.front());
        return QStringLiteral("trx %1").arg(transaction.id);
    }

    const LockGraphParts &m_parts;
    std::unordered_map<quint64, const SessionRow *> m_sessions;
    std::unordered_map<QString, const Transaction *> m_transactions;
    std::unordered_map<quint64, const Transaction *> m_byThread;
    std::unordered_map<QString, LockParticipant> m_participants;
};

std::vector<const Transaction *> blockersWithin(const LockGraphParts &parts)
{
    std::unordered_set<QString> wanted;
    for (const RowWait &wait : parts.rowWaits)
        wanted.insert(wait.blockers.begin(), wait.blockers.end());
    std::vector<const Transaction *> blockers;
    for (const Transaction &transaction : parts.engine.transactions) {
        if (wanted.contains(transaction.id))
            blockers.push_back(&transaction);
    }
    return blockers;
}

} // namespace

std::vector<RowWait> rowWaits(const EngineState &state)
{
    const Queues queues = queuesOf(state);
    std::vector<RowWait> waits;
    for (const Transaction &transaction : state.transactions) {
        if (!transaction.request)
            continue;
        const Queue &queue = queues.at(transaction.request->resource);
        waits.push_back({&transaction, blockersOf(transaction, queue)});
    }
    return waits;
}

LockGraph lockGraph(const LockGraphParts &parts)
{
    return GraphMaker(parts).make();
}

std::vector<quint64> undescribedBlockers(const LockGraphParts &parts)
{
    std::unordered_set<quint64> described;
    for (const SessionRow &session : parts.sessions)
        described.insert(session.id);
    std::vector<quint64> missing;
    const auto note = [&](quint64 session) {
        if (session != 0 && missing.size() < mostUndescribed && described.insert(session).second)
            missing.push_back(session);
    };
    for (const Transaction *transaction : blockersWithin(parts))
        note(transaction->thread);
    for (const MetadataWait &wait : parts.metadataWaits)
        for (const quint64 blocker : wait.blockers)
            note(blocker);
    return missing;
}

bool hasBlockerWithoutSession(const LockGraphParts &parts)
{
    const auto blockers = blockersWithin(parts);
    return std::any_of(blockers.begin(), blockers.end(), [](const Transaction *t) { return t->thread == 0; });
}

} // namespace surgedeck::mysql
