// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

namespace surgedeck {

/// One participant with its place in the queue.
struct LockNode
{
    LockParticipant participant;
    bool root = false; ///< blocks somebody and waits for nobody
    bool cycle = false; ///< waits for itself through others: a deadlock the server has not resolved yet
    int blocks = 0;    ///< how many wait for it, directly or through others, each once
    int depth = 0;     ///< distance from the nearest root
};

/// Orders a lock graph as people read it: every root with those that wait for it below, heaviest root first, the longest
/// waiter first. Blockers that the graph names and does not describe are added as participants of unknown state. A
/// participant that waits for several appears once, under its nearest root. At most 10,240 participants are looked at.
std::vector<LockNode> lockTree(const LockGraph &graph);

} // namespace surgedeck
