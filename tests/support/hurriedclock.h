// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <atomic>

namespace surgedeck {

/// The real time, and what a test adds to it: a minute of silence passes at once, while servers and deadlines go on as ever.
class HurriedClock final : public Clock
{
public:
    WallTime now() const override { return m_real.now() + ahead(); }
    MonoTime monotonic() const override { return m_real.monotonic() + ahead(); }
    void hurry(Milliseconds by) { m_ahead += by.count(); }

private:
    Milliseconds ahead() const { return Milliseconds(m_ahead.load()); }

    SystemClock m_real;
    std::atomic<long long> m_ahead = 0;
};

} // namespace surgedeck
