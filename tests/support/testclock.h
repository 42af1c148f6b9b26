// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <atomic>

namespace surgedeck {

/// A clock that stands still until a test moves it. Wall and monotonic time move together.
class TestClock final : public Clock
{
public:
    explicit TestClock(WallTime start = WallTime(std::chrono::seconds(1'790'000'000))) : m_start(start) {}

    WallTime now() const override { return m_start + std::chrono::duration_cast<Milliseconds>(passed()); }
    MonoTime monotonic() const override { return MonoTime(std::chrono::hours(1)) + passed(); }
    void advance(Milliseconds by) { m_passedNs += std::chrono::nanoseconds(by).count(); }

private:
    std::chrono::nanoseconds passed() const { return std::chrono::nanoseconds(m_passedNs.load()); }

    WallTime m_start;
    std::atomic<long long> m_passedNs = 0;
};

} // namespace surgedeck
