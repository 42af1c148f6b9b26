// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmbook.h"

#include <set>

namespace surgedeck {

enum class Tone
{
    None,
    Soft,  ///< once, for what is degraded
    Urgent ///< again and again, until somebody takes what is critical
};

/// When a tone is due: soft, once, for a new degraded alarm; urgent each 5 s while a critical one is taken by nobody.
/// In a flood at most one in 30 s: people who hear a siren all the time switch it off. Fed once a second. Pure.
class ToneRules
{
public:
    static constexpr Milliseconds repeat{5'000};
    static constexpr Milliseconds repeatInFlood{30'000};

    enum class Rate
    {
        Usual,
        Flood
    };
    Tone due(const std::vector<Alarm> &alarms, Rate rate, WallTime now);

private:
    std::set<QString> m_heard; ///< alarms that had their soft tone
    std::optional<WallTime> m_last;
};

} // namespace surgedeck
