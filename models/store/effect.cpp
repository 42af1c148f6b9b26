// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/effect.h"

#include "models/base/numbertext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds tooOld{15'000}; ///< figures from before that are not of that moment

struct EffectWords
{
    Q_DECLARE_TR_FUNCTIONS(Effect)
};

} // namespace

std::optional<Effect> effectSince(const DatabaseStore &database, WallTime done)
{
    const auto &waiters = database.waiterHistory();
    const auto &buckets = database.activity().buckets();
    // A bucket has the time of its last read: the one of the act itself may know the effect already.
    const auto after =
        std::find_if(waiters.begin(), waiters.end(), [done](const MetricPoint &p) { return p.time > done; });
    const auto busy = std::find_if(buckets.begin(), buckets.end(), [done](const ActivityHistory::Bucket &bucket) {
        return bucket.from + ActivityHistory::bucketLength > done;
    });
    if (after == waiters.begin() || after == waiters.end() || busy == buckets.begin() || busy == buckets.end())
        return std::nullopt;
    const MetricPoint &before = *std::prev(after);
    if (done - before.time > tooOld)
        return std::nullopt;
    return Effect{before.time,
                  waiters.back().time,
                  int(before.value),
                  int(waiters.back().value),
                  std::prev(busy)->average().total(),
                  database.load().activeSessions};
}

QString toWords(const Effect &effect)
{
    return EffectWords::tr("%1 waited for a lock, now %2; %3 at work, now %4")
        .arg(effect.waitersBefore)
        .arg(effect.waitersNow)
        .arg(fixedNumber(effect.activeBefore, 0), fixedNumber(effect.activeNow, 0));
}

} // namespace surgedeck
