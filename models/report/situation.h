// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platformview.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// The situation in one paragraph, for a chat or a phone call: when (local time and UTC), how bad, what is wrong and
/// since when, every figure of the workspace with its unit, its objective and its age, services that are not normal,
/// the split of traffic, what can not be seen, and the workspace's links. Pure: `view.now` is the time; local time is
/// that of the process. What is not known is said to be so.
QString situationText(const PlatformView &view, const Workspace &workspace);

} // namespace surgedeck
