// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/redis/redislink.h"
#include "models/domain/actuator.h"

#include <QByteArrayList>
#include <QHash>
#include <QStringList>

namespace surgedeck {

/// Removes the keys of a prefix portion by portion: SCAN in steps of 100, UNLINK of at most 100 at once, not faster
/// than the action says. One command does as much as fits into one call; the next command of the same prefix goes on
/// where it stopped, so that "stop" means: send no further one. Worker thread of its actuator.
class PrefixSweep
{
public:
    struct Call
    {
        bool rehearsal = false; ///< counts, and removes nothing
        const Deadline *deadline = nullptr;
    };

    explicit PrefixSweep(const Clock &clock)
        : m_clock(clock)
    {
    }

    Result<Inspection> inspect(RedisLink &actor, const UnlinkPrefix &action, const Deadline &deadline);
    /// The receipt's `before`: {"removed": n, "scanned_all": bool, "sample": [at most 5 masked names]}.
    Result<Receipt> run(RedisLink &actor, const UnlinkPrefix &action, const Call &call);
    Result<Verdict> verify(const UnlinkPrefix &action) const;

private:
    struct Progress
    {
        QByteArray cursor = "0";
        qint64 removed = 0; ///< or counted, in a rehearsal
        bool scannedAll = false;
        QStringList sample;
    };

    Result<QByteArrayList> nextKeys(RedisLink &actor, const UnlinkPrefix &action, Progress &progress,
                                    const Deadline &deadline);
    Status work(RedisLink &actor, const UnlinkPrefix &action, const Call &call, Progress &progress);
    Status keepRate(const UnlinkPrefix &action, qint64 removedNow, MonoTime began, const Deadline &deadline) const;

    const Clock &m_clock;
    QHash<QString, Progress> m_progress; ///< of the prefixes that are being removed
};

} // namespace surgedeck
