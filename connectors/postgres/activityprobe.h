// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "connectors/postgres/statementtexts.h"
#include "models/domain/observation.h"

namespace surgedeck::postgres {

/// One read of pg_stat_activity.
struct Activity
{
    SessionSample sample;
    int lockWaiters = 0; ///< of any kind of process, autovacuum too
};

/// Where PostgreSQL's wait_event_type says that an active session spends its time; empty: it runs.
WaitClass waitClassOf(QStringView waitEventType);

/// Counts over all client sessions and the 1000 with the oldest transactions in detail, in one statement. Ours are left
/// out of all but the number of connections, which they take part in using up. Error Auth when the role may not see the
/// others' sessions: a count without them would be a lie.
Result<Activity> readActivity(ReadSession &session, StatementTexts &texts);

} // namespace surgedeck::postgres
