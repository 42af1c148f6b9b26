// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/digestbook.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr double olderDayCounts = 0.8;
constexpr double fewestCalls = 20; ///< a mean of fewer is chance

std::size_t hourOf(WallTime time)
{
    return std::size_t(std::chrono::duration_cast<std::chrono::hours>(time.time_since_epoch()).count() % 24);
}

qint64 dayOf(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::hours>(time.time_since_epoch()).count() / 24;
}

/// A day that is over becomes one of the earlier ones.
void closeDay(DigestMemory::Hour &hour, qint64 day)
{
    if (hour.today == day)
        return;
    if (hour.callsToday > 0) {
        hour.calls = hour.calls * olderDayCounts + hour.callsToday;
        hour.totalMs = hour.totalMs * olderDayCounts + hour.totalMsToday;
        hour.days += 1;
    }
    hour.today = day;
    hour.callsToday = hour.totalMsToday = 0;
}

} // namespace

void DigestBook::see(const QString &digest, WallTime at)
{
    if (digest.isEmpty() || m_digests.contains(digest) || m_digests.size() >= most)
        return;
    DigestMemory &memory = m_digests[digest].change();
    memory.firstSeen = at;
    memory.isCertain = at - *m_watchedSince >= settling;
    noteChange(digest);
}

/// To insert what is there already would end what copies share.
void DigestBook::noteChange(const QString &digest)
{
    if (!m_changed.contains(digest))
        m_changed.insert(digest);
}

void DigestBook::fold(WallTime at, const Observation &observation)
{
    m_watchedSince = std::min(m_watchedSince.value_or(at), at);
    if (const auto *sample = std::get_if<SessionSample>(&observation))
        for (const Session &session : sample->sessions)
            if (session.active)
                see(session.digest, at);
    if (const auto *deltas = std::get_if<DigestDeltas>(&observation))
        for (const DigestDelta &delta : deltas->digests)
            foldDelta(at, delta);
}

void DigestBook::foldDelta(WallTime at, const DigestDelta &delta)
{
    see(delta.digest, at);
    const auto found = m_digests.find(delta.digest);
    if (found == m_digests.end() || delta.calls <= 0)
        return;
    DigestMemory::Hour &hour = found->second.change().hours[hourOf(at)];
    closeDay(hour, dayOf(at));
    hour.callsToday += delta.calls;
    hour.totalMsToday += delta.totalMs;
    noteChange(delta.digest);
}

void DigestBook::load(const QString &digest, const DigestMemory &memory)
{
    const auto found = m_digests.find(digest);
    if (found == m_digests.end()) {
        if (m_digests.size() < most)
            m_digests[digest].change() = memory;
        return;
    }
    DigestMemory &known = found->second.change();
    if (memory.firstSeen < known.firstSeen) {
        known.firstSeen = memory.firstSeen;
        known.isCertain = memory.isCertain;
    }
    for (std::size_t i = 0; i < known.hours.size(); ++i) {
        const DigestMemory::Hour now = known.hours[i];
        known.hours[i] = memory.hours[i];
        if (now.callsToday <= 0)
            continue;
        closeDay(known.hours[i], now.today);
        known.hours[i].callsToday += now.callsToday;
        known.hours[i].totalMsToday += now.totalMsToday;
    }
}

const DigestMemory *DigestBook::find(const QString &digest) const
{
    const auto found = m_digests.find(digest);
    return found == m_digests.end() ? nullptr : &*found->second;
}

std::optional<UsualMean> DigestBook::usual(const QString &digest, WallTime now) const
{
    const DigestMemory *memory = find(digest);
    if (!memory)
        return std::nullopt;
    DigestMemory::Hour hour = memory->hours[hourOf(now)];
    closeDay(hour, dayOf(now));
    if (hour.calls < fewestCalls)
        return std::nullopt;
    return UsualMean{hour.totalMs / hour.calls, hour.days};
}

std::vector<std::pair<QString, DigestMemory>> DigestBook::takeChanged()
{
    std::vector<std::pair<QString, DigestMemory>> changed;
    for (const QString &digest : m_changed)
        changed.emplace_back(digest, *m_digests.at(digest));
    m_changed.clear();
    return changed;
}

} // namespace surgedeck
