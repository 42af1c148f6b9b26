// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// What we know of a source. The words are part of the JSON documents and never change.
enum class SourceState {
    Ok,
    Stale,   ///< it answers, but its newest sample is older than 3 intervals
    Full,    ///< it lives and takes no further session
    Down,    ///< the last attempt failed
    Denied,  ///< it refuses us
    Unknown, ///< no attempt has ended yet
};

/// How a figure, a service or the platform is. Ordered by how bad it is to a reader; Unknown is never better than Normal.
enum class Health { Normal, Unknown, Attention, Degraded, Critical };

enum class AlarmState { Pending, Firing, Acknowledged, Silenced, Resolved, SourceLost };

enum class RouteState {
    Idle, Planned, Approved, Verifying, Baking, Held, RollingBack, RolledBack, Aborted, Done, Unknown, Conflict,
    Recovering, Drifted,
};

/// Where an active session spends its time now.
enum class WaitClass { Running, Lock, Io, Client, Other };

QString toWord(SourceState state);
QString toWord(Health health);
QString toWord(AlarmState state);
QString toWord(RouteState state);
QString toWord(WaitClass wait);

} // namespace surgedeck
