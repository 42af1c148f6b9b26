// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

namespace surgedeck {

/// A challenge and what is true now. Texts are safe to show.
struct ReadinessCheck
{
    QString id;
    QString challenge;
    QString response; ///< a value, never "OK"; empty: not known
    Health health = Health::Normal;
};

struct Readiness
{
    QString title; ///< "Ready for Flash Friday", "Not ready for Flash Friday: 2 of 8 open"
    std::vector<ReadinessCheck> checks;
};

/// What can be said about a coming peak from what is seen now: nothing in it is assumed. A check that nothing in this
/// workspace feeds is left out.
Readiness readiness(const Platform &platform);

/// The campaign that goes on or comes next; nullptr: none is planned.
const EventConfig *nextEvent(const Workspace &workspace, WallTime now);

} // namespace surgedeck
