// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cachehistory.h"

#include <limits>

namespace surgedeck {

namespace {

constexpr Milliseconds lately{15'000};
constexpr Milliseconds past{60'000};
constexpr int fewestBefore = 24; ///< buckets: two minutes

std::optional<double> memoryShare(const CacheStats &stats)
{
    if (!stats.usedMemoryBytes || !stats.maxMemoryBytes || *stats.maxMemoryBytes <= 0)
        return std::nullopt;
    return *stats.usedMemoryBytes / *stats.maxMemoryBytes;
}

} // namespace

void CacheHistory::fold(WallTime at, const CacheStats &stats)
{
    const WallTime from(at.time_since_epoch() / bucketLength * bucketLength);
    // A clock that was set back begins again: buckets are in order, always.
    if (!m_buckets.empty() && from < m_buckets.back().from)
        m_buckets.clear();
    if (m_buckets.empty() || m_buckets.back().from != from)
        m_buckets.append({from, {}});
    while (from - m_buckets.front().from >= span)
        m_buckets.dropFirst();
    const std::optional<double> said[figures] = {stats.hitRatio, stats.opsPerSecond, stats.evictedPerSecond,
                                                 memoryShare(stats)};
    Bucket &bucket = m_buckets.change(m_buckets.size() - 1);
    for (std::size_t i = 0; i < figures; ++i)
        if (said[i]) {
            bucket.means[i].sum += *said[i];
            bucket.means[i].count += 1;
        }
}

std::vector<double> CacheHistory::values(Figure figure) const
{
    std::vector<double> values;
    if (m_buckets.empty())
        return values;
    values.assign(std::size_t((m_buckets.back().from - m_buckets.front().from) / bucketLength) + 1,
                  std::numeric_limits<double>::quiet_NaN());
    for (const Bucket &bucket : m_buckets)
        if (const Mean &mean = bucket.means[std::size_t(figure)]; mean.count > 0)
            values[std::size_t((bucket.from - m_buckets.front().from) / bucketLength)] = mean.sum / mean.count;
    return values;
}

std::optional<double> CacheHistory::meanOf(Figure figure, WallTime from, WallTime until, int fewest) const
{
    double sum = 0;
    int count = 0;
    for (const Bucket &bucket : m_buckets) {
        const Mean &mean = bucket.means[std::size_t(figure)];
        if (bucket.from < from || bucket.from >= until || mean.count == 0)
            continue;
        sum += mean.sum / mean.count;
        count += 1;
    }
    return count >= fewest ? std::optional(sum / count) : std::nullopt;
}

std::optional<double> CacheHistory::before(Figure figure) const
{
    return m_buckets.empty() ? std::nullopt
                             : meanOf(figure, WallTime::min(), m_buckets.back().from - past, fewestBefore);
}

std::optional<double> CacheHistory::now(Figure figure) const
{
    return m_buckets.empty() ? std::nullopt : meanOf(figure, m_buckets.back().from - lately, WallTime::max(), 1);
}

} // namespace surgedeck
