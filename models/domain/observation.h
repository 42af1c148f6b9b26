// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/databaseobservations.h"
#include "models/domain/platformobservations.h"
#include "models/domain/queryplan.h"

#include <variant>

// What sources see. Plain values: made on a worker, never changed after, carried to the journal and the stores.
// A number that the peer did not give is nullopt, never 0. Every text of a statement in here is already normalised:
// no literal leaves a connector. A new kind of observation is rare; the variant below makes the compiler list what to
// do.

namespace surgedeck {

using Observation = std::variant<SourceHealth, SourceNotices, SessionSample, DigestDeltas, LockGraph, ServerFacts,
                                 CacheStats, RouterSample, MetricSample, MetricHistory, Changes, RuleAlerts,
                                 PublishedHealth, EvaluationMark, ServerGauges, QueryPlan>;

} // namespace surgedeck
