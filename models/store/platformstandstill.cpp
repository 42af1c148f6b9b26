// SPDX-License-Identifier: GPL-3.0-or-later
// Which figures of a platform rest on counters that stand still. One service is judged by the balancer's backend of the same
// name; all services of a metric source together by whatever the balancers answer.
#include "models/store/platform.h"
#include "models/store/watched.h"

namespace surgedeck {

std::optional<Milliseconds> Platform::stillFor(const QString &key, WallTime now) const
{
    const MetricView metric = m_metrics.view(key);
    if (!metric.value || !metric.unchangedSince)
        return std::nullopt;
    return now - *metric.unchangedSince;
}

/// The balancers that prove traffic which the rate under `key` does not see.
std::optional<Standstill> Platform::provenStandstill(const QString &key, const QString &backend, WallTime now) const
{
    const std::optional<Milliseconds> still = stillFor(key, now);
    if (!still || *still < standstillAfter || m_metrics.view(key).value != 0.0)
        return std::nullopt;
    for (const auto &[id, router] : m_routers) {
        const SourceView source = m_sources.view(id, now);
        const double answered = answeredPerSecond(router.sample, backend);
        if (source.state == SourceState::Ok && now - router.readAt <= source.staleAfter && answered >= provenFrom)
            return Standstill{*still, id, answered};
    }
    return std::nullopt;
}

void Platform::noteStandstills(WallTime now)
{
    m_standstills.clear();
    std::map<QString, std::optional<Standstill>> ofSource;
    for (const ServiceConfig &config : m_workspace->services) {
        const QString key = watched::serviceRate(config.id);
        const MetricView metric = m_metrics.view(key);
        if (!metric.value)
            continue;
        const std::optional<Standstill> proven = provenStandstill(key, {}, now);
        const auto [found, first] = ofSource.try_emplace(metric.source, proven);
        if (!proven) // one that moves, and the source does
            found->second.reset();
        else if (!first && found->second)
            found->second->still = std::min(found->second->still, proven->still);
    }
    for (const auto &[source, standstill] : ofSource)
        if (standstill)
            m_standstills.emplace(source, *standstill);
}

std::optional<Standstill> Platform::standstillOf(const ServiceConfig &config, WallTime now) const
{
    const QString key = watched::serviceRate(config.id);
    const auto whole = m_standstills.find(m_metrics.view(key).source);
    if (whole != m_standstills.end())
        return provenStandstill(key, {}, now);
    return provenStandstill(key, config.id, now);
}

} // namespace surgedeck
