// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <cstdint>
#include <optional>
#include <random>

namespace surgedeck {

/// When a source is asked next. Pure: it is told how an attempt went and answers with a delay. Consoles spread out:
/// each has its own phase inside the interval and jitter on top. After failures it backs off with full jitter (delay
/// uniform in 0..min(cap, base * 2^n), "Exponential Backoff And Jitter", AWS Architecture Blog 2015), never longer than
/// a person at 03:00 would wait; a peer that refuses or is full is left alone longer, so that consoles do not lock an
/// account or storm a full server.
class PollSchedule
{
public:
    /// `seed` is a hash of this console and the source.
    PollSchedule(Milliseconds interval, std::uint32_t seed);

    Milliseconds interval() const { return m_interval; }
    Milliseconds firstDelay();
    struct Effort
    {
        std::chrono::nanoseconds took; ///< until the answer was complete
        std::chrono::nanoseconds
            cost; ///< of it, how long the peer worked: the rest was the way, or waiting for our turn
    };
    Milliseconds afterSuccess(const Effort &effort);
    Milliseconds afterFailure(Error::Kind kind);
    /// Failures in a row; 5 open the circuit: from then on one attempt at a time is a probe.
    int failures() const { return m_failures; }

private:
    Milliseconds uniform(Milliseconds low, Milliseconds high);

    Milliseconds m_interval;
    std::mt19937 m_random;
    std::chrono::nanoseconds m_averageCost{0};
    int m_failures = 0;
};

} // namespace surgedeck
