// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/probetimer.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr Milliseconds longestCadence{60'000};
} // namespace

void ProbeTimer::ran(std::chrono::nanoseconds cost)
{
    m_averageCost = m_averageCost.count() == 0 ? cost : (m_averageCost * 7 + cost * 3) / 10;
    const auto stretched = std::chrono::duration_cast<Milliseconds>(m_averageCost * m_inverseShare);
    m_current = std::clamp(stretched, m_cadence, std::max(m_cadence, longestCadence));
    m_nextAt = m_clock.monotonic() + m_current;
}

} // namespace surgedeck
