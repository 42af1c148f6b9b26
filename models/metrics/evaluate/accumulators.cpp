// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/accumulators.h"

#include "models/metrics/evaluate/aggregatestates.h"
#include "models/metrics/evaluate/columnloops.h"

#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

// One state for each step.
template <typename State>
class PerStep final : public Accumulator
{
public:
    explicit PerStep(std::size_t steps)
        : m_states(steps)
        , m_counts(steps, 0)
    {
    }

    void add(std::span<const double> values) override
    {
        for (std::size_t step = 0; step < values.size(); ++step) {
            const double value = values[step];
            if (isAbsent(value))
                continue;
            if (m_counts[step]++ == 0)
                m_states[step].begin(value);
            else
                m_states[step].add(value);
        }
    }

    void result(std::span<double> values) const override
    {
        for (std::size_t step = 0; step < values.size(); ++step)
            values[step] = m_counts[step] == 0 ? absentValue() : m_states[step].result(double(m_counts[step]));
    }

private:
    std::vector<State> m_states;
    std::vector<std::uint32_t> m_counts;
};

// The sum of 3.x.
class CompensatedSums final : public Accumulator
{
public:
    explicit CompensatedSums(std::size_t steps)
        : m_sums(steps, -0.0) // nothing, and the first value keeps its sign
        , m_compensations(steps, 0)
        , m_absent(steps, ~std::uint64_t{0})
    {
    }

    void add(std::span<const double> values) override { addCompensated({m_sums, m_compensations, m_absent}, values); }

    void result(std::span<double> values) const override
    {
        for (std::size_t step = 0; step < values.size(); ++step)
            values[step] = m_absent[step] != 0 ? absentValue() : m_sums[step] + m_compensations[step];
    }

private:
    std::vector<double> m_sums;
    std::vector<double> m_compensations;
    std::vector<std::uint64_t> m_absent; // all bits set while the step has no value
};

template <typename V2, typename V3>
std::unique_ptr<Accumulator> either(Compat compat, std::size_t steps)
{
    if (compat == Compat::V2)
        return std::make_unique<PerStep<V2>>(steps);
    return std::make_unique<PerStep<V3>>(steps);
}

} // namespace

std::unique_ptr<Accumulator> makeAccumulator(AggregateOp op, Compat compat, std::size_t steps)
{
    switch (op) {
    case AggregateOp::Sum:
        if (compat == Compat::V3)
            return std::make_unique<CompensatedSums>(steps);
        return std::make_unique<PerStep<PlainSum>>(steps);
    case AggregateOp::Avg:
        return either<Average<PlainMeanV2>, Average<MeanV3>>(compat, steps);
    case AggregateOp::Count:
        return std::make_unique<PerStep<Count>>(steps);
    case AggregateOp::Group:
        return std::make_unique<PerStep<One>>(steps);
    case AggregateOp::Min:
        return std::make_unique<PerStep<Least>>(steps);
    case AggregateOp::Max:
        return std::make_unique<PerStep<Greatest>>(steps);
    case AggregateOp::Stdvar:
        return either<Variance<false>, Variance<true>>(compat, steps);
    case AggregateOp::Stddev:
        return either<Deviation<Variance<false>>, Deviation<Variance<true>>>(compat, steps);
    default:
        return nullptr;
    }
}

} // namespace surgedeck::metrics
