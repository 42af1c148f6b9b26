// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <cstdint>
#include <memory>
#include <span>

namespace surgedeck::metrics {

/// Which series go into which group, and in which order they are added: series of different groups alternate, because
/// additions to one group wait for each other. Within a group the order stays.
struct GroupedSeries
{
    std::span<const std::uint32_t> groups; ///< of each series
    std::span<const std::uint32_t> order;  ///< of the series
    std::size_t groupCount = 0;
};

/// An aggregation at one step over series whose groups are known.
class GroupStates
{
public:
    virtual ~GroupStates() = default;
    /// `values`: one for each series; absent ones do not count. `results`: one for each group, absentValue() for one
    /// without a value.
    virtual void aggregate(const GroupedSeries &series, std::span<const double> values, std::span<double> results) = 0;
};

/// nullptr when the operator needs all values at once. Gives what makeAccumulator() gives, to the last bit.
std::unique_ptr<GroupStates> makeGroupStates(AggregateOp op, Compat compat);

} // namespace surgedeck::metrics
