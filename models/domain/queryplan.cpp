// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/queryplan.h"

#include <algorithm>

namespace surgedeck {

QString planShape(const QueryPlan &plan)
{
    QString shape;
    for (const PlanStep &step : plan.steps)
        shape += QStringLiteral("%1\t%2\t%3\t%4\n")
                     .arg(QString::number(step.depth), step.operation, step.object, step.index);
    return shape;
}

const PlanTable *tableOf(const QueryPlan &plan, const PlanStep &step)
{
    const auto found = std::find_if(plan.tables.begin(), plan.tables.end(),
                                    [&step](const PlanTable &table) { return table.name == step.object; });
    return found == plan.tables.end() ? nullptr : &*found;
}

} // namespace surgedeck
