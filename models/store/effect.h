// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/databasestore.h"

namespace surgedeck {

/// How a database did just before something was done to it, and how it does as of what it told last. Pure.
struct Effect
{
    WallTime before{}; ///< when the figures before were read
    WallTime now{};
    int waitersBefore = 0; ///< sessions that wait for a lock
    int waitersNow = 0;
    double activeBefore = 0; ///< sessions at work, average of about 5 s
    double activeNow = 0;
    bool operator==(const Effect &) const = default;
};

/// nullopt: it was not watched before, or has not told anything since.
std::optional<Effect> effectSince(const DatabaseStore &database, WallTime done);

/// "12 waited for a lock, now 0; 14 at work, now 2"
QString toWords(const Effect &effect);

} // namespace surgedeck
