// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commandroad.h"

namespace surgedeck {

/// Commands as a responder would give them, straight to an actuator: inspect, grant, execute, and verify for a while.
class ActingHand
{
public:
    ActingHand(Actuator &actuator, const Clock &clock)
        : m_actuator(actuator)
        , m_clock(clock)
    {
    }

    /// `action` with the identity that the server shows now, where it has none.
    Result<Inspection> inspect(const Action &action);
    /// The receipt, or the refusal of the grant or the actuator as one.
    Receipt execute(Action action);
    /// As execute(), with what the action names taken as it is: nothing is looked at before.
    Receipt executeBlindly(const Action &action);
    /// Until it is done, 10 s at most.
    Verdict verify(const Action &action);
    /// All of it: "accepted / done", "refused: why".
    QString carryOut(Action action);

private:
    Command commandOf(const Action &action) const;

    Actuator &m_actuator;
    const Clock &m_clock;
};

} // namespace surgedeck
