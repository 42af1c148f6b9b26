// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"

#include <functional>

namespace surgedeck {

/// One turn of evaluating rules.
struct RuleTurn
{
    WallTime now{};
    /// To each of questions(), in their order: the vector of the expression, one point a series.
    std::vector<Result<Matrix>> answers{};
    /// For what is known only once the answers are here (the template of an annotation that queries): one further
    /// question, answered at once, within the time of the poll. Empty: nobody can be asked.
    std::function<Result<Matrix>(const QString &expression)> ask{};
    /// True ends what is under way: the time of the poll is used up, or the source is to stop.
    std::function<bool()> enough{};
};

/// Evaluates the rules of a workspace for the source that has the samples. What rules are is known above the
/// connectors; a source only says when. Lives on the worker of its source.
class RuleEvaluator
{
public:
    virtual ~RuleEvaluator() = default;
    /// What has to be asked of a server before evaluate() at this time; nothing for samples that are here.
    virtual std::vector<QString> questions(WallTime now) = 0;
    /// Evaluates the groups that are due. nullopt: none was.
    virtual std::optional<RuleAlerts> evaluate(const RuleTurn &turn) = 0;
};

} // namespace surgedeck
