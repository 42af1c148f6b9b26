// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"

#include <optional>

namespace surgedeck {

/// Delays a change of health: worse counts after it lasted `hold`, better after it lasted `clear`. What is first seen
/// counts at once, since nobody knows how long it has been so; unknown counts at once, both ways, since an old state must
/// never stand for one that is not known. Pure.
class HealthHold
{
public:
    HealthHold(Milliseconds hold, Milliseconds clear) : m_hold(hold), m_clear(clear) {}

    Health update(Health raw, WallTime now);
    Health current() const { return m_current.value_or(Health::Unknown); }

private:
    Milliseconds m_hold;
    Milliseconds m_clear;
    std::optional<Health> m_current;
    std::optional<WallTime> m_worseSince;
    std::optional<WallTime> m_betterSince;
};

} // namespace surgedeck
