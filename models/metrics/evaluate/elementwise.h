// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

#include <string_view>

namespace surgedeck::metrics {

/// abs(), sin(), hour() and all others that make one number of one number and drop the name.
using ElementFunction = double (*)(double value);

/// nullptr when it is none.
ElementFunction elementFunction(std::string_view name);
/// One of a time, in seconds; such a function without argument takes the evaluation time. nullptr when it is none.
ElementFunction dateFunction(std::string_view name);

/// What a function makes of a column, and where the result goes. Absent values stay.
struct ColumnChange
{
    std::function<void(std::span<double> values)> change;
    const TakeColumn &take;
};

/// The vector `argument`, changed and without names.
void streamChanged(Evaluation &evaluation, const Expr &argument, const Steps &steps, ColumnChange change);

/// Math.Min and Math.Max of Go: NaN wins over all but the infinity that decides.
double goMinimum(double a, double b);
double goMaximum(double a, double b);

/// int64(value) of Go on amd64: what does not fit becomes the least number.
std::int64_t goInteger(double value);

} // namespace surgedeck::metrics
