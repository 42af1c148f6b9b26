// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/slostore.h"

#include "models/domain/promselectors.h"
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

Milliseconds sloMemoryStep(Milliseconds period)
{
    constexpr int mostMoments = 2'880; // a quarter of an hour for 30 days
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(period / mostMoments);
    return std::max<Milliseconds>(minutes, 1min);
}

QString sloMemoryQuestion(const SloConfig &slo)
{
    QStringList counts;
    for (const PromSelector &selector : promSelectors(withWindow(slo.total.text, SloStore::step)))
        counts << QStringLiteral("count(%1)").arg(selector.text);
    if (counts.isEmpty())
        return {};
    const auto minutes = [](Milliseconds duration) { return QString::number(duration.count() / 60'000); };
    return QStringLiteral("count_over_time((%1)[%2m:%3m])")
        .arg(counts.join(QStringLiteral(" or ")), minutes(slo.window), minutes(sloMemoryStep(slo.window)));
}

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
    std::vector<SloRollup> all(found->rollups.begin(), found->rollups.end());
    all.insert(all.end(), rollups.begin(), rollups.end());
    std::ranges::stable_sort(all, {}, &SloRollup::end);
    const auto repeated = std::ranges::unique(all, {}, &SloRollup::end);
    all.erase(repeated.begin(), repeated.end());
    found->rollups.clear();
    for (const SloRollup &rollup : all)
        found->rollups.append(rollup);
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
    // A server that has less than five minutes has counted less than five minutes, whatever it answers.
    const bool isRemembered = !entry.local && memory(entry).value_or(Milliseconds{0}) >= step;
    const bool isWhole = entry.watchedSince && (isRemembered || m_now - *entry.watchedSince >= step);
    if (!isWhole || entry.lastEnd >= end)
        return;
    const auto count = counted(entry, step);
    if (!count || count->end < end)
        return;
    entry.rollups.append({end, count->errors, count->total});
    entry.lastEnd = end;
    if (m_new->size() < mostNew)
        m_new.change().emplace_back(entry.config->id, entry.rollups.back());
    while (!entry.rollups.empty() && m_now - entry.rollups.front().end > span)
        entry.rollups.dropFirst();
}

SloStore::Sums SloStore::sums(const Entry &entry, WallTime from) const
{
    Sums sums;
    for (std::size_t i = entry.rollups.size(); i > 0 && entry.rollups[i - 1].end > from; --i) {
        sums.errors += entry.rollups[i - 1].errors;
        sums.total += entry.rollups[i - 1].total;
        sums.known += step;
    }
    return sums;
}

/// How much of the period a server has samples of; nullopt: it did not say. Our own store is not asked.
std::optional<Milliseconds> SloStore::memory(const Entry &entry) const
{
    const MetricView moments = m_metrics->view(watched::sloKnown(entry.config->id));
    if (entry.local || !moments.evaluatedAt || !moments.error.isEmpty())
        return std::nullopt;
    // No sample at any moment: less than a step, which is nothing that a budget could rest on.
    const auto known = Milliseconds(
        std::llround(moments.value.value_or(0) * static_cast<double>(sloMemoryStep(entry.config->window).count())));
    return std::clamp(known, Milliseconds{0}, Milliseconds(entry.config->window));
}

std::optional<double> SloStore::ratio(const Entry &entry, Milliseconds window) const
{
    const Milliseconds half = window / 2;
    bool isSeen = entry.local && entry.watchedSince && m_now - *entry.watchedSince >= half;
    // A window that is hardly longer than the moments lie apart says by having a value that it is known.
    if (!entry.local)
        isSeen = half < 2 * sloMemoryStep(entry.config->window) || memory(entry).value_or(half) >= half;
    if (const auto count = isSeen ? counted(entry, window) : std::nullopt)
        return count->total > 0 ? std::optional(count->errors / count->total) : std::nullopt;
    if (window < step)
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

/// What the source counted over the period, or what was counted every five minutes: whichever knows more of it.
SloStore::Sums SloStore::periodSums(const Entry &entry) const
{
    const Milliseconds period = entry.config->window;
    const Sums rollups = sums(entry, m_now - period);
    const bool isAsked = !entry.local || period <= longestLocalWindow;
    const auto count = isAsked ? counted(entry, period) : std::nullopt;
    const Milliseconds known = entry.local ? period : memory(entry).value_or(Milliseconds{0});
    if (!count || known <= rollups.known)
        return rollups;
    return {count->errors, count->total, known};
}

void SloStore::addBudget(SloView &view, const Entry &entry) const
{
    const Sums known = periodSums(entry);
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
