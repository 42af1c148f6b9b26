// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/groupstates.h"

#include "models/metrics/evaluate/aggregatestates.h"
#include "models/metrics/evaluate/steps.h"

#include <vector>

namespace surgedeck::metrics {

namespace {

template <typename State>
class StatesOf final : public GroupStates
{
public:
    void aggregate(const GroupedSeries &series, std::span<const double> values, std::span<double> results) override
    {
        m_states.assign(series.groupCount, State());
        m_counts.assign(series.groupCount, 0);
        for (const std::uint32_t place : series.order) {
            const double value = values[place];
            if (isAbsent(value))
                continue;
            const std::uint32_t group = series.groups[place];
            if (m_counts[group]++ == 0)
                m_states[group].begin(value);
            else
                m_states[group].add(value);
        }
        for (std::size_t group = 0; group < series.groupCount; ++group) {
            const std::uint32_t count = m_counts[group];
            results[group] = count == 0 ? absentValue() : m_states[group].result(static_cast<double>(count));
        }
    }

private:
    std::vector<State> m_states;
    std::vector<std::uint32_t> m_counts;
};

template <typename V2, typename V3>
std::unique_ptr<GroupStates> either(Compat compat)
{
    if (compat == Compat::V2)
        return std::make_unique<StatesOf<V2>>();
    return std::make_unique<StatesOf<V3>>();
}

} // namespace

std::unique_ptr<GroupStates> makeGroupStates(AggregateOp op, Compat compat)
{
    switch (op) {
    case AggregateOp::Sum:
        return either<PlainSum, CompensatedSum>(compat);
    case AggregateOp::Avg:
        return either<Average<PlainMeanV2>, Average<MeanV3>>(compat);
    case AggregateOp::Count:
        return std::make_unique<StatesOf<Count>>();
    case AggregateOp::Group:
        return std::make_unique<StatesOf<One>>();
    case AggregateOp::Min:
        return std::make_unique<StatesOf<Least>>();
    case AggregateOp::Max:
        return std::make_unique<StatesOf<Greatest>>();
    case AggregateOp::Stdvar:
        return either<Variance<false>, Variance<true>>(compat);
    case AggregateOp::Stddev:
        return either<Deviation<Variance<false>>, Deviation<Variance<true>>>(compat);
    default:
        return nullptr;
    }
}

} // namespace surgedeck::metrics
