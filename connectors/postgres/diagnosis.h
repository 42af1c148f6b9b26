// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "models/domain/source.h"

namespace surgedeck::postgres {

/// Tests a server stage by stage on sessions of its own. Changes nothing there; of acting it only asks whether the
/// rights are there. Worker thread; blocks within `budget`.
std::vector<DiagnosisStage> diagnoseServer(const SourceSettings &settings, const CallBudget &budget);

} // namespace surgedeck::postgres
