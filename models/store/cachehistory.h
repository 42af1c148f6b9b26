// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/observation.h"

namespace surgedeck {

/// What one Redis said of itself over the last hour: the mean of each bucket of 5 s. NaN: it did not say. GUI thread.
class CacheHistory
{
public:
    static constexpr Milliseconds bucketLength{5'000};
    static constexpr Milliseconds span{60 * 60'000};

    enum class Figure
    {
        HitRatio,    ///< 0..1
        Operations,  ///< a second
        Evicted,     ///< a second
        MemoryShare, ///< of the limit, 0..1
        Figures
    };

    void fold(WallTime at, const CacheStats &stats);
    bool isEmpty() const { return m_buckets.empty(); }
    /// Start of the first and of the last bucket. Not to be asked of an empty history.
    std::pair<WallTime, WallTime> covered() const { return {m_buckets.front().from, m_buckets.back().from}; }
    /// One value a bucket, oldest first; a stretch in which nothing was read is NaN.
    std::vector<double> values(Figure figure) const;
    /// The mean of all but the last minute; nullopt: less than two minutes of it are known.
    std::optional<double> before(Figure figure) const;
    /// The mean of the last quarter of a minute, which one read of few look-ups does not upset.
    std::optional<double> now(Figure figure) const;

private:
    static constexpr std::size_t figures = std::size_t(Figure::Figures);
    struct Mean
    {
        double sum = 0;
        int count = 0;
    };
    struct Bucket
    {
        WallTime from{};
        Mean means[figures];
    };

    std::optional<double> meanOf(Figure figure, WallTime from, WallTime until, int fewest) const;

    SharedSeries<Bucket> m_buckets;
};

} // namespace surgedeck
