// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/evaluation.h"
#include "models/metrics/evaluate/selectors.h"

#include <array>
#include <string_view>

namespace surgedeck::metrics {

/// The samples of one series that a range function sees at one step: at least one.
struct Window
{
    std::span<const std::int64_t> timesMs;
    std::span<const double> values;
    std::int64_t startMs = 0; ///< of the range, not of the samples
    std::int64_t endMs = 0;
    std::int64_t evaluationMs = 0;
};

/// The scalar arguments of a range function at one step, and where it may complain.
struct WindowCall
{
    Evaluation &evaluation;
    const Call &call;
    std::array<double, 2> scalars = {};
};

/// The value of a range function for one window, or absentValue().
using WindowFunction = double (*)(const Window &window, WindowCall &call);

struct NamedWindowFunction
{
    std::string_view name;
    WindowFunction evaluate = nullptr;
    bool keepsName = false;
};

/// nullptr when it is no function of a range.
const NamedWindowFunction *windowFunction(std::string_view name);

// In ratefunctions.cpp, regression.cpp and overtime.cpp.
double rateOf(const Window &window, WindowCall &call);
double increaseOf(const Window &window, WindowCall &call);
double deltaOf(const Window &window, WindowCall &call);
double irateOf(const Window &window, WindowCall &call);
double ideltaOf(const Window &window, WindowCall &call);
double derivOf(const Window &window, WindowCall &call);
double predictLinearOf(const Window &window, WindowCall &call);
double holtWintersOf(const Window &window, WindowCall &call);
double sumOverTime(const Window &window, WindowCall &call);
double averageOverTime(const Window &window, WindowCall &call);
double countOverTime(const Window &window, WindowCall &call);
double lastOverTime(const Window &window, WindowCall &call);
double minimumOverTime(const Window &window, WindowCall &call);
double maximumOverTime(const Window &window, WindowCall &call);
double presentOverTime(const Window &window, WindowCall &call);
double quantileOverTime(const Window &window, WindowCall &call);
double deviationOverTime(const Window &window, WindowCall &call);
double varianceOverTime(const Window &window, WindowCall &call);
double changesOf(const Window &window, WindowCall &call);
double resetsOf(const Window &window, WindowCall &call);

/// A call with a range among its arguments, all but absent_over_time(), at all steps.
void streamWindowCall(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

/// Whether rate() or increase() is asked of something that is not called a counter; 3.x says so.
bool isStrangeCounter(const Call &call, std::string_view metricName);
void noteCounterName(Evaluation &evaluation, const Call &call, std::string_view metricName);

/// absent_over_time(range).
void streamAbsentOverTime(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

} // namespace surgedeck::metrics
