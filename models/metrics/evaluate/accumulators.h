// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/evaluate/steps.h"

#include <memory>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Adds up columns, step by step, for one group of an aggregation. Values come in the order of the series: sums agree
/// with the server to the last digits.
class Accumulator
{
public:
    virtual ~Accumulator() = default;
    virtual void add(std::span<const double> values) = 0;
    /// The result at every step; absentValue() where the group had nothing.
    virtual void result(std::span<double> values) const = 0;
};

/// nullptr when the operator needs all values of a step at once.
std::unique_ptr<Accumulator> makeAccumulator(AggregateOp op, Compat compat, std::size_t steps);

} // namespace surgedeck::metrics
