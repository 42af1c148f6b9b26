// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

struct Workspace;

/// Makes the workspace's time zone the local time of this process, so that every screen says the same time as the shop's
/// people do. Once, before the first window.
void useTimeZone(const Workspace &workspace);

} // namespace surgedeck
