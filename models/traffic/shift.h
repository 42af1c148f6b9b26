// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traffic/shiftevents.h"

// The safety machine of a traffic shift. Pure: what happens next follows from the state and one event; there is no
// clock, no I/O and no memory in it. Times are timers that the driver arms and whose end comes back as an event; the
// journal keeps every state before its effects are carried out, so that the machine begins again where it was after a
// crash.
//
// Percent are those of the canary; the stable side has the rest. docs/decisions, "The safety machine", has the reasons.

namespace surgedeck::traffic {

struct Next
{
    State state;
    Effects effects;
    bool understood = true; ///< false: the event means nothing here and changed nothing, as a late answer does
};

/// The safety checks, each of which the explorer removes once to show which invariant it upholds. The program never
/// does.
struct Checks
{
    bool intentBeforeSend = true;
    bool leaseBeforeSend = true;
    bool sameKeyOnResend = true;
    bool readBeforeIntent = true;
    bool readBackBeforeSuccess = true;
    bool guardsBeforeAdvance = true;
    bool personAfterRestart = true;
    bool rollbackIsSticky = true;
    bool confirmBeforeBake = true;
    bool oldAnswersIgnored = true;
    bool approvalBeforeStart = true;
};

Next next(const State &state, const Event &event, const Rules &rules, const Checks &checks = {});

/// A write of ours may be under way or may still land.
bool hasWriteInHand(const State &state);

} // namespace surgedeck::traffic
