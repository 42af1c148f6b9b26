// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/states.h"

#include <array>

namespace surgedeck {

namespace {

template <typename Enum, std::size_t N>
QString wordOf(Enum value, const std::array<const char *, N> &words)
{
    return QString::fromLatin1(words.at(static_cast<std::size_t>(value)));
}

} // namespace

QString toWord(SourceState state)
{
    return wordOf(state, std::array{"ok", "stale", "full", "down", "denied", "unknown"});
}

QString toWord(Health health)
{
    return wordOf(health, std::array{"normal", "unknown", "attention", "degraded", "critical"});
}

QString toWord(AlarmState state)
{
    return wordOf(state, std::array{"pending", "firing", "acknowledged", "silenced", "resolved", "source_lost"});
}

QString toWord(RouteState state)
{
    return wordOf(state, std::array{"idle", "planned", "approved", "verifying", "baking", "held", "rolling_back",
                                    "rolled_back", "aborted", "done", "unknown", "conflict", "recovering", "drifted"});
}

QString toWord(WaitClass wait)
{
    return wordOf(wait, std::array{"running", "lock", "io", "client", "other"});
}

} // namespace surgedeck
