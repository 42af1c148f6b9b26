// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/planedit.h"

#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostSteps = 100;
constexpr Milliseconds longestBake = std::chrono::hours(24);

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PlanEdit)
};

Error wrong(const QString &why)
{
    return {Error::Kind::Config, why};
}

Status checkSteps(const std::vector<int> &steps)
{
    const bool ascend = std::ranges::is_sorted(steps, std::ranges::less_equal{});
    if (steps.size() > mostSteps || (!steps.empty() && (steps.front() < 1 || steps.back() > 100)) || !ascend)
        return wrong(Words::tr("the steps have to ascend from 1 to 100"));
    return ok();
}

} // namespace

QString toText(const PlanEdit &edit)
{
    QStringList steps;
    for (const int step : edit.steps)
        steps << QString::number(step);
    return QStringLiteral("%1 bake %2ms").arg(steps.join(QStringLiteral(", "))).arg(edit.bake.count());
}

Result<PlanEdit> planEditOf(const QString &text)
{
    const QString steps = text.section(QStringLiteral("bake"), 0, 0), bake = text.section(QStringLiteral("bake"), 1);
    static const QRegularExpression between(QStringLiteral("[\\s,%]+"));
    PlanEdit edit;
    for (const QString &word : steps.split(between, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        edit.steps.push_back(word.toInt(&isNumber));
        if (!isNumber)
            return wrong(Words::tr("'%1' is no percentage").arg(word.left(20)));
    }
    SURGEDECK_CHECK(checkSteps(edit.steps));
    SURGEDECK_TRY(duration, parseDuration(bake.trimmed()));
    if (duration > longestBake)
        return wrong(Words::tr("a step is watched for a day at most"));
    edit.bake = duration;
    return edit;
}

Result<ShiftPlan> editedPlan(const ShiftRecord &record, const PlanEdit &edit)
{
    const traffic::State &state = record.state;
    const bool stands = state.phase == traffic::Phase::Baking || state.phase == traffic::Phase::Held;
    if (!stands)
        return Error{Error::Kind::Refused,
                     Words::tr("a plan is edited while its step is watched or held; the route is %1")
                         .arg(toWord(routeStateOf(state)))};
    SURGEDECK_CHECK(checkSteps(edit.steps));
    ShiftPlan plan = record.plan;
    plan.steps.resize(static_cast<std::size_t>(state.step + 1));
    for (const int step : edit.steps) {
        if (step <= state.confirmed)
            continue;
        SURGEDECK_TRY(weights, weightsFor(plan.shape, step));
        std::ignore = weights;
        plan.steps.push_back(step);
    }
    if (plan.steps.empty())
        return Error{Error::Kind::Refused, Words::tr("nothing was taken yet: without a step there is no shift")};
    plan.bake = edit.bake;
    return plan;
}

} // namespace surgedeck
