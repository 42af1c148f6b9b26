// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "models/domain/queryplan.h"

#include <QByteArray>

namespace surgedeck::postgres {

/// Asks how the server would carry out a normalised statement. Nothing is carried out: the statement is prepared
/// without values, planned generically (plan_cache_mode = force_generic_plan) by EXPLAIN EXECUTE in a transaction that
/// only reads, waits for no lock and is rolled back. Of a statement that writes only the reading part is asked for: see
/// explainableSql. Tables of the plan come with their size and indexes. Errors: Refused, Auth with the GRANT that is
/// missing, and those of a statement.
Result<QueryPlan> readStatementPlan(ReadSession &session, const PlanRequest &request);

/// The steps of EXPLAIN (VERBOSE, FORMAT JSON), without literals; at most 200. Error: Protocol, when it is not such a
/// text. Source: PostgreSQL 15 manual, EXPLAIN, and src/backend/commands/explain.c.
Result<QueryPlan> planFromJson(const QByteArray &json);

} // namespace surgedeck::postgres
