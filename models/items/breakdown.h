// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/items/breakdownquery.h"
#include "models/items/facts.h"

namespace surgedeck {

/// One member of a dimension: one value of its label.
struct BreakdownMember
{
    QString name;
    std::optional<double> value; ///< the figure of this member alone
    std::optional<double> share; ///< of what is bad, 0..1; nullopt: shares mean nothing here
};

/// Who is hit, by one label.
struct Breakdown
{
    QString label;
    std::vector<BreakdownMember> members; ///< the worst first
    QString sentence; ///< "98 % of what fails is store=de"; empty: nobody stands out
    QString reason;   ///< why there is nothing
};

/// Answers to the queries of a BreakdownQuery; of each series its newest point counts.
struct BreakdownAnswers
{
    Matrix value;
    Matrix weight; ///< Part
    Matrix before; ///< Sum whose shortfall is bad: `value` at a moment before
};

Breakdown breakDown(const BreakdownQuery &query, const BreakdownAnswers &answers);

/// Member, share of what is bad with a bar, figure.
std::vector<ColumnHead> breakdownHeads();
std::vector<RowFacts> breakdownRows(const std::vector<Breakdown> &breakdowns, const BreakdownQuery &query);

} // namespace surgedeck
