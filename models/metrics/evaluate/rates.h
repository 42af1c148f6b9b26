// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace surgedeck::metrics {

enum class RateKind
{
    Delta,
    Increase,
    PerSecond
};

/// delta, increase and rate; nullopt for any other function.
std::optional<RateKind> rateKind(std::string_view function);

/// The samples of a counter or gauge in [startMs, endMs] of a range; times ascending.
struct RateWindow
{
    std::span<const std::int64_t> timesMs;
    std::span<const double> values;
    std::int64_t startMs = 0;
    std::int64_t endMs = 0;
};

/// What is the same for all series with the same times.
struct RateStep
{
    double factor = 0;  ///< of a series that is not clamped at zero
    double sampled = 0; ///< seconds between first and last
    double toStart = 0; ///< seconds that a clamp would have to shorten, and a little more

    /// Of a counter: whether it takes extrapolatedRate() to see if it would fall below zero.
    bool mayClamp(double first, double change) const { return first * sampled < toStart * change; }
};
RateStep rateStep(const RateWindow &window, RateKind kind, Compat compat);

/// How much a counter went up, resets added.
double counterIncrease(std::span<const double> values);

/// Prometheus promql/functions.go, extrapolatedRate(): the change between the first and the last sample is stretched to
/// the range. A gap at an end of less than 1.1 spacings is filled, of a longer one half a spacing; a counter is not
/// stretched below zero, which 2.42 asks before it looks at the length of the gap (#13725). absentValue() for less than
/// two samples.
double extrapolatedRate(const RateWindow &window, RateKind kind, Compat compat);

} // namespace surgedeck::metrics
