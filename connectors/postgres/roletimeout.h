// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "models/domain/actuator.h"

namespace surgedeck::postgres {

// The longest time that statements of a role may take, as its own setting: it counts for sessions that begin later.
// `actor` is the acting session, whose role has to be allowed to change that role.

Result<Inspection> inspectTimeout(ReadSession &actor, const SetStatementTimeout &action);
/// The receipt's `before` is {"timeout_ms": number or null}: what an undo sets again.
Result<Receipt> setTimeout(ReadSession &actor, const SetStatementTimeout &action);
/// Everything but the change.
Result<Receipt> rehearseTimeout(ReadSession &actor, const SetStatementTimeout &action);
Result<Verdict> verifyTimeout(ReadSession &actor, const SetStatementTimeout &action);

} // namespace surgedeck::postgres
