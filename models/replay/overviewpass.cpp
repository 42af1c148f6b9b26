// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/overviewpass.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostSamples = 200'000;
constexpr Milliseconds sampleEvery{900};

bool isOfTracks(const QString &type)
{
    static const std::array<QString, 9> others{u"session_sample"_s, u"digest_deltas"_s,  u"lock_graph"_s,
                                               u"server_facts"_s,   u"cache_stats"_s,    u"router_sample"_s,
                                               u"query_plan"_s,     u"metric_history"_s, u"server_gauges"_s};
    return std::ranges::find(others, type) == others.end();
}

} // namespace

void OverviewPass::takeForTracks(const JournalEntry &entry)
{
    m_reached = entry.sequence;
    if (isOfTracks(entry.type))
        take(entry);
}

void OverviewPass::take(const JournalEntry &entry)
{
    if (entry.type == openedType)
        collectAlarms(m_fold.platform(), m_overview);
    m_fold.take(entry);
    m_reached = entry.sequence;
    if (entry.type == evaluationType)
        sample();
}

void OverviewPass::sample()
{
    const PlatformView &view = m_fold.platform().view();
    std::vector<ReplaySample> &samples = m_overview.samples;
    if (!samples.empty() && view.now - samples.back().at > notRecorded)
        m_overview.gaps.push_back({samples.back().at, view.now});
    if ((!samples.empty() && view.now - samples.back().at < sampleEvery) || samples.size() >= mostSamples)
        return;
    ReplaySample made{view.now, view.worst, {}, {}};
    made.indicators.reserve(view.indicators.size());
    made.services.reserve(view.services.size());
    for (const IndicatorView &indicator : view.indicators)
        made.indicators.push_back({indicator.figure.value, indicator.target, indicator.state});
    for (const ServiceView &service : view.services)
        made.services.push_back({service.errorRatio.value, service.ratePerMinute.value, service.state});
    samples.push_back(std::move(made));
}

void OverviewPass::collectAlarms(const Platform &platform, ReplayOverview &into) const
{
    for (AlarmEpisode episode : platform.alarmHistory().episodes()) {
        if (!episode.over)
            episode.over = platform.view().now; // whoever came after began anew
        into.alarms.push_back(episode);
    }
}

ReplayOverview OverviewPass::soFar() const
{
    ReplayOverview made = m_overview;
    collectAlarms(m_fold.platform(), made);
    std::ranges::stable_sort(made.alarms, {}, &AlarmEpisode::raised);
    made.changes = m_fold.platform().changes().changes(m_fold.platform().view().now);
    std::ranges::reverse(made.changes);
    return made;
}

void OverviewPass::finish()
{
    const Platform &last = m_fold.platform();
    for (const AlarmEpisode &episode : last.alarmHistory().episodes())
        m_overview.alarms.push_back(episode);
    std::ranges::stable_sort(m_overview.alarms, {}, &AlarmEpisode::raised);
    m_overview.changes = last.changes().changes(last.view().now);
    std::ranges::reverse(m_overview.changes);
    m_overview.complete = true;
}

} // namespace surgedeck
