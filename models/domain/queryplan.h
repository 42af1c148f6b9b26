// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

// How a server would carry out one statement: what EXPLAIN says, and nothing of what was looked for. Plain values.

namespace surgedeck {

/// One step, in reading order: a step hangs from the nearest one before it that is less deep.
struct PlanStep
{
    int depth = 0;
    QString operation; ///< in the server's words: "Seq Scan", "Index lookup"
    QString object;    ///< table as the server names it, with its schema where it says so
    QString index;
    QString condition;          ///< without literals
    std::optional<double> rows; ///< estimated, each time that the step is carried out
    std::optional<double> cost; ///< estimated, in the server's own unit, with what is below
    bool readsWhole = false;    ///< every row of the table, whatever is looked for
    bool operator==(const PlanStep &) const = default;
};

/// An index, and what it is made of: a column, or an expression as the server writes it.
struct PlanIndex
{
    QString name;
    std::vector<QString> columns; ///< in their order
    bool operator==(const PlanIndex &) const = default;
};

/// A table of the plan, as the server's own statistics know it.
struct PlanTable
{
    QString name; ///< as in PlanStep::object
    std::optional<double> rows;
    std::optional<double> bytes;
    std::vector<PlanIndex> indexes;
    bool operator==(const PlanTable &) const = default;
};

/// The plan of one digest, as one EXPLAIN gave it. At most 200 steps.
struct QueryPlan
{
    QString digest;
    QString askedAt;        ///< id of the source that planned it: a replica, say
    QString basis;          ///< generic | sampled | stand_ins: which values the server planned with
    bool ofRead = false;    ///< of the part of a statement that reads, which is not the whole of it
    bool truncated = false; ///< there are more steps than we keep
    std::vector<PlanStep> steps;
    std::vector<PlanTable> tables;
    bool operator==(const QueryPlan &) const = default;
};

/// Whose plan is asked for.
struct PlanRequest
{
    QString digest;
    QString text; ///< normalised
};

/// What makes a plan another one: its steps, tables and indexes, without estimates, which change with every ANALYZE.
QString planShape(const QueryPlan &plan);

/// The table that a step reads; nullptr: the plan says nothing of it.
const PlanTable *tableOf(const QueryPlan &plan, const PlanStep &step);

} // namespace surgedeck
