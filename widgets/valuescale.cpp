// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/valuescale.h"

#include "models/base/numbertext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck {

namespace {

constexpr std::array<double, 6> roundSteps{1, 2, 2.5, 5, 10, 20};
/// A scale that the data fills less than this far is made anew.
constexpr double leastFilled = 0.4;
/// Values that reach down to this share of their greatest are read against zero.
constexpr double nearZero = 0.5;

bool isUsable(const ValueRange &range)
{
    return std::isfinite(range.low) && std::isfinite(range.high) && range.high > range.low;
}

ValueScale scaleOf(const ValueRange &range, double step)
{
    // The small tolerance keeps 0.3 / 0.1 from taking one step more than it needs.
    constexpr double tolerance = 1e-9;
    ValueScale scale;
    scale.step = step;
    scale.range.low = std::floor(range.low / step + tolerance) * step;
    scale.range.high = std::ceil(range.high / step - tolerance) * step;
    const bool half = std::abs(std::remainder(step / std::pow(10, std::floor(std::log10(step))), 1)) > 0.1;
    scale.decimals = std::clamp(int(-std::floor(std::log10(step) + tolerance)) + (half ? 1 : 0), 0, 9);
    return scale;
}

} // namespace

double ValueRange::share(double value) const
{
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

int ValueScale::intervals() const
{
    return int(std::lround((range.high - range.low) / step));
}

QString ValueScale::label(int line) const
{
    const double value = at(line);
    return fixedNumber(std::abs(value) < step / 2 ? 0 : value, decimals);
}

std::vector<int> ValueScale::labelled(int most) const
{
    const int last = intervals();
    std::vector<int> lines;
    const int every = last < most ? 1 : last % 2 == 0 && most >= 3 ? last / 2 : last;
    for (int line = 0; line <= last; line += std::max(1, every))
        lines.push_back(line);
    return lines;
}

ValueScale scaleAround(const ValueRange &wanted, int mostIntervals)
{
    ValueRange range = wanted;
    if (!isUsable(range))
        return {};
    if (range.low > 0 && range.low <= nearZero * range.high)
        range.low = 0;
    const double smallest = std::pow(10, std::floor(std::log10((range.high - range.low) / mostIntervals)));
    for (const double factor : roundSteps) {
        const ValueScale scale = scaleOf(range, smallest * factor);
        if (scale.intervals() <= mostIntervals && scale.range.high > scale.range.low)
            return scale;
    }
    return scaleOf(range, smallest * 50);
}

ValueScale steadyScale(const ValueScale &inUse, const ValueRange &wanted, int mostIntervals)
{
    const ValueScale fresh = scaleAround(wanted, mostIntervals);
    const bool holds = wanted.low >= inUse.range.low && wanted.high <= inUse.range.high;
    const double used = inUse.range.high - inUse.range.low;
    const bool filled = fresh.range.high - fresh.range.low >= leastFilled * used;
    return holds && filled && inUse.intervals() <= mostIntervals ? inUse : fresh;
}

} // namespace surgedeck
