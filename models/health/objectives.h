// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

#include <optional>

namespace surgedeck {

struct IndicatorConfig;
struct Comparison;

/// How an indicator's value is: `critical` holds: critical; `objective` missed: degraded; otherwise normal. `expected`, where
/// it is known, takes the place of the objective's limit.
Health indicatorHealth(const IndicatorConfig &config, double value, std::optional<double> expected);

/// How a figure with an upper limit is: above it is `missed`, otherwise normal; without a limit normal.
Health limitHealth(double value, std::optional<double> limit, Health missed);

} // namespace surgedeck
