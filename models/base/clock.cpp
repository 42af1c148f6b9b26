// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"

namespace surgedeck {

WallTime SystemClock::now() const
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

MonoTime SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now();
}

} // namespace surgedeck
