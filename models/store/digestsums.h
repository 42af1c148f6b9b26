// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

#include <QHash>
#include <QSet>

namespace surgedeck {

/// One digest in one sample of the active sessions.
struct DigestUse
{
    QString digest;
    int active = 0;
    int waiting = 0;
};

/// Sums by digest over a window that slides: what comes is added, what leaves is taken off, so that a second costs what
/// is new in it and not what a server knows. Whoever adds something takes off the same later, in the same order. GUI
/// thread.
class DigestSums
{
public:
    /// A sum of values that may be missing.
    struct Known
    {
        double sum = 0;
        int count = 0;
        std::optional<double> value() const { return count > 0 ? std::optional(sum) : std::nullopt; }
    };
    struct Sum
    {
        double sampledActive = 0, sampledWaiting = 0; ///< over the samples
        double calls = 0, totalMs = 0, recentCalls = 0, recentMs = 0;
        Known rowsExamined, rowsSent, lockMs;
        std::optional<double> p95Ms; ///< the newest
        /// The oldest: on a server that runs since minutes the newest has the fault in it that it is compared with.
        std::optional<double> usualMeanMs;
        int ended = 0;            ///< reads in which calls of it had ended
        int uses = 0;             ///< samples it was in
        int p95s = 0, usuals = 0; ///< reads that said so
    };

    void add(const std::vector<DigestUse> &uses) { count(uses, 1); }
    void drop(const std::vector<DigestUse> &uses) { count(uses, -1); }
    void add(const DigestDeltas &deltas);
    void drop(const DigestDeltas &deltas);
    /// The oldest that is still there is asked next for the usual times that left with a drop, and so on until this
    /// says true: all are known again.
    bool takeUsualFrom(const DigestDeltas &oldest);
    /// What was added last counts as recent until it is taken off here; before it is dropped as a whole.
    void addRecent(const DigestDeltas &deltas) { countRecent(deltas, 1); }
    void dropRecent(const DigestDeltas &deltas) { countRecent(deltas, -1); }

    const QHash<QString, Sum> &all() const { return m_sums; }

private:
    void count(const std::vector<DigestUse> &uses, int sign);
    void count(const DigestDelta &delta, int sign);
    void countRecent(const DigestDeltas &deltas, int sign);
    void forgetIfGone(const QString &digest);

    QHash<QString, Sum> m_sums;
    QSet<QString> m_usualLeft; ///< digests whose usual time left, and that have another one
};

} // namespace surgedeck
