// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/items/factstree.h"
#include "models/store/databasestore.h"

namespace surgedeck {

// The plan of a digest as rows, as text, and as what it says about indexes. Pure.

std::vector<ColumnHead> planStepHeads();
/// The steps in reading order. A whole table of many rows that is read for a few is marked.
std::vector<TreeRowFacts> planStepRows(const QueryPlan &plan);

/// How the plan came about and since when it is so: "generic plan, at orders-replica, of the part that reads; changed
/// at 03:02, before: Index Scan products_name".
QString planOrigin(const PlanBook &plans, const QString &digest, WallTime now);

/// The whole plan and its history as text, for a chat or a ticket.
QString planText(const PlanBook &plans, const DigestRow &row, WallTime now);

/// What an index could do, and what speaks for it. Nothing here was carried out or tried.
struct IndexAdvice
{
    QString verdict;               ///< one sentence
    std::vector<QString> evidence; ///< measured or told by the server
    std::vector<QString> unknown;  ///< what would have to be known to be sure
    QString statement;             ///< to discuss and test; empty: there is nothing to advise
};
IndexAdvice indexAdvice(const QueryPlan &plan, const DigestRow &row, SqlDialect dialect);

/// The statement as something to be tested; empty: there is none.
QString statementText(const IndexAdvice &advice);
/// What the verdict stands on, and what is not known, as lines of text; empty: nothing.
QString evidenceText(const IndexAdvice &advice);
/// The whole advice as lines of text.
QString adviceText(const IndexAdvice &advice);

} // namespace surgedeck
