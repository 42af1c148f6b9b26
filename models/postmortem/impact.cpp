// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/impact.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr double longestStep = 5.0; // seconds
constexpr Milliseconds usualFor{600'000}, notUsual{30'000};

/// Adds up what a rate amounts to over the samples of a span.
struct Sum
{
    double total = 0;
    double known = 0; ///< seconds
    double all = 0;

    void add(std::optional<double> perSecond, double seconds)
    {
        all += seconds;
        if (!perSecond)
            return;
        known += seconds;
        total += *perSecond * seconds;
    }
    std::optional<double> value() const { return known > 0 ? std::optional(total) : std::nullopt; }
    double unknown() const { return all - known; }
};

/// Calls `each` with every sample of the span and the time it stands for.
template <typename Each>
void overSpan(const ReplayOverview &overview, ReplaySpan span, Each each)
{
    const auto &samples = overview.samples;
    for (std::size_t i = 0; i + 1 < samples.size(); ++i) {
        if (samples[i].at < span.from || samples[i].at > span.until)
            continue;
        const double step = toSeconds(samples[i + 1].at - samples[i].at);
        each(samples[i], std::min(step, longestStep), std::max(0.0, step - longestStep));
    }
}

template <typename PerSecond>
Sum sumOf(const ReplayOverview &overview, ReplaySpan span, PerSecond perSecond)
{
    Sum sum;
    overSpan(overview, span, [&](const ReplaySample &sample, double seconds, double missing) {
        sum.add(perSecond(sample), seconds);
        sum.add(std::nullopt, missing);
    });
    return sum;
}

using Value = ReplaySample::Value;

const Value *at(const std::vector<Value> &values, std::size_t index)
{
    return index < values.size() ? &values[index] : nullptr;
}

void addTimes(std::vector<ImpactFigure> &figures, const ReplayOverview &overview, ReplaySpan span)
{
    for (const Health state : {Health::Critical, Health::Degraded, Health::Unknown}) {
        const Sum sum = sumOf(overview, span, [&](const ReplaySample &sample) {
            return std::optional(sample.worst == state ? 1.0 / 60 : 0.0);
        });
        figures.push_back(
            {u"time in state %1"_s.arg(toWord(state)), sum.value(), u"min"_s,
             u"sum of the seconds in which the worst of indicators, services and alarms was %1, / 60"_s.arg(
                 toWord(state)),
             sum.unknown()});
    }
}

void addOrders(std::vector<ImpactFigure> &figures, const ReplayOverview &overview, const Workspace &workspace,
               ReplaySpan span)
{
    for (std::size_t i = 0; i < workspace.indicators.size(); ++i) {
        const IndicatorConfig &indicator = workspace.indicators[i];
        if (indicator.unit != u"per_minute" || (indicator.expected.isEmpty() && !indicator.objective))
            continue;
        const Sum missing = sumOf(overview, span, [&](const ReplaySample &sample) -> std::optional<double> {
            const Value *value = at(sample.indicators, i);
            if (value == nullptr || !value->value || !value->target)
                return std::nullopt;
            return std::max(0.0, *value->target - *value->value) / 60;
        });
        const QString formula = u"sum over the seconds of max(0, target − value) / 60"_s;
        figures.push_back({u"%1 missing against the target"_s.arg(indicator.name), missing.value(), u"count"_s, formula,
                           missing.unknown()});
        if (!indicator.orderValue)
            continue;
        const auto money = missing.value() ? std::optional(*missing.value() * *indicator.orderValue) : std::nullopt;
        figures.push_back({u"revenue missing (%1), an estimate"_s.arg(indicator.name), money, workspace.currency,
                           formula + u", × %1 %2 an order"_s.arg(*indicator.orderValue).arg(workspace.currency),
                           missing.unknown()});
    }
}

void addFailures(std::vector<ImpactFigure> &figures, const ReplayOverview &overview, const Workspace &workspace,
                 ReplaySpan span)
{
    for (std::size_t i = 0; i < workspace.services.size(); ++i) {
        const ServiceConfig &service = workspace.services[i];
        if (service.errorRatio.isEmpty() || service.ratePerMinute.isEmpty())
            continue;
        const Sum failed = sumOf(overview, span, [&](const ReplaySample &sample) -> std::optional<double> {
            const Value *value = at(sample.services, i);
            if (value == nullptr || !value->value || !value->target)
                return std::nullopt;
            return *value->value * *value->target / 60;
        });
        figures.push_back({u"failed requests of %1"_s.arg(service.name), failed.value(), u"requests"_s,
                           u"sum over the seconds of requests a minute × share of errors / 60"_s, failed.unknown()});
    }
}

/// What an indicator usually was: the middle value of the ten minutes before, without the last half minute, in which
/// it may have left its range already; where nothing of that was recorded, the last value before.
std::optional<double> usualBefore(const ReplayOverview &overview, std::size_t indicator, WallTime from)
{
    std::vector<double> known;
    std::optional<double> last;
    for (const ReplaySample &sample : overview.samples) {
        const Value *value = at(sample.indicators, indicator);
        if (sample.at >= from || value == nullptr || !value->value)
            continue;
        last = value->value;
        if (sample.at >= from - usualFor && sample.at <= from - notUsual)
            known.push_back(*value->value);
    }
    if (known.empty())
        return last;
    const auto middle = known.begin() + std::ptrdiff_t(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    return *middle;
}

/// Whether a low value of this indicator is the bad one.
bool lowIsBad(const IndicatorConfig &indicator)
{
    if (!indicator.objective)
        return !indicator.expected.isEmpty();
    return indicator.objective->op == Comparison::Operator::Greater ||
           indicator.objective->op == Comparison::Operator::GreaterOrEqual;
}

} // namespace

std::vector<ImpactFigure> impactFigures(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span)
{
    std::vector<ImpactFigure> figures;
    addTimes(figures, overview, span);
    addOrders(figures, overview, workspace, span);
    addFailures(figures, overview, workspace, span);
    return figures;
}

std::vector<ImpactRow> impactRows(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span)
{
    std::vector<ImpactRow> rows;
    for (std::size_t i = 0; i < workspace.indicators.size(); ++i) {
        const IndicatorConfig &indicator = workspace.indicators[i];
        ImpactRow row{indicator.name, indicator.unit, {}, {}, {}, {}};
        const bool low = lowIsBad(indicator);
        row.before = usualBefore(overview, i, span.from);
        for (const ReplaySample &sample : overview.samples) {
            const Value *value = at(sample.indicators, i);
            if (value == nullptr || !value->value)
                continue;
            if (sample.at < span.from)
                continue;
            if (sample.at > span.until)
                row.after = value->value;
            else if (!row.worst || (low ? *value->value < *row.worst : *value->value > *row.worst)) {
                row.worst = value->value;
                row.worstAt = sample.at;
            }
        }
        rows.push_back(row);
    }
    return rows;
}

} // namespace surgedeck
