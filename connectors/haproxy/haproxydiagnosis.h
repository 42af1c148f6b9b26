// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/haproxy/haproxyinstance.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Tests balancers stage by stage, all at once, within one deadline. With several, one stage tells of all: it is ok
/// when it is for each. Whether weights could be set is read from the level of the acting socket; nothing is set.
std::vector<DiagnosisStage> diagnoseHaproxy(const std::vector<HaproxyInstance> &instances,
                                            const std::optional<HaproxyInstance> &act, const Clock &clock,
                                            const Deadline &deadline);

} // namespace surgedeck
