// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/memorystorage.h"

#include <algorithm>
#include <numeric>

namespace surgedeck::metrics {

namespace {

bool strictlyAscending(const std::vector<std::int64_t> &times)
{
    return std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end();
}

void sortByTime(SeriesSamples &series)
{
    if (strictlyAscending(series.timesMs))
        return;
    std::vector<std::size_t> order(series.timesMs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return series.timesMs[a] < series.timesMs[b]; });
    std::vector<std::int64_t> times;
    std::vector<double> values;
    times.reserve(order.size());
    values.reserve(order.size());
    for (const std::size_t i : order) {
        if (!times.empty() && times.back() == series.timesMs[i])
            continue;
        times.push_back(series.timesMs[i]);
        values.push_back(series.values[i]);
    }
    series.timesMs = std::move(times);
    series.values = std::move(values);
}

template <typename T>
void append(std::vector<T> &to, std::vector<T> &&from)
{
    if (to.empty())
        to = std::move(from);
    else
        to.insert(to.end(), from.begin(), from.end());
}

bool matches(const Labels &labels, std::span<const Matcher> matchers)
{
    return std::all_of(matchers.begin(), matchers.end(), [&](const Matcher &m) { return m.matches(labels); });
}

SeriesView window(const SeriesSamples &series, std::int64_t fromMs, std::int64_t toMs)
{
    const auto begin = std::lower_bound(series.timesMs.begin(), series.timesMs.end(), fromMs);
    const auto end = std::upper_bound(begin, series.timesMs.end(), toMs);
    const auto first = static_cast<std::size_t>(begin - series.timesMs.begin());
    const auto count = static_cast<std::size_t>(end - begin);
    return {series.labels, std::span(series.timesMs).subspan(first, count),
            std::span(series.values).subspan(first, count)};
}

} // namespace

void MemoryStorage::add(Labels labels, std::vector<std::int64_t> timesMs, std::vector<double> values)
{
    const auto [at, isNew] = m_positions.try_emplace(labels, m_series.size());
    if (isNew)
        m_series.push_back({std::make_shared<const Labels>(std::move(labels)), {}, {}});
    SeriesSamples &series = m_series[at->second];
    append(series.timesMs, std::move(timesMs));
    append(series.values, std::move(values));
}

void MemoryStorage::finish()
{
    m_positions.clear();
    for (SeriesSamples &series : m_series)
        sortByTime(series);
    std::sort(m_series.begin(), m_series.end(),
              [](const SeriesSamples &a, const SeriesSamples &b) { return *a.labels < *b.labels; });
    for (std::size_t i = 0; i < m_series.size(); ++i)
        m_byName[std::string(m_series[i].labels->get(nameLabel))].push_back(i);
}

const std::vector<std::size_t> *MemoryStorage::candidates(std::span<const Matcher> matchers) const
{
    static const std::vector<std::size_t> none;
    for (const Matcher &matcher : matchers) {
        if (matcher.type() != MatchType::Equal || matcher.name() != nameLabel)
            continue;
        const auto at = m_byName.find(matcher.value());
        return at == m_byName.end() ? &none : &at->second;
    }
    return nullptr;
}

std::vector<SeriesSamples> MemoryStorage::select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                                 std::int64_t toMs) const
{
    std::vector<SeriesSamples> result;
    scan({matchers, fromMs, toMs}, [&](const SeriesView &view) {
        result.push_back(
            {view.labels, {view.timesMs.begin(), view.timesMs.end()}, {view.values.begin(), view.values.end()}});
        return true;
    });
    return result;
}

void MemoryStorage::scan(const SeriesScan &what, const SeriesVisitor &visit) const
{
    const auto goesOn = [&](const SeriesSamples &series) {
        if (!matches(*series.labels, what.matchers))
            return true;
        const SeriesView view = window(series, what.fromMs, what.toMs);
        return view.timesMs.empty() || visit(view);
    };
    if (const auto *positions = candidates(what.matchers))
        (void)std::all_of(positions->begin(), positions->end(), [&](std::size_t i) { return goesOn(m_series[i]); });
    else
        (void)std::all_of(m_series.begin(), m_series.end(), goesOn);
}

std::optional<std::int64_t> MemoryStorage::newestMs() const
{
    std::optional<std::int64_t> newest;
    for (const SeriesSamples &series : m_series) {
        if (!series.timesMs.empty())
            newest = std::max(newest.value_or(series.timesMs.back()), series.timesMs.back());
    }
    return newest;
}

} // namespace surgedeck::metrics
