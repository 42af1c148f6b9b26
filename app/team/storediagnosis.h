// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"
#include "models/workspace/workspace.h"

#include <stop_token>

namespace surgedeck {

/// What `surgedeck doctor` says of a workspace's team store: whether it can be reached, has its tables, is none of the
/// databases that are watched, and how far our clock is from its own. Blocks, 4 s for each database; empty: there is no
/// team store.
std::vector<DiagnosisStage> diagnoseStore(const Workspace &workspace, const Clock &clock, std::stop_token stop);

} // namespace surgedeck
