// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "models/domain/observation.h"

namespace surgedeck::postgres {

/// Version, role in replication and lag. A replica that has replayed all that it received is 0 s behind only while its
/// receiver streams: an idle writer is no lag, and a lost writer is.
Result<ServerFacts> readFacts(ReadSession &session);

} // namespace surgedeck::postgres
