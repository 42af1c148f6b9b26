// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/pollcontext.h"
#include "connectors/mysql/statementsamples.h"
#include "models/domain/queryplan.h"

namespace surgedeck::mysql {

struct PlanQuestion
{
    const PlanRequest &request;
    const StatementSample *sample = nullptr; ///< nullptr: it was never seen in flight, whole
    QString database;                        ///< where the statement runs, as the server's totals say; empty: not known
};

/// Asks how the server would carry out a statement: EXPLAIN FORMAT=JSON of its reading part, with the values of one
/// that was seen in flight, or with stand-ins. A plain SELECT is explained, so that no row is locked; no lock is waited
/// for where the server can be told so. What comes back holds no literal, and no words of the server about a statement
/// that had some. Errors: Refused, Auth with what is missing, Unreachable, Timeout.
Result<QueryPlan> readStatementPlan(const PollContext &context, const PlanQuestion &question);

/// The steps of EXPLAIN FORMAT=JSON of MariaDB 10.11 (and of MySQL, as far as its manual shows), without literals; at
/// most 200. `sql` is what was explained: the server names tables by their aliases. Error: Protocol.
Result<QueryPlan> planFromJson(const QByteArray &json, const QString &sql, const QString &database);

} // namespace surgedeck::mysql
