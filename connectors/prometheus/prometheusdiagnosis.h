// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Tests a connection to a Prometheus API stage by stage, over connections of its own. Blocks, 4 s at most in all.
std::vector<DiagnosisStage> diagnosePrometheus(const HttpPeer &peer, const Clock &clock, std::stop_token stop);

} // namespace surgedeck
