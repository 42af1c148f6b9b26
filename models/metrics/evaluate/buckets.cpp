// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/buckets.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallDelta = 1e-12;

// In order of bounds, those with an equal bound added up. False: the last bound is not +Inf, nothing is known.
bool arrange(std::vector<Bucket> &buckets)
{
    std::stable_sort(buckets.begin(), buckets.end(),
                     [](const Bucket &a, const Bucket &b) { return a.upperBound < b.upperBound; });
    if (buckets.back().upperBound != infinity)
        return false;
    std::size_t last = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[last].upperBound)
            buckets[last].count += buckets[i].count;
        else
            buckets[++last] = buckets[i];
    }
    buckets.resize(last + 1);
    return true;
}

bool differByRounding(double a, double b)
{
    const double sum = std::fabs(a) + std::fabs(b);
    const double difference = std::fabs(a - b);
    if (a == 0 || b == 0 || sum < std::numeric_limits<double>::min())
        return difference < smallDelta * std::numeric_limits<double>::min();
    return difference / std::min(sum, std::numeric_limits<double>::max()) < smallDelta;
}

// Lifts every count to the greatest before it. Since 2.49 what rounding may have done is levelled without a word.
bool forceAscending(std::vector<Bucket> &buckets, Compat compat)
{
    bool forced = false;
    double before = buckets.front().count;
    for (Bucket &bucket : buckets) {
        const bool isRounding =
            compat == Compat::V3 && bucket.count != before && differByRounding(before, bucket.count);
        if (bucket.count < before || isRounding) {
            forced = forced || !isRounding;
            bucket.count = before;
        } else {
            before = bucket.count;
        }
    }
    return forced;
}

double interpolated(double rank, const std::vector<Bucket> &buckets)
{
    const auto reaches = [](const Bucket &bucket, double wanted) { return bucket.count < wanted; };
    const auto at = std::lower_bound(buckets.begin(), buckets.end() - 1, rank, reaches);
    if (at == buckets.end() - 1)
        return (at - 1)->upperBound;
    if (at == buckets.begin() && at->upperBound <= 0)
        return at->upperBound;
    double start = 0;
    double count = at->count;
    if (at != buckets.begin()) {
        start = (at - 1)->upperBound;
        count -= (at - 1)->count;
        rank -= (at - 1)->count;
    }
    return start + (at->upperBound - start) * (rank / count);
}

// How many observations are below `value`, as far as the buckets tell.
double rankBelow(double value, const std::vector<Bucket> &buckets)
{
    double rank = 0;
    double lower = buckets.front().upperBound > 0 ? 0 : -infinity;
    for (const Bucket &bucket : buckets) {
        if (lower >= value)
            return rank;
        if (bucket.upperBound > value) {
            return lower == -infinity ? bucket.count
                                      : rank + (bucket.count - rank) * (value - lower) / (bucket.upperBound - lower);
        }
        rank = bucket.count;
        lower = bucket.upperBound;
    }
    return buckets.back().count;
}

} // namespace

BucketQuantile bucketQuantile(double quantile, std::vector<Bucket> &buckets, Compat compat)
{
    if (std::isnan(quantile))
        return {nan};
    if (quantile < 0 || quantile > 1)
        return {quantile < 0 ? -infinity : infinity};
    if (!arrange(buckets))
        return {nan};
    BucketQuantile result{nan, forceAscending(buckets, compat)};
    const double observations = buckets.back().count;
    if (buckets.size() < 2 || observations == 0)
        return {nan};
    result.value = interpolated(quantile * observations, buckets);
    return result;
}

double bucketFraction(double lower, double upper, std::vector<Bucket> &buckets)
{
    if (!arrange(buckets))
        return nan;
    const double count = buckets.back().count;
    if (count == 0 || std::isnan(lower) || std::isnan(upper))
        return nan;
    if (lower >= upper)
        return 0;
    const double from = std::min(rankBelow(lower, buckets), count);
    const double to = std::min(rankBelow(upper, buckets), count);
    return (to - from) / count;
}

} // namespace surgedeck::metrics
