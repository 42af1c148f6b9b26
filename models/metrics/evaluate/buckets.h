// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <vector>

namespace surgedeck::metrics {

/// One bucket of a classic histogram: how many observations were not above the bound.
struct Bucket
{
    double upperBound = 0;
    double count = 0;
};

struct BucketQuantile
{
    double value = 0;
    bool wasForced = false; ///< counts went down from one bucket to the next and were lifted
};

/// Prometheus promql/quantile.go: linear within a bucket, see promql.md 17. Reorders `buckets`; at least one.
BucketQuantile bucketQuantile(double quantile, std::vector<Bucket> &buckets, Compat compat);

/// The share of observations between two values, linear within a bucket (3.x).
double bucketFraction(double lower, double upper, std::vector<Bucket> &buckets);

} // namespace surgedeck::metrics
