// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/enginereader.h"

#include "connectors/mysql/enginestatus.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr int fewWaiters = 64; // 2 ms of the server for the tables
constexpr Milliseconds graphCadence{5000};
constexpr int inverseDuty = 100;
constexpr qsizetype mostResources = 20;

Milliseconds cadenceFor(std::chrono::nanoseconds cost)
{
    return std::max(graphCadence, std::chrono::duration_cast<Milliseconds>(cost * inverseDuty));
}

} // namespace

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
    const auto costBefore = context.session.cost().inFlight;
    const bool linear = context.statements.engineStatus.isEmpty();
    if (linear || waiters <= fewWaiters) {
        SURGEDECK_CHECK(readTables(context, due ? Tables::TransactionsAndLocks : Tables::Transactions));
    } else if (due) {
        SURGEDECK_CHECK(readStatus(context, trust));
    }
    if (due)
        m_nextLocks = m_clock.monotonic() + cadenceFor(context.session.cost().inFlight - costBefore);
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

Status EngineReader::readStatus(const PollContext &context, Trust trust)
{
    keepLocks({});
    if (trust == Trust::TablesOnly)
        return resolveByTables(context);
    SURGEDECK_TRY(answer, context.tryQuery(context.statements.engineStatus));
    if (!answer || answer->rows.empty())
        return resolveByTables(context);
    keepLocks(readEngineStatus(answer->rows.front().bytes(2)));
    m_transactions = m_locks;
    m_readAt = m_clock.monotonic();
    return m_locks.holdsKnown && m_locks.complete ? ok() : resolveByTables(context);
}

/// The tables, when they may be read again. Until then what the text said stands, with what it left open.
Status EngineReader::resolveByTables(const PollContext &context)
{
    if (m_nextTables && m_clock.monotonic() < *m_nextTables) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*m_nextTables - m_clock.monotonic());
        m_cannotTell =
            QStringLiteral("not every holder is known: reading the lock tables now would hold up the server; "
                           "they are read in %1 s")
                .arg(seconds.count());
        return ok();
    }
    const auto costBefore = context.session.cost().inFlight;
    SURGEDECK_CHECK(readTables(context, Tables::TransactionsAndLocks));
    m_nextTables = m_clock.monotonic() + cadenceFor(context.session.cost().inFlight - costBefore);
    return ok();
}

void EngineReader::distrust()
{
    m_transactions = {};
    m_locks = {};
    m_locksRead = false;
    m_nextLocks.reset();
}

void EngineReader::reset()
{
    distrust();
    m_nextTables.reset();
    m_lastWaiters = 0;
}

} // namespace surgedeck::mysql
