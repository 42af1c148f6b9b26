// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace surgedeck::metrics {

/// The quantile of values between the two next ranks (Prometheus promql/quantile.go, quantile()): NaN sorts as the
/// smallest; below 0 -Inf, above 1 +Inf, NaN for none. Reorders `values`.
double quantileOf(double quantile, std::vector<double> &values);

/// Whether it lies between 0 and 1; 3.x warns of others.
bool isQuantile(double quantile);

} // namespace surgedeck::metrics
