// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/store/metricstore.h"
#include "models/store/platformview.h"

#include <functional>

namespace surgedeck {

struct SloConfig;
struct Workspace;

/// What five minutes counted. The unit is that of the expressions: only sums over the same SLO mean something.
struct SloRollup
{
    WallTime end{};
    double errors = 0;
    double total = 0;
};

/// The windows of an SLO that its source evaluates itself. A server has days of samples and answers for all of them and
/// for the period; our own store has two hours, and what is longer is summed up from rollups.
std::vector<Milliseconds> sloWindows(const Workspace &workspace, const SloConfig &slo);

/// The moments at which sloMemoryQuestion() looks: at most 2,880 in the period.
Milliseconds sloMemoryStep(Milliseconds period);

/// At how many moments of the period its source has any sample that `total` reads: increase(x[30d]) over ten minutes of
/// samples is a number like any other. Empty: it reads no series.
QString sloMemoryQuestion(const SloConfig &slo);

/// How often a window of this length is evaluated again.
Milliseconds sloCadence(Milliseconds window);

/// The error budgets of a workspace: from the newest values of the windows, and from rollups of five minutes that are
/// kept for 40 days. A window of which less than half is known is not known. GUI thread.
class SloStore
{
public:
    static constexpr Milliseconds step{5 * 60'000};
    static constexpr Milliseconds span{40LL * 24 * 60 * 60'000};

    explicit SloStore(const Workspace &workspace);

    /// Rollups of earlier days, in any order; those that are there already stay.
    void load(const QString &sloId, const std::vector<SloRollup> &rollups);
    /// Brings everything to `now`: once a second. `lostAfter`: how old the newest sample of a source may be.
    void evaluate(const MetricStore &metrics, WallTime now,
                  const std::function<Milliseconds(const QString &)> &lostAfter);
    const std::vector<SloView> &views() const { return m_views; }
    /// Those that have come since the last call, with their SLO: for whoever keeps them.
    std::vector<std::pair<QString, SloRollup>> takeNew() { return std::exchange(m_new.change(), {}); }

private:
    struct Entry
    {
        const SloConfig *config = nullptr;
        bool local = false; ///< evaluated over our own store, which begins with this process
        SharedSeries<SloRollup> rollups;
        std::optional<WallTime> watchedSince;
        std::optional<WallTime> lastEnd; ///< of the newest rollup
    };
    struct Sums
    {
        double errors = 0, total = 0;
        Milliseconds known{0};
    };
    using LostAfter = std::function<Milliseconds(const QString &)>;

    std::optional<SloRollup> counted(const Entry &entry, Milliseconds window) const;
    void collect(Entry &entry);
    Sums sums(const Entry &entry, WallTime from) const;
    std::optional<Milliseconds> memory(const Entry &entry) const;
    Sums periodSums(const Entry &entry) const;
    std::optional<double> ratio(const Entry &entry, Milliseconds window) const;
    SloView viewOf(const Entry &entry) const;
    void addBudget(SloView &view, const Entry &entry) const;
    void addEvent(SloView &view, const Entry &entry) const;

    const Workspace *m_workspace; ///< a pointer, so that a platform can be copied: replay keeps many
    std::vector<Entry> m_entries;
    std::vector<SloView> m_views;
    CopyOnWrite<std::vector<std::pair<QString, SloRollup>>> m_new;
    // Of the evaluation under way.
    const MetricStore *m_metrics = nullptr;
    const LostAfter *m_lostAfter = nullptr;
    WallTime m_now{};
};

} // namespace surgedeck
