// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/groupstate.h"

#include "models/rules/alertevaluation.h"

#include <cmath>

namespace surgedeck::rules {

namespace {

struct NewSample
{
    metrics::Labels series;
    double value = 0;
};
using NewSamples = metrics::Outcome<std::vector<NewSample>>;

metrics::EngineError ruleError(std::string message)
{
    return {metrics::ErrorType::Execution, std::move(message), -1};
}

NewSamples record(const Rule &rule, const RuleGroup &group, std::int64_t timeMs, const RuleSurroundings &surroundings)
{
    const auto vector = ruleVector(*rule.parsed, timeMs, surroundings);
    if (!vector)
        return vector.error();
    std::vector<NewSample> samples;
    std::set<metrics::Labels> seen;
    for (const metrics::ResultSeries &series : *vector) {
        metrics::Labels labels = series.labels;
        labels.set(metrics::nameLabel, rule.name);
        for (const RuleText &label : rule.labels)
            labels.set(label.name, label.text.text());
        if (!seen.insert(labels).second)
            return ruleError("vector contains metrics with the same labelset after applying rule labels");
        samples.push_back({std::move(labels), series.points.front().value});
    }
    if (group.limit > 0 && static_cast<std::int64_t>(samples.size()) > group.limit)
        return ruleError("exceeded limit of " + std::to_string(group.limit) + " with " +
                         std::to_string(samples.size()) + " series");
    return samples;
}

NewSamples alert(const Rule &rule, const RuleGroup &group, std::int64_t timeMs, AlertEvaluation &evaluation)
{
    if (auto error = evaluation.run(rule, timeMs, group.limit))
        return *std::move(error);
    std::vector<NewSample> samples;
    for (const auto &[labels, instance] : evaluation.alerts()) {
        if (instance.state == AlertInstance::State::Inactive)
            continue;
        samples.push_back({alertSeries(rule, instance), 1});
        samples.push_back(
            {forStateSeries(rule, instance), std::floor(static_cast<double>(instance.activeAtMs) / 1000)});
    }
    return samples;
}

const char *words(SampleSink::Verdict verdict)
{
    switch (verdict) {
    case SampleSink::Verdict::Duplicate:
        return "duplicate sample for timestamp";
    case SampleSink::Verdict::OutOfOrder:
        return "out of order sample";
    case SampleSink::Verdict::Refused:
        return "no room for another series";
    case SampleSink::Verdict::Stored:
        break;
    }
    return "";
}

/// Writes what a rule gave, and that it gives no more of what it gave last time.
void write(const std::vector<NewSample> &samples, std::int64_t timeMs, SampleSink &sink, RuleState &state)
{
    std::set<metrics::Labels> written;
    for (const NewSample &sample : samples) {
        const SampleSink::Verdict verdict = sink.append(sample.series, {timeMs, sample.value});
        if (verdict == SampleSink::Verdict::Stored)
            written.insert(sample.series);
        else
            state.error = words(verdict);
    }
    for (const metrics::Labels &series : state.series)
        if (!written.contains(series))
            sink.append(series, {timeMs, metrics::staleMarker()}); // another rule may have written it: fine
    state.series = std::move(written);
}

} // namespace

GroupState::GroupState(std::shared_ptr<const RuleGroup> group)
    : m_group(std::move(group))
    , m_states(m_group->rules.size())
{
}

void GroupState::evaluate(std::int64_t timeMs, const RuleSurroundings &surroundings)
{
    const std::int64_t sampleMs = timeMs - m_group->queryOffsetMs.value_or(surroundings.queryOffsetMs);
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const Rule &rule = m_group->rules[i];
        RuleState &state = m_states[i];
        state.error.clear();
        AlertEvaluation alerts(state.alerts, sampleMs, surroundings);
        const NewSamples samples = rule.kind == Rule::Kind::Recording ? record(rule, *m_group, sampleMs, surroundings)
                                                                      : alert(rule, *m_group, timeMs, alerts);
        if (samples)
            write(*samples, sampleMs, surroundings.sink, state);
        else
            state.error = samples.error().message;
    }
}

metrics::Outcome<std::vector<metrics::ResultSeries>> ruleVector(const metrics::Expr &expression, std::int64_t timeMs,
                                                                const RuleSurroundings &surroundings)
{
    if (surroundings.elsewhere)
        return surroundings.elsewhere(expression, timeMs);
    auto result = metrics::evaluateInstant(expression, surroundings.storage, timeMs, surroundings.options);
    if (!result)
        return result.error();
    if (result->type != metrics::ValueType::Vector && result->type != metrics::ValueType::Scalar)
        return ruleError("rule result is not a vector or scalar");
    return std::move(result->series);
}

} // namespace surgedeck::rules
