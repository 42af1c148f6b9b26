// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/activitydata.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr int manyWait = 3;
}

ActivityChart::Data activityData(const ActivityHistory &history, WallTime now, int waiters)
{
    ActivityChart::Data data;
    data.step = ActivityHistory::bucketLength;
    data.locks = waiters >= manyWait ? Health::Critical : Health::Normal;
    for (const ActivityHistory::Bucket &bucket : history.buckets()) {
        const ActiveSessions mean = bucket.average();
        data.moments.push_back({bucket.from, {mean.lock, mean.io, mean.running, mean.client, mean.other}});
    }
    const WallTime oldest = data.moments.empty() ? now : data.moments.front().from;
    // At first the history is short: it takes a quarter of an hour of the picture, not all of it.
    data.range = {std::min(oldest, now - std::chrono::minutes(15)), now};
    return data;
}

} // namespace surgedeck
