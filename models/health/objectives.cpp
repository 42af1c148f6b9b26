// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/objectives.h"

#include "models/workspace/workspace.h"

namespace surgedeck {

Health indicatorHealth(const IndicatorConfig &config, double value, std::optional<double> expected)
{
    if (config.critical && config.critical->holds(value))
        return Health::Critical;
    if (!config.objective)
        return Health::Normal;
    Comparison objective = *config.objective;
    objective.limit = expected.value_or(objective.limit);
    return objective.holds(value) ? Health::Normal : Health::Degraded;
}

Health limitHealth(double value, std::optional<double> limit, Health missed)
{
    return limit && value > *limit ? missed : Health::Normal;
}

} // namespace surgedeck
