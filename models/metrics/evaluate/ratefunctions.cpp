// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/rates.h"
#include "models/metrics/evaluate/windows.h"

namespace surgedeck::metrics {

namespace {

double extrapolated(const Window &window, RateKind kind, const WindowCall &call)
{
    return extrapolatedRate({window.timesMs, window.values, window.startMs, window.endMs}, kind,
                            call.evaluation.options().compat);
}

double betweenLastTwo(const Window &window, RateKind kind)
{
    const std::size_t size = window.values.size();
    if (size < 2)
        return absentValue();
    const double last = window.values[size - 1];
    const double before = window.values[size - 2];
    const std::int64_t interval = window.timesMs[size - 1] - window.timesMs[size - 2];
    if (interval == 0)
        return absentValue();
    const bool wasReset = kind == RateKind::PerSecond && last < before;
    const double change = wasReset ? last : last - before;
    return kind == RateKind::PerSecond ? change / (static_cast<double>(interval) / 1000) : change;
}

} // namespace

double rateOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, RateKind::PerSecond, call);
}

double increaseOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, RateKind::Increase, call);
}

double deltaOf(const Window &window, WindowCall &call)
{
    return extrapolated(window, RateKind::Delta, call);
}

double irateOf(const Window &window, WindowCall &)
{
    return betweenLastTwo(window, RateKind::PerSecond);
}

double ideltaOf(const Window &window, WindowCall &)
{
    return betweenLastTwo(window, RateKind::Delta);
}

double changesOf(const Window &window, WindowCall &)
{
    std::size_t changes = 0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        const double now = window.values[i];
        const double before = window.values[i - 1];
        if (now != before && !(now != now && before != before))
            ++changes;
    }
    return static_cast<double>(changes);
}

double resetsOf(const Window &window, WindowCall &)
{
    std::size_t resets = 0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        if (window.values[i] < window.values[i - 1])
            ++resets;
    }
    return static_cast<double>(resets);
}

} // namespace surgedeck::metrics
