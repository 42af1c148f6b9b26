// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/decisive.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

const Condition *limitOf(const QString &signal, const Conditions &conditions)
{
    const auto found = std::ranges::find_if(
        conditions, [&](const Condition &condition) { return condition.signal == signal && condition.op.has_value(); });
    return found == conditions.end() ? nullptr : &*found;
}

/// What a step leads to: the state that it waits for.
const Condition *limitOf(const QString &signal, const Step &step)
{
    const Condition *limit = limitOf(signal, step.expect);
    return limit != nullptr || !step.act ? limit : limitOf(signal, step.act->verify);
}

bool isAskedBy(const std::vector<Case> &cases, const QString &signal)
{
    return std::ranges::any_of(cases, [&](const Case &branch) { return limitOf(signal, branch.when) != nullptr; });
}

/// nullptr: nothing has to be so any more.
const Condition *limitThatCounts(const QString &signal, const Runbook &runbook, const State &state)
{
    const auto from = std::size_t(std::max(0, state.current));
    const bool isBeforeAct = state.phase == ActPhase::None && runbook.steps.at(from).act.has_value();
    if (const Condition *limit = isBeforeAct ? limitOf(signal, runbook.steps[from].act->before) : nullptr)
        return limit;
    for (std::size_t i = from; i < runbook.steps.size(); ++i)
        if (const Condition *limit = limitOf(signal, runbook.steps[i]))
            return limit;
    return nullptr;
}

bool decides(const QString &signal, const Runbook &runbook)
{
    const auto isLimit = [&](const Conditions &conditions) { return limitOf(signal, conditions) != nullptr; };
    const auto atStep = [&](const Step &step) {
        return isLimit(step.expect) || isAskedBy(step.cases, signal) ||
               (step.act && (isLimit(step.act->before) || isLimit(step.act->verify)));
    };
    return std::ranges::any_of(runbook.detects, isLimit) || std::ranges::any_of(runbook.steps, atStep);
}

} // namespace

Conditions decisiveSignals(const Runbook &runbook, const State &state, std::size_t most)
{
    Conditions conditions;
    for (const Signal &signal : runbook.evidence) {
        if (conditions.size() == most)
            break;
        if (const Condition *limit = limitThatCounts(signal.id, runbook, state))
            conditions.push_back(*limit);
        else if (decides(signal.id, runbook))
            conditions.push_back({{}, signal.id, std::nullopt, {}});
    }
    return conditions;
}

} // namespace surgedeck::runbook
