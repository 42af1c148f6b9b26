// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/mean.h"

#include <cmath>
#include <limits>

namespace surgedeck::metrics {

// What an aggregation remembers of one group at one step: begin() takes the first value, add() every other one in the
// order of the series, result() is told how many there were.

struct PlainSum
{
    double sum = 0;
    void begin(double value) { sum = value; }
    void add(double value) { sum += value; }
    double result(double) const { return sum; }
};

// Operation for operation what addCompensated() does with columns.
struct CompensatedSum
{
    double sum = 0;
    double compensation = 0;
    void begin(double value) { sum = value; }
    void add(double value)
    {
        const double total = sum + value;
        const double part = total - sum;
        const double lost = (sum - (total - part)) + (value - part);
        compensation = std::isinf(total) ? 0 : compensation + lost;
        sum = total;
    }
    double result(double) const { return sum + compensation; }
};

template <typename Mean>
struct Average
{
    Mean mean;
    void begin(double value) { mean.add(value); }
    void add(double value) { mean.add(value); }
    double result(double) const { return mean.result(); }
};

struct Count
{
    void begin(double) {}
    void add(double) {}
    double result(double count) const { return count; }
};

struct One
{
    void begin(double) {}
    void add(double) {}
    double result(double) const { return 1; }
};

struct Least
{
    double value = 0;
    void begin(double first) { value = first; }
    void add(double next)
    {
        if (value > next || std::isnan(value))
            value = next;
    }
    double result(double) const { return value; }
};

struct Greatest
{
    double value = 0;
    void begin(double first) { value = first; }
    void add(double next)
    {
        if (value < next || std::isnan(value))
            value = next;
    }
    double result(double) const { return value; }
};

// Welford. In 3.x a first value that is no finite number makes all of it NaN; in 2.42 it counted as no deviation.
template <bool firstMustBeFinite>
struct Variance
{
    double mean = 0;
    double squares = 0;
    double count = 1;
    void begin(double value)
    {
        mean = value;
        if (firstMustBeFinite && !std::isfinite(value))
            squares = std::numeric_limits<double>::quiet_NaN();
    }
    void add(double value)
    {
        ++count;
        const double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }
    double result(double) const { return squares / count; }
};

template <typename Spread>
struct Deviation : Spread
{
    double result(double values) const { return std::sqrt(Spread::result(values)); }
};

} // namespace surgedeck::metrics
