// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace surgedeck {

/// The range of values from the foot of a plot to its top.
struct ValueRange
{
    double low = 0;
    double high = 1;

    /// 0 at the bottom, 1 at the top, kept inside.
    double share(double value) const;
    /// The same without the clamp, for a value that is known to lie inside.
    double factor() const { return 1 / (high - low); }
    bool operator==(const ValueRange &) const = default;
};

/// A range that ends on round values, and the round values in it.
struct ValueScale
{
    ValueRange range{};
    double step = 1;
    int decimals = 0;

    int intervals() const;
    double at(int line) const { return range.low + line * step; }
    QString label(int line) const;
    /// Which lines get their label where only `most` labels have room: all, or the ends and the middle, or the ends.
    std::vector<int> labelled(int most) const;
    bool operator==(const ValueScale &) const = default;
};

/// The narrowest scale around `wanted` of at most `mostIntervals`. Values that begin near zero begin at zero.
ValueScale scaleAround(const ValueRange &wanted, int mostIntervals);
/// The same, but the scale in use stays while it is not much too wide: an axis that breathes with every value can not
/// be read.
ValueScale steadyScale(const ValueScale &inUse, const ValueRange &wanted, int mostIntervals);

} // namespace surgedeck
