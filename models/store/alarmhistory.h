// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/health/alarmbook.h"

namespace surgedeck {

/// One alarm from the moment it was raised until it was over.
struct AlarmEpisode
{
    QString id, name;
    Health worst = Health::Attention;
    WallTime raised{};
    std::optional<WallTime> over; ///< nullopt: still active
};

/// Whether this alarm asks for somebody: raised and not over.
bool isActive(const Alarm &alarm);

/// Remembers which alarms were raised, and how many at a time. Reaches back to the first observation, at most 24 h: who
/// shows a count of it must say since when. GUI thread.
class AlarmHistory
{
public:
    static constexpr Milliseconds span{24 * 60 * 60'000};
    static constexpr Milliseconds rateSpan{10 * 60'000};
    static constexpr int floodBegins = 10; ///< more than so many in rateSpan: EEMUA 191
    static constexpr int floodEnds = 5;    ///< fewer than so many

    struct Flood
    {
        WallTime since{};
        int raised = 0; ///< since then
    };

    void observe(const std::vector<Alarm> &alarms, WallTime now);

    std::optional<WallTime> watchedSince() const { return m_since; }
    /// Oldest first.
    const SharedSeries<AlarmEpisode> &episodes() const { return m_episodes; }
    int raisedWithin(Milliseconds before, WallTime now) const;
    int peakRate() const { return m_peak; } ///< most raised in any rateSpan
    std::optional<Flood> flood() const;
    /// The one that ended last; nullptr while none did.
    const AlarmEpisode *lastOver() const;

private:
    SharedSeries<AlarmEpisode> m_episodes;
    std::optional<WallTime> m_since, m_floodSince;
    int m_peak = 0;
};

} // namespace surgedeck
