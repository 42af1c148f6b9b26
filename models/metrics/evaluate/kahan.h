// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace surgedeck::metrics {

/// Compensated summation (Kahan, improved by Neumaier), in the two forms that Prometheus has had: 3.x gives up the
/// compensation when the sum overflows, 2.42 let it become NaN.
template <bool overflowResets>
struct KahanSum
{
    double sum = 0;
    double compensation = 0;

    void add(double value)
    {
        const double total = sum + value;
        if (overflowResets && std::isinf(total))
            compensation = 0;
        else if (std::fabs(sum) >= std::fabs(value))
            compensation += (sum - total) + value;
        else
            compensation += (value - total) + sum;
        sum = total;
    }
    double result() const { return sum + compensation; }
};

using KahanSumV2 = KahanSum<false>;
using KahanSumV3 = KahanSum<true>;

} // namespace surgedeck::metrics
