// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <optional>

namespace surgedeck {

/// Decides when one probe of a source runs again: not before its cadence, and never so often that it costs the peer more
/// than its share of the time. Worker thread of its source.
class ProbeTimer
{
public:
    /// The share is 1 / `inverseShare`: 1 % for a server that customers wait for.
    ProbeTimer(const Clock &clock, Milliseconds cadence, int inverseShare = 100)
        : m_clock(clock), m_cadence(cadence), m_inverseShare(inverseShare) {}

    bool due() const { return !m_nextAt || m_clock.monotonic() >= *m_nextAt; }
    /// Notes that the probe ran and kept the peer busy for `cost`.
    void ran(std::chrono::nanoseconds cost);
    /// The next poll runs it again whatever the cadence says.
    void reset() { m_nextAt.reset(); }
    Milliseconds currentCadence() const { return m_current; }

private:
    const Clock &m_clock;
    Milliseconds m_cadence;
    int m_inverseShare;
    Milliseconds m_current = m_cadence;
    std::chrono::nanoseconds m_averageCost{0};
    std::optional<MonoTime> m_nextAt;
};

} // namespace surgedeck
