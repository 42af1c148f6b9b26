// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/record.h"
#include "models/store/activityhistory.h"
#include "models/store/digestbook.h"
#include "models/store/digestsums.h"
#include "models/store/locktree.h"
#include "models/store/planbook.h"

#include <QHash>

namespace surgedeck {

/// One digest over the sampled window. nullopt: not known.
struct DigestRow
{
    QString id;
    QString text;
    int activeNow = 0;
    int waitingNow = 0;
    std::optional<double> oldestSeconds;
    std::optional<double> callsPerSecond;
    /// Calls a second in the last half minute / in the minutes before; nullopt: too few of either to say.
    std::optional<double> callsVsBefore;
    /// The mean of the last half minute / of the minutes before; nullopt: too little of either to say.
    std::optional<double> meanVsBefore;
    std::optional<double> meanMs;
    std::optional<double> p95Ms;
    double timeShare = 0; ///< 0..1
    std::optional<double> rowsExaminedPerSent;
    std::optional<double> lockShare; ///< 0..1
    std::optional<double> vsUsual;   ///< mean now / the usual mean
    int usualDays = 0; ///< of earlier days at this hour that the usual comes from; 0: from the server's own totals
    std::optional<WallTime> firstSeen;
    bool firstSeenIsCertain = false; ///< false: it may be older, we had only begun to watch
};

/// One database over the sampled window, as of its newest sample.
struct DatabaseView
{
    std::vector<DigestRow> digests; ///< by time share, largest first
    QString digestReason;           ///< why the server's totals are missing; empty: they are there
    std::optional<ActiveSessions> active; ///< average over the window
    std::vector<Session> sessions;
    std::vector<LockNode> locks;
    int lockWaiters = 0;
    QString locksCannotTell;
    int connections = 0;
    std::optional<int> connectionLimit;
    bool truncated = false;
    std::optional<WallTime> sampledAt, locksAt, digestsAt;
    Milliseconds window{0};
};

/// Folds what one database source saw into the ranking by active sessions and time share. A statement counts in the
/// server's own totals only when it ends, so a convoy would be invisible there: the time of a digest is the larger of two
/// lower bounds, (ended statements + those in flight) and (sampled active sessions x window). GUI thread.
class DatabaseStore
{
public:
    explicit DatabaseStore(Milliseconds window = std::chrono::minutes(5)) : m_window(window) {}

    /// How much a database needs a look, without computing its whole view.
    struct Load
    {
        int lockWaiters = 0;
        double activeSessions = 0;
    };

    void fold(const Record &record);
    /// As of the last fold; computed once for everybody who asks.
    const DatabaseView &view() const;
    Load load() const { return {m_locks.waiters, m_latest->active.total()}; }
    const std::vector<LockNode> &locks() const { return m_tree; }
    const QString &locksCannotTell() const { return m_locks.cannotTell; }
    /// Of the server's limit, 0..1; nullopt: one of the two is not known.
    std::optional<double> connectionShare() const;
    /// Sessions that waited for a lock over the last hour, one point each 5 s, oldest first.
    const SharedSeries<MetricPoint> &waiterHistory() const { return m_waiterHistory; }

    /// The longest wait for a lock that was seen in the hour before the newest read.
    struct LongestWait
    {
        Milliseconds waited{0};
        WallTime at{};
    };
    std::optional<LongestWait> longestWait() const;
    const ActivityHistory &activity() const { return m_activity; }
    const PlanBook &plans() const { return m_plans; }
    /// What is remembered of its digests from session to session.
    const DigestBook &book() const { return m_book; }
    DigestBook &book()
    {
        m_view.reset(); // its usual times are in there
        return m_book;
    }
    /// Normalised; empty for a digest that was never seen.
    QString textOf(const QString &digest) const;

private:
    struct Sample
    {
        MonoTime at;
        ActiveSessions active;
        std::shared_ptr<const std::vector<DigestUse>> uses;
    };
    struct Ended
    {
        MonoTime at;
        std::shared_ptr<const DigestDeltas> deltas;
    };
    struct Sums;

    void foldSample(const Record &record, const SessionSample &sample);
    void noteWaits(WallTime now);
    void rememberText(const QString &digest, const QString &text);
    void dropOld(MonoTime now);
    double windowSeconds() const;
    QHash<QString, Sums> sumUp() const;
    void noteEnded(const Record &record, const DigestDeltas &deltas);
    DatabaseView computedView() const;
    std::vector<DigestRow> rows() const;
    struct Spans;
    bool isRecent(const Ended &ended) const { return m_ended.back().at - ended.at < recently; }
    Spans endedSpans() const;
    DigestRow rowOf(const QString &id, const Sums &sums, const Spans &spans) const;
    ActiveSessions averageActive() const;

    static constexpr Milliseconds recently{30'000};

    Milliseconds m_window;
    SharedSeries<Sample> m_samples;
    SharedSeries<Ended> m_ended;
    std::size_t m_recent = 0; ///< so many at the end of m_ended are recent
    DigestSums m_sums;        ///< of m_samples and m_ended
    std::shared_ptr<const SessionSample> m_latest = std::make_shared<const SessionSample>();
    QHash<QString, QString> m_texts; ///< of every digest seen, so that a row always has its words
    ActivityHistory m_activity;
    PlanBook m_plans;
    DigestBook m_book;
    SharedSeries<MetricPoint> m_waiterHistory;
    SharedSeries<LongestWait> m_waits; ///< the longest of each minute
    LockGraph m_locks;
    std::vector<LockNode> m_tree;
    QString m_digestReason;
    std::optional<WallTime> m_sampledAt, m_locksAt, m_digestsAt;
    mutable std::shared_ptr<const DatabaseView> m_view;
};

} // namespace surgedeck
