// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/windowleaf.h"

#include "models/metrics/evaluate/columnloops.h"
#include "models/metrics/evaluate/rates.h"
#include "models/metrics/functionsignatures.h"

#include <algorithm>
#include <limits>
#include <map>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t stepsBetweenRegrouping = 128;

// Samples without stale markers, up to a time.
SampleColumns liveUntil(const SampleColumns &samples, std::int64_t lastMs)
{
    SampleColumns live;
    for (std::size_t i = 0; i < samples.size() && samples.timesMs[i] <= lastMs; ++i) {
        if (!isAbsent(samples.values[i]))
            live.append({samples.timesMs[i], samples.values[i]});
    }
    return live;
}

} // namespace

WindowLeaf::WindowLeaf(const SampleStore &store, const Call &call, const MatrixSelector &matrix)
    : m_call(call)
    , m_matrix(matrix)
    , m_series(store, matrix.selector.matchers)
{
}

bool WindowLeaf::advance(Evaluation &evaluation, std::int64_t timeMs)
{
    if (m_isTooLarge)
        return false;
    if (m_series.refresh())
        follow();
    m_series.readNewest();
    m_mostKept = std::min(evaluation.options().mostKeptSamples, evaluation.options().mostSamples);
    const std::int64_t endMs = timeMs - m_matrix.selector.shift.offsetMs;
    m_window = {endMs - m_matrix.rangeMs, endMs};
    absorb(m_window.startMs + (evaluation.isV2() ? 0 : 1));
    if (m_isTooLarge)
        return false;
    m_values.assign(m_series.size(), absentValue());
    const Steps steps{timeMs, 1, 1};
    WindowCall call{evaluation, m_call};
    std::size_t scalars = 0;
    for (const ExprPtr &argument : m_call.arguments) {
        if (!isRange(*argument))
            call.scalars[scalars++] = scalarColumn(evaluation, *argument, steps).front();
    }
    for (const Cohort &cohort : m_cohorts) {
        const WindowBounds rows = cohort.bounds(m_window.startMs + (evaluation.isV2() ? 0 : 1), endMs);
        if (rows.isEmpty() || !evaluation.proceed(cohort.members().size() * 2))
            continue;
        evaluation.touched(cohort.times(rows).back());
        if (rateKind(m_call.function->name))
            evaluateRates(evaluation, cohort, rows);
        else
            evaluateWindows(call, cohort, rows, timeMs);
    }
    return true;
}

// Series have come or gone.
void WindowLeaf::follow()
{
    std::vector<std::uint32_t> placeOf(m_seen.size(), LeafSeries::none);
    m_homeless.clear();
    std::vector<std::uint32_t> seen(m_series.size(), 0);
    for (std::uint32_t place = 0; place < m_series.size(); ++place) {
        const std::uint32_t former = m_series.former()[place];
        if (former != LeafSeries::none) {
            placeOf[former] = place;
            seen[place] = m_seen[former];
        }
    }
    std::vector<char> hasCohort(m_series.size(), 0);
    std::erase_if(m_cohorts, [&](Cohort &cohort) {
        bool isWhole = true;
        for (Cohort::Member &member : cohort.members()) {
            member.place = placeOf[member.place];
            isWhole = isWhole && member.place != LeafSeries::none;
        }
        // Of one that has lost a member the others are read again: as homeless that have never been seen.
        for (const Cohort::Member &member : cohort.members()) {
            if (member.place != LeafSeries::none) {
                hasCohort[member.place] = isWhole ? 1 : 0;
                seen[member.place] = 0;
            }
        }
        return !isWhole;
    });
    for (std::uint32_t place = 0; place < m_series.size(); ++place) {
        if (hasCohort[place] == 0)
            m_homeless.push_back(place);
    }
    m_seen = std::move(seen);
}

void WindowLeaf::absorb(std::int64_t oldestMs)
{
    std::vector<std::uint32_t> unsettled;
    const bool regroups = ++m_steps % stepsBetweenRegrouping == 0 && m_cohorts.size() > 16 + m_series.size() / 16;
    std::erase_if(m_cohorts, [&](Cohort &cohort) {
        const bool isSettled = !regroups && absorbRow(cohort);
        cohort.dropBefore(oldestMs);
        if (isSettled && !cohort.isEmpty())
            return false;
        for (const Cohort::Member &member : cohort.members()) {
            m_seen[member.place] = member.appended;
            (isSettled ? m_homeless : unsettled).push_back(member.place);
        }
        return true;
    });
    std::erase_if(m_homeless, [&](std::uint32_t place) {
        const bool hasNews = m_series.newest(place).appended != m_seen[place];
        if (hasNews)
            unsettled.push_back(place);
        return hasNews;
    });
    m_kept = 0;
    for (const Cohort &cohort : m_cohorts)
        m_kept += cohort.values();
    if (!unsettled.empty())
        reload(std::move(unsettled), oldestMs);
    if (m_kept > m_mostKept) {
        m_isTooLarge = true;
        m_cohorts.clear();
    }
}

// One new sample for all members, at one time and none a stale marker, or none for any. False: anything else.
bool WindowLeaf::absorbRow(Cohort &cohort)
{
    std::vector<Cohort::Member> &members = cohort.members();
    const NewestSample &first = m_series.newest(members.front().place);
    const std::uint32_t more = first.appended - members.front().appended;
    if (more > 1)
        return false;
    m_row.resize(members.size());
    bool isUniform = true;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const NewestSample &newest = m_series.newest(members[i].place);
        isUniform &= newest.appended - members[i].appended == more;
        isUniform &= newest.sample.timeMs == first.sample.timeMs;
        m_row[i] = newest.sample.value;
    }
    if (more == 0)
        return isUniform || std::all_of(members.begin(), members.end(), [&](const Cohort::Member &member) {
                   return m_series.newest(member.place).appended == member.appended;
               });
    if (!isUniform || containsAbsent(m_row) || first.sample.timeMs <= cohort.lastTimeMs())
        return false;
    cohort.append(first.sample.timeMs, m_row);
    for (Cohort::Member &member : members)
        ++member.appended;
    return true;
}

// Reads the windows of these series and finds them cohorts.
void WindowLeaf::reload(std::vector<std::uint32_t> places, std::int64_t oldestMs)
{
    std::sort(places.begin(), places.end());
    std::vector<SeriesRef> refs;
    for (const std::uint32_t place : places)
        refs.push_back(m_series.refs()[place]);
    std::map<std::vector<std::int64_t>, std::size_t> cohortOf;
    std::vector<Cohort> made;
    std::vector<char> isHoused(places.size(), 0);
    const auto give = [&](std::size_t i, const SampleColumns &samples) {
        const NewestSample &newest = m_series.newest(places[i]);
        const SampleColumns live = liveUntil(samples, newest.sample.timeMs);
        m_kept += live.size();
        if (live.size() == 0 || m_kept > m_mostKept)
            return;
        const auto [place, isNew] = cohortOf.try_emplace(live.timesMs, made.size());
        if (isNew)
            made.emplace_back(live.timesMs);
        made[place->second].join({places[i], newest.appended}, live.values);
        isHoused[i] = 1;
    };
    m_series.store().readEach(refs, oldestMs, std::numeric_limits<std::int64_t>::max(), give);
    for (Cohort &cohort : made) {
        cohort.arrange();
        m_cohorts.push_back(std::move(cohort));
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        m_seen[places[i]] = m_series.newest(places[i]).appended;
        if (isHoused[i] == 0)
            m_homeless.push_back(places[i]);
    }
}

void WindowLeaf::evaluateRates(Evaluation &evaluation, const Cohort &cohort, WindowBounds rows)
{
    if (rows.end - rows.first < 2)
        return;
    const RateKind kind = *rateKind(m_call.function->name);
    const Compat compat = evaluation.options().compat;
    RateWindow window{cohort.times(rows), {}, m_window.startMs, m_window.endMs};
    const RateStep step = rateStep(window, kind, compat);
    const bool isCounter = kind != RateKind::Delta;
    const double *const firstRow = cohort.row(rows.first);
    const double *const lastRow = cohort.row(rows.end - 1);
    for (std::size_t member = 0; member < cohort.members().size(); ++member) {
        const double change = lastRow[member] - firstRow[member];
        double &value = m_values[cohort.members()[member].place];
        value = change * step.factor;
        if (isCounter && (cohort.fellAfter(rows.first, member) || step.mayClamp(firstRow[member], change))) {
            cohort.columns(rows, {member, 1}, m_columns);
            window.values = m_columns;
            value = extrapolatedRate(window, kind, compat);
        }
    }
}

void WindowLeaf::evaluateWindows(WindowCall &call, const Cohort &cohort, WindowBounds rows, std::int64_t timeMs)
{
    const WindowFunction evaluate = windowFunction(m_call.function->name)->evaluate;
    Window window{cohort.times(rows), {}, m_window.startMs, m_window.endMs, timeMs};
    const std::size_t size = rows.end - rows.first;
    Cohort::Block block;
    for (; block.first < cohort.members().size(); block.first += block.count) {
        block.count = std::min(Cohort::blockSize, cohort.members().size() - block.first);
        cohort.columns(rows, block, m_columns);
        for (std::size_t i = 0; i < block.count; ++i) {
            window.values = std::span(m_columns).subspan(i * size, size);
            m_values[cohort.members()[block.first + i].place] = evaluate(window, call);
        }
    }
}

} // namespace surgedeck::metrics
