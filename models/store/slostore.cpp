// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/slostore.h"

#include "models/store/watched.h"
#include "models/workspace/workspace.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds longestLocalWindow = 1h;
constexpr std::size_t mostNew = 1'000; ///< that nobody has taken: a verb, say

const SourceConfig *sourceOf(const Workspace &workspace, const SloConfig &slo)
{
    return slo.source.isEmpty() ? workspace.defaultMetricSource() : workspace.source(slo.source.id);
}

bool isLocal(const Workspace &workspace, const SloConfig &slo)
{
    const SourceConfig *source = sourceOf(workspace, slo);
    return source && source->type != QLatin1String("prometheus");
}

} // namespace

Milliseconds sloCadence(Milliseconds window)
{
    if (window <= 5min)
        return 5s;
    if (window <= 1h)
        return 15s;
    return window <= 6h ? Milliseconds(1min) : Milliseconds(5min);
}

std::vector<Milliseconds> sloWindows(const Workspace &workspace, const SloConfig &slo)
{
    std::vector<Milliseconds> windows = burnWindows(slo.window);
    windows.push_back(SloStore::step);
    windows.push_back(slo.window);
    if (isLocal(workspace, slo))
        std::erase_if(windows, [](Milliseconds window) { return window > longestLocalWindow; });
    std::ranges::sort(windows);
    const auto repeated = std::ranges::unique(windows);
    windows.erase(repeated.begin(), repeated.end());
    return windows;
}

SloStore::SloStore(const Workspace &workspace)
    : m_workspace(&workspace)
{
    for (const SloConfig &config : workspace.slos) {
        Entry entry;
        entry.config = &config;
        entry.local = isLocal(workspace, config);
        m_entries.push_back(std::move(entry));
    }
}

void SloStore::load(const QString &sloId, const std::vector<SloRollup> &rollups)
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.config->id == sloId; });
    if (found == m_entries.end())
        return;
    std::deque<SloRollup> &all = found->rollups;
    all.insert(all.end(), rollups.begin(), rollups.end());
    std::ranges::stable_sort(all, {}, &SloRollup::end);
    const auto repeated = std::ranges::unique(all, {}, &SloRollup::end);
    all.erase(repeated.begin(), repeated.end());
    if (!all.empty())
        found->lastEnd = all.back().end;
}

void SloStore::evaluate(const MetricStore &metrics, WallTime now, const LostAfter &lostAfter)
{
    m_metrics = &metrics;
    m_lostAfter = &lostAfter;
    m_now = now;
    m_views.clear();
    for (Entry &entry : m_entries) {
        if (!entry.watchedSince && counted(entry, step))
            entry.watchedSince = now;
        collect(entry);
        m_views.push_back(viewOf(entry));
    }
    m_metrics = nullptr; // theirs, for as long as this took
    m_lostAfter = nullptr;
}

/// What the source counted over a window, as far as that is fresh.
std::optional<SloRollup> SloStore::counted(const Entry &entry, Milliseconds window) const
{
    const MetricView errors = m_metrics->view(watched::sloErrors(entry.config->id, window));
    const MetricView total = m_metrics->view(watched::sloTotal(entry.config->id, window));
    const bool isCount = errors.value && total.value && std::isfinite(*errors.value) && std::isfinite(*total.value);
    if (!isCount || !total.evaluatedAt)
        return std::nullopt;
    const WallTime newest = total.newestSample.value_or(*total.evaluatedAt);
    if (m_now - newest > std::max(Milliseconds(1min), (*m_lostAfter)(total.source)) + sloCadence(window))
        return std::nullopt;
    return SloRollup{*total.evaluatedAt, *errors.value, *total.value};
}

/// At each full five minutes, what they counted.
void SloStore::collect(Entry &entry)
{
    const WallTime end = std::chrono::floor<std::chrono::minutes>(m_now) -
                         std::chrono::floor<std::chrono::minutes>(m_now).time_since_epoch() % 5min;
    const bool isWhole = entry.watchedSince && (!entry.local || m_now - *entry.watchedSince >= step);
    if (!isWhole || entry.lastEnd >= end)
        return;
    const auto count = counted(entry, step);
    if (!count || count->end < end)
        return;
    entry.rollups.push_back({end, count->errors, count->total});
    entry.lastEnd = end;
    if (m_new.size() < mostNew)
        m_new.emplace_back(entry.config->id, entry.rollups.back());
    while (!entry.rollups.empty() && m_now - entry.rollups.front().end > span)
        entry.rollups.pop_front();
}

SloStore::Sums SloStore::sums(const Entry &entry, WallTime from) const
{
    Sums sums;
    for (auto rollup = entry.rollups.rbegin(); rollup != entry.rollups.rend() && rollup->end > from; ++rollup) {
        sums.errors += rollup->errors;
        sums.total += rollup->total;
        sums.known += step;
    }
    return sums;
}

std::optional<double> SloStore::ratio(const Entry &entry, Milliseconds window) const
{
    const bool isSeen = !entry.local || (entry.watchedSince && m_now - *entry.watchedSince >= window / 2);
    if (const auto count = isSeen ? counted(entry, window) : std::nullopt)
        return count->total > 0 ? std::optional(count->errors / count->total) : std::nullopt;
    if (!entry.local || window < step)
        return std::nullopt;
    const Sums known = sums(entry, m_now - window);
    const bool isEnough = known.known >= window / 2 && entry.lastEnd && m_now - *entry.lastEnd < 2 * step;
    return isEnough && known.total > 0 ? std::optional(known.errors / known.total) : std::nullopt;
}

SloView SloStore::viewOf(const Entry &entry) const
{
    const SloConfig &config = *entry.config;
    SloView view;
    view.id = config.id;
    view.name = config.name;
    view.objectivePercent = config.objectivePercent;
    view.period = config.window;
    std::map<Milliseconds, std::optional<double>> ratios;
    for (const Milliseconds window : burnWindows(config.window)) {
        ratios[window] = ratio(entry, window);
        if (!view.burn)
            view.burn = burnRate(ratios[window], config.objectivePercent);
    }
    const BurnVerdict verdict = judgeBurn(ratios, config.objectivePercent, config.window);
    view.state = verdict.health;
    view.pair = verdict.pair;
    if (verdict.burn)
        view.burn = verdict.burn;
    // Within the budget in what can be seen: windows that nobody has watched for long enough are no reason to doubt it.
    if (view.state == Health::Unknown && view.burn && *view.burn <= 1)
        view.state = Health::Normal;
    const MetricView newest = m_metrics->view(watched::sloTotal(config.id, step));
    if (newest.value && newest.evaluatedAt)
        view.age = std::max(Milliseconds{0}, m_now - newest.newestSample.value_or(*newest.evaluatedAt));
    addBudget(view, entry);
    addEvent(view, entry);
    return view;
}

void SloStore::addBudget(SloView &view, const Entry &entry) const
{
    Sums known;
    if (const auto count = entry.local && view.period > longestLocalWindow ? std::nullopt : counted(entry, view.period))
        known = {count->errors, count->total, view.period};
    else
        known = sums(entry, m_now - view.period);
    if (!(known.total > 0))
        return;
    view.known = known.known;
    view.goodPercent = 100 * (1 - known.errors / known.total);
    view.budgetLeft = budgetLeft(known.errors, known.total, view.objectivePercent).share;
    // Of a period that is known in part, the unknown part has spent nothing that anybody could count.
    if (view.budgetLeft && known.known < view.period)
        view.budgetLeft = 1 - (1 - *view.budgetLeft) * (toSeconds(known.known) / toSeconds(view.period));
}

void SloStore::addEvent(SloView &view, const Entry &entry) const
{
    for (const EventConfig &event : m_workspace->events) {
        if (event.start > m_now || m_now >= event.end)
            continue;
        view.event = event.name;
        const Sums known = sums(entry, event.start);
        if (!(known.total > 0) || known.known < (m_now - event.start) / 2)
            return;
        const double passed = toSeconds(m_now - event.start) / toSeconds(event.end - event.start);
        view.eventBudgetLeft = eventBudgetLeft(known.errors / known.total * passed, 1, view.objectivePercent).share;
        return;
    }
}

} // namespace surgedeck
