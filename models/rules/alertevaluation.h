// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/groupstate.h"

namespace surgedeck::rules {

/// One evaluation of an alerting rule: brings its alerts to `timeMs`.
class AlertEvaluation
{
public:
    /// Expressions are evaluated at `queryMs`.
    AlertEvaluation(std::map<metrics::Labels, AlertInstance> &alerts, std::int64_t queryMs,
                    const RuleSurroundings &surroundings)
        : m_alerts(alerts)
        , m_queryMs(queryMs)
        , m_surroundings(surroundings)
    {
    }

    /// What went wrong; the alerts are then as before, or none when the limit was exceeded.
    std::optional<metrics::EngineError> run(const Rule &rule, std::int64_t timeMs, std::int64_t limit);

    const std::map<metrics::Labels, AlertInstance> &alerts() const { return m_alerts; }

private:
    AlertInstance instance(const Rule &rule, const metrics::ResultSeries &series, std::int64_t timeMs) const;
    templates::Environment environment(std::int64_t timeMs) const;

    std::map<metrics::Labels, AlertInstance> &m_alerts;
    std::int64_t m_queryMs;
    const RuleSurroundings &m_surroundings;
};

/// The series ALERTS and ALERTS_FOR_STATE of an alert.
metrics::Labels alertSeries(const Rule &rule, const AlertInstance &instance);
metrics::Labels forStateSeries(const Rule &rule, const AlertInstance &instance);

} // namespace surgedeck::rules
