// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/selectors.h"

#include "models/metrics/evaluate/columnloops.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

// Beyond any sample, and far enough from the ends of the type for every sum below.
constexpr std::int64_t latestMs = std::int64_t{1} << 60;

// The oldest sample that a window of this length may hold: 2.42 counts the left end in, 3.x does not.
std::int64_t oldestIn(std::int64_t endMs, std::int64_t lengthMs, const Evaluation &evaluation)
{
    return endMs - lengthMs + (evaluation.isV2() ? 0 : 1);
}

// For each step the newest sample at or before it, within the look-back.
struct InstantWindow
{
    const ShiftedTimes &times;
    std::int64_t lookbackMs; // as oldestIn()
    std::size_t count;
    std::vector<double> column = {};

    // Calls give(step, sample index) for each step that has one.
    void walk(const SeriesView &series, auto give) const
    {
        std::size_t after = 0; // the first sample that is too new
        const std::size_t size = series.timesMs.size();
        for (std::size_t step = 0; step < count; ++step) {
            const std::int64_t time = times.at(step);
            while (after < size && series.timesMs[after] <= time)
                ++after;
            if (after > 0 && series.timesMs[after - 1] >= time - lookbackMs)
                give(step, after - 1);
        }
    }
};

// Where an instant selector looks: `times` decide which sample is the newest, within what is read.
struct InstantPlan
{
    const VectorSelector &selector;
    ShiftedTimes times;
    std::int64_t firstMs; // of the times that are read for
    std::int64_t lastMs;
};

template <typename ValueOf>
void streamInstants(Evaluation &evaluation, const InstantPlan &plan, const Steps &steps, ValueOf valueOf,
                    const TakeColumn &take)
{
    const std::int64_t lookback = -oldestIn(0, evaluation.options().lookbackMs, evaluation);
    InstantWindow window{plan.times, lookback, steps.count};
    const auto visit = [&](const SeriesView &series) {
        window.column.assign(steps.count, absentValue());
        std::int64_t newest = -1;
        window.walk(series, [&](std::size_t step, std::size_t sample) {
            if (isAbsent(series.values[sample])) // a stale marker: the series has ended
                return;
            window.column[step] = valueOf(series, sample);
            newest = static_cast<std::int64_t>(sample);
        });
        if (newest >= 0) {
            evaluation.touched(series.timesMs[static_cast<std::size_t>(newest)]);
            take(Identity(series.labels), window.column);
        }
        return evaluation.proceed(steps.count + series.timesMs.size());
    };
    evaluation.storage().scan({plan.selector.matchers, plan.firstMs - lookback, plan.lastMs, take.order()}, visit);
}

void streamSelectedRanges(Evaluation &evaluation, const MatrixSelector &matrix, const Steps &steps,
                          const TakeRange &take)
{
    const ShiftedTimes times(matrix.selector.shift, steps, evaluation.query());
    std::vector<std::int64_t> liveTimes;
    std::vector<double> liveValues;
    const auto visit = [&](const SeriesView &series) {
        const Identity identity(series.labels);
        RangeSeries range{identity, series.timesMs, series.values};
        if (containsAbsent(series.values)) {
            liveTimes.clear();
            liveValues.clear();
            for (std::size_t i = 0; i < series.values.size(); ++i) {
                if (isAbsent(series.values[i]))
                    continue;
                liveTimes.push_back(series.timesMs[i]);
                liveValues.push_back(series.values[i]);
            }
            range.timesMs = liveTimes;
            range.values = liveValues;
        }
        if (!range.timesMs.empty()) {
            evaluation.touched(range.timesMs.back());
            take.take(range);
        }
        return evaluation.proceed(steps.count + series.timesMs.size());
    };
    const std::int64_t oldest = oldestIn(times.first(), matrix.rangeMs, evaluation);
    evaluation.storage().scan({matrix.selector.matchers, oldest, times.last(), take.order}, visit);
}

// The steps of a sub-query are absolute multiples of its step (engine.go, case SubqueryExpr).
std::optional<Steps> subquerySteps(Evaluation &evaluation, const Subquery &subquery, const Steps &steps)
{
    const ShiftedTimes times(subquery.shift, steps, evaluation.query());
    const std::int64_t step = subquery.stepMs > 0 ? subquery.stepMs : evaluation.options().defaultSubqueryStepMs;
    const std::int64_t lowest = oldestIn(times.first(), subquery.rangeMs, evaluation);
    Steps inner{step * ((times.first() - subquery.rangeMs) / step), step, 0};
    if (inner.startMs < lowest)
        inner.startMs += step;
    if (inner.startMs <= times.last())
        inner.count = static_cast<std::size_t>((times.last() - inner.startMs) / step) + 1;
    if (inner.count == 0)
        return std::nullopt;
    if (inner.count > evaluation.options().mostSamples) {
        evaluation.fail("query processing would load too many samples into memory in query execution");
        return std::nullopt;
    }
    return inner;
}

void streamSubquery(Evaluation &evaluation, const Subquery &subquery, const Steps &steps, const TakeRange &take)
{
    const auto inner = subquerySteps(evaluation, subquery, steps);
    if (!inner)
        return;
    std::vector<std::int64_t> times;
    std::vector<double> values;
    const auto takeColumn = [&](const Identity &identity, std::span<double> column) {
        times.clear();
        values.clear();
        for (std::size_t i = 0; i < column.size(); ++i) {
            if (isAbsent(column[i]))
                continue;
            times.push_back(inner->at(i));
            values.push_back(column[i]);
        }
        if (evaluation.proceed(column.size()) && !times.empty())
            take.take(RangeSeries{identity, times, values});
    };
    streamColumns(evaluation, *subquery.inner, *inner, {takeColumn, take.order});
}

} // namespace

ShiftedTimes::ShiftedTimes(const TimeShift &shift, const Steps &steps, const EvaluationTimes &query)
    : m_first(steps.startMs - shift.offsetMs)
    , m_stepMs(steps.stepMs)
    , m_count(steps.count)
    , m_fixed(shift.at != TimeShift::At::None)
{
    if (!m_fixed)
        return;
    const std::int64_t at = shift.at == TimeShift::At::Start ? query.startMs
                            : shift.at == TimeShift::At::End ? query.endMs
                                                             : shift.atMs;
    m_first = std::clamp(at, -latestMs, latestMs) - shift.offsetMs;
}

void streamSelector(Evaluation &evaluation, const VectorSelector &selector, const Steps &steps, const TakeColumn &take)
{
    const ShiftedTimes times(selector.shift, steps, evaluation.query());
    streamInstants(
        evaluation, {selector, times, times.first(), times.last()}, steps,
        [](const SeriesView &series, std::size_t sample) { return series.values[sample]; }, take);
}

void streamTimestamps(Evaluation &evaluation, const VectorSelector &selector, const Steps &steps,
                      const TakeColumn &take)
{
    // Of an `@` with an offset the server reads what is before the offset, but looks back from the `@` itself.
    TimeShift shift = selector.shift;
    if (shift.at != TimeShift::At::None)
        shift.offsetMs = 0;
    const ShiftedTimes read(selector.shift, steps, evaluation.query());
    streamInstants(
        evaluation, {selector, ShiftedTimes(shift, steps, evaluation.query()), read.first(), read.last()}, steps,
        [](const SeriesView &series, std::size_t sample) { return static_cast<double>(series.timesMs[sample]) / 1000; },
        take);
}

bool isRange(const Expr &expression)
{
    return expression.type == ValueType::Matrix;
}

RangeShape rangeShape(const Expr &expression)
{
    const Expr &range = unwrapped(expression);
    if (const auto *matrix = std::get_if<MatrixSelector>(&range.node))
        return {matrix->rangeMs, matrix->selector.shift};
    const auto &subquery = std::get<Subquery>(range.node);
    return {subquery.rangeMs, subquery.shift};
}

void streamRanges(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeRange &take)
{
    const Expr &range = unwrapped(expression);
    if (const auto *matrix = std::get_if<MatrixSelector>(&range.node))
        streamSelectedRanges(evaluation, *matrix, steps, take);
    else
        streamSubquery(evaluation, std::get<Subquery>(range.node), steps, take);
}

} // namespace surgedeck::metrics
