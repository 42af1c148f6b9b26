// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/poller.h"

#include <memory>

namespace surgedeck {

class WatchSession;

/// Hands what people and scripts tell of their changes to a session, for as long as what this returns lives.
std::unique_ptr<Poller> watchChanges(WatchSession &session, const Clock &clock);

} // namespace surgedeck
