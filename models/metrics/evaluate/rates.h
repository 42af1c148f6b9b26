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

/// How far the samples of a window are stretched to fill the range, in seconds.
struct Extrapolation
{
    double sampled = 0; ///< between the first and the last sample
    double spacing = 0; ///< of samples, on average
    double toStart = 0;
    double toEnd = 0;
};

/// Prometheus promql/functions.go, extrapolatedRate(): a gap at an end of less than 1.1 spacings is filled, of a longer
/// one half a spacing. Not asked yet: whether a counter would fall below zero. At least two samples.
Extrapolation extrapolation(const RateWindow &window);
/// What the change between first and last is multiplied with.
double rateFactor(const Extrapolation &stretch, RateKind kind, std::int64_t rangeMs);

/// How much a counter went up, resets added.
double counterIncrease(std::span<const double> values);

/// The whole of it, the clamp at zero included; absentValue() for less than two samples. 2.42 clamps before it looks
/// at the length of the gap (#13725).
double extrapolatedRate(const RateWindow &window, RateKind kind, Compat compat);

} // namespace surgedeck::metrics
