// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/sourcestore.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr int intervalsUntilStale = 3;
constexpr Milliseconds longestSpacing{5 * 60'000};
} // namespace

void SourceStore::add(const QString &id, const QString &type)
{
    Entry entry;
    entry.view.id = id;
    entry.view.type = type;
    if (m_entries.emplace(id, entry).second)
        m_order.push_back(id);
}

void SourceStore::begin(WallTime now)
{
    if (!m_begun)
        m_begun = now;
}

void SourceStore::fold(const Record &record)
{
    const auto found = m_entries.find(record.source);
    if (found == m_entries.end())
        return;
    Entry &entry = found->second;
    if (const auto *health = std::get_if<SourceHealth>(&record.body))
        foldHealth(entry, *health);
    else if (const auto *notices = std::get_if<SourceNotices>(&record.body))
        entry.view.notices = notices->attention;
    else if (const auto *facts = std::get_if<ServerFacts>(&record.body))
        entry.view.facts = *facts;
    else if (const auto *gauges = std::get_if<ServerGauges>(&record.body))
        entry.view.gauges = *gauges;
}

void SourceStore::foldHealth(Entry &entry, const SourceHealth &health)
{
    entry.view.state = health.state;
    entry.view.error = health.error;
    entry.view.nextAttempt = health.nextAttempt;
    entry.view.statementsPerSecond = health.statementsPerSecond;
    entry.view.timeShare = health.timeShare;
    entry.interval = health.interval;
    if (!health.newestSample)
        return;
    if (entry.newestSample && *health.newestSample > *entry.newestSample)
        entry.spacing = std::min(*health.newestSample - *entry.newestSample, longestSpacing);
    entry.newestSample = health.newestSample;
}

std::vector<SourceView> SourceStore::views(WallTime now) const
{
    std::vector<SourceView> all;
    all.reserve(m_order.size());
    for (const QString &id : m_order)
        all.push_back(viewOf(m_entries.at(id), now));
    return all;
}

SourceView SourceStore::view(const QString &id, WallTime now) const
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? SourceView{} : viewOf(found->second, now);
}

SourceView SourceStore::viewOf(const Entry &entry, WallTime now) const
{
    SourceView view = entry.view;
    // A server that scrapes every 15 s is not stale between two scrapes, however often we ask it.
    view.staleAfter = std::max(entry.interval, entry.spacing) * intervalsUntilStale;
    if (!entry.newestSample) {
        if (m_begun)
            view.waiting = std::max(Milliseconds{0}, now - *m_begun);
        return view;
    }
    view.age = std::max(Milliseconds{0}, now - *entry.newestSample);
    if (view.state == SourceState::Ok && *view.age > view.staleAfter)
        view.state = SourceState::Stale;
    return view;
}

} // namespace surgedeck
