// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/pollcontext.h"
#include "connectors/mysql/transactions.h"

namespace surgedeck::mysql {

/// One look at the locks.
struct GraphLook
{
    MonoTime at;                    ///< when it was over
    std::chrono::nanoseconds cost;  ///< of the server's time
    int waiters = 0;                ///< by the server's own count
    std::optional<MonoTime> tables; ///< from when on the tables may be asked; nullopt: they were never
};

/// When the next graph is worth what one costs: after five seconds, later where looking takes the server long. At once
/// when `graph` contradicts the server's own count (the tables were from before the wait, or the wait has ended since),
/// and sooner when it leaves a holder open that the tables may tell. Pure.
MonoTime nextGraph(const EngineState &graph, const GraphLook &look);

/// Reads InnoDB's transactions and locks as often as they are worth what they cost. Up to 64 waiters the transactions
/// are read at every poll. When the graph is due it is read out of the engine's status, and where that leaves a holder
/// open, out of what the tables said and say now: they are asked once within 300 times their cost, because they cost
/// the square of the waiters, and while they are filled no session gets or frees a lock. MySQL from 8.0.1 has tables of
/// linear cost. Worker thread of its source.
class EngineReader
{
public:
    explicit EngineReader(const Clock &clock)
        : m_clock(clock)
    {
    }

    enum class Trust
    {
        Status,
        TablesOnly
    }; ///< TablesOnly: a statement on the server could deceive the reader of the text
    Status read(const PollContext &context, int waiters, Trust trust);

    /// The newest transactions, and how old they are.
    const EngineState &transactions() const { return m_transactions; }
    Milliseconds age() const;
    /// Transactions and locks of the last read that brought both; `locksRead`: it was the last one of all.
    const EngineState &locks() const { return m_locks; }
    bool locksRead() const { return m_locksRead; }
    /// What is missing from the locks; empty: nothing.
    const QString &cannotTell() const { return m_cannotTell; }
    /// Takes back locks that were read out of a text that turned out to be forged; the next read asks the tables.
    void distrust();
    /// A new connection: the server may be another one.
    void reset();

private:
    bool locksDue(int waiters) const;
    enum class Tables
    {
        Transactions,
        TransactionsAndLocks
    };
    Status readTables(const PollContext &context, Tables tables);
    Status readHolders(const PollContext &context);
    Status readLockWaits(const PollContext &context);
    void keepLocks(EngineState state);
    Status readStatus(const PollContext &context);
    bool tablesAllowed() const;
    void tablesRead(std::chrono::nanoseconds cost);
    Status completeByTables(const PollContext &context);
    void sayWhatIsOpen();

    const Clock &m_clock;
    EngineState m_transactions;
    EngineState m_locks;
    std::optional<MonoTime> m_readAt;
    std::optional<MonoTime> m_nextLocks;
    std::optional<MonoTime> m_nextTables;
    std::vector<LockHold> m_seenHolds; ///< of the last tables
    int m_lastWaiters = 0;
    bool m_locksRead = false;
    QString m_cannotTell;
};

} // namespace surgedeck::mysql
