// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/enginereader.h"

#include "connectors/mysql/enginestatus.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr int fewWaiters = 64; // 2 ms of the server for the tables
constexpr Milliseconds graphCadence{5000};
constexpr int inverseDuty = 300; ///< of the server's time, for the text and for the tables: together under 1 %
constexpr qsizetype mostResources = 20;
constexpr qsizetype mostSuspects = 8;

} // namespace

MonoTime nextGraph(const EngineState &graph, const GraphLook &look)
{
    if (2 * graph.waiters() < look.waiters)
        return look.at;
    const MonoTime bearable = look.at + look.cost * inverseDuty, usual = std::max(look.at + graphCadence, bearable);
    return !graph.holdsKnown && look.tables ? std::min(usual, std::max(*look.tables, bearable)) : usual;
}

Milliseconds EngineReader::age() const
{
    return m_readAt ? std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - *m_readAt) : Milliseconds(0);
}

bool EngineReader::locksDue(int waiters) const
{
    const bool isNew = m_lastWaiters == 0;
    return waiters > 0 && (isNew || !m_nextLocks || m_clock.monotonic() >= *m_nextLocks);
}

Status EngineReader::read(const PollContext &context, int waiters, Trust trust)
{
    const bool due = locksDue(waiters);
    m_lastWaiters = waiters;
    m_locksRead = false;
    if (context.statements.transactions.isEmpty())
        return ok();
    const bool status = !context.statements.engineStatus.isEmpty();
    const bool cheapTables = !status || waiters <= fewWaiters;
    const auto costBefore = context.session.cost().inFlight;
    if (due && status && trust == Trust::Status) {
        SURGEDECK_CHECK(readStatus(context));
    } else if (due && (cheapTables || tablesAllowed())) {
        SURGEDECK_CHECK(readTables(context, Tables::TransactionsAndLocks));
        tablesRead(context.session.cost().inFlight - costBefore);
    } else if (due) {
        keepLocks({});
        sayWhatIsOpen();
    } else if (cheapTables) {
        SURGEDECK_CHECK(readTables(context, Tables::Transactions));
    }
    if (due)
        m_nextLocks = nextGraph(
            m_locks, {m_clock.monotonic(), context.session.cost().inFlight - costBefore, waiters, m_nextTables});
    return ok();
}

/// Locks right after transactions: within 100 ms InnoDB answers both from one snapshot, and fills it once.
Status EngineReader::readTables(const PollContext &context, Tables tables)
{
    SURGEDECK_TRY(transactions, context.tryQuery(context.statements.transactions));
    if (!transactions)
        return ok();
    m_transactions = EngineState{readTransactions(*transactions), {}, true, false};
    m_readAt = m_clock.monotonic();
    return tables == Tables::TransactionsAndLocks ? readHolders(context) : ok();
}

void EngineReader::keepLocks(EngineState state)
{
    m_locks = std::move(state);
    m_locksRead = true;
    m_cannotTell.clear();
}

Status EngineReader::readHolders(const PollContext &context)
{
    keepLocks(m_transactions);
    if (!context.statements.lockWaits.isEmpty())
        return readLockWaits(context);
    Error refusal;
    SURGEDECK_TRY(locks, context.tryQuery(context.statements.rowLocks, &refusal));
    if (locks)
        addRowLocks(*locks, m_locks);
    else
        m_cannotTell = QStringLiteral("who holds the rows: %1").arg(refusal.message);
    return ok();
}

Status EngineReader::readLockWaits(const PollContext &context)
{
    QStringList ids;
    for (const QString &id : oldestRequests(m_locks.transactions, mostResources)) {
        // From the server, yet only digits and colons go back into a statement.
        if (std::all_of(id.begin(), id.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || c == u':'; }))
            ids << QStringLiteral("'%1'").arg(id);
    }
    if (ids.isEmpty())
        return ok();
    Error refusal;
    SURGEDECK_TRY(
        waits, context.tryQuery(
                   QString(context.statements.lockWaits).replace(QStringLiteral("%1"), ids.join(QStringLiteral(", "))),
                   &refusal));
    if (waits)
        addLockWaits(*waits, m_locks);
    else
        m_cannotTell = QStringLiteral("who holds the rows: %1").arg(refusal.message);
    return ok();
}

Status EngineReader::readStatus(const PollContext &context)
{
    keepLocks({});
    SURGEDECK_TRY(answer, context.tryQuery(context.statements.engineStatus));
    if (answer && !answer->rows.empty()) {
        keepLocks(readEngineStatus(answer->rows.front().bytes(2)));
        m_transactions = m_locks;
        m_readAt = m_clock.monotonic();
        addKnownHolds(m_seenHolds, m_locks);
    }
    if (!m_locks.holdsKnown || !m_locks.complete) {
        SURGEDECK_CHECK(completeByTables(context));
    }
    m_seenHolds = m_locks.holds;
    return ok();
}

bool EngineReader::tablesAllowed() const
{
    return !m_nextTables || m_clock.monotonic() >= *m_nextTables;
}

void EngineReader::tablesRead(std::chrono::nanoseconds cost)
{
    m_nextTables = m_clock.monotonic() + cost * inverseDuty;
}

/// The tables may be from before what the status text says: only holds that fit into it are taken. Where the text was
/// cut they stand in its place, when they tell more.
Status EngineReader::completeByTables(const PollContext &context)
{
    const EngineState text = m_locks;
    if (tablesAllowed()) {
        const auto costBefore = context.session.cost().inFlight;
        SURGEDECK_CHECK(readTables(context, Tables::TransactionsAndLocks));
        tablesRead(context.session.cost().inFlight - costBefore);
        const bool cut = !text.complete || text.transactions.empty();
        if (cut && m_locks.waiters() >= text.waiters())
            return ok();
        const auto holds = std::move(m_locks.holds);
        m_locks = m_transactions = text;
        addKnownHolds(holds, m_locks);
    }
    if (!m_locks.holdsKnown || !m_locks.complete)
        sayWhatIsOpen();
    return ok();
}

void EngineReader::sayWhatIsOpen()
{
    QStringList suspects;
    for (const quint64 suspect : m_locks.suspects) {
        if (suspects.size() < mostSuspects)
            suspects << QString::number(suspect);
    }
    m_cannotTell = suspects.isEmpty() ? QStringLiteral("not every holder is known")
                                      : QStringLiteral("not every holder is known; sessions that may be: %1")
                                            .arg(suspects.join(QStringLiteral(", ")));
    if (tablesAllowed())
        return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*m_nextTables - m_clock.monotonic());
    m_cannotTell += QStringLiteral("; reading the lock tables now would hold up the server, they are read in %1 s")
                        .arg(seconds.count());
}

void EngineReader::distrust()
{
    m_transactions = {};
    m_locks = {};
    m_locksRead = false;
    m_nextLocks.reset();
    m_seenHolds.clear();
}

void EngineReader::reset()
{
    distrust();
    m_nextTables.reset();
    m_lastWaiters = 0;
}

} // namespace surgedeck::mysql
