// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

namespace surgedeck {

/// A span of wall time, both ends in it.
struct TimeRange
{
    WallTime from{};
    WallTime to{};

    Milliseconds length() const { return to - from; }
    bool isEmpty() const { return to <= from; }
    bool contains(WallTime time) const { return time >= from && time <= to; }
    /// 0 at `from`, 1 at `to`, beyond them outside; 0 when the range is empty.
    double share(WallTime time) const
    {
        return isEmpty() ? 0 : static_cast<double>((time - from).count()) / static_cast<double>(length().count());
    }
    WallTime at(double share) const
    {
        return from + Milliseconds(static_cast<long long>(share * static_cast<double>(length().count())));
    }
    bool operator==(const TimeRange &) const = default;
};

} // namespace surgedeck
