// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace surgedeck {

using Milliseconds = std::chrono::milliseconds;
/// Wall time, UTC, milliseconds: what records, documents and people see.
using WallTime = std::chrono::sys_time<Milliseconds>;
/// Monotonic time: what ages and deadlines are computed from. Only differences mean something.
using MonoTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// The only reader of time. Everything else is handed one, so that replay and tests decide what time it is.
/// Thread-safe: implementations are read from every worker.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual WallTime now() const = 0;
    virtual MonoTime monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    WallTime now() const override;
    MonoTime monotonic() const override;
};

/// Seconds as a double, for documents and formulas.
template <typename Duration>
double toSeconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace surgedeck
