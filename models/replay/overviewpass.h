// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replay/replayfold.h"

namespace surgedeck {

/// One second of a recording in a few figures: what tracks are drawn and impact is counted from.
struct ReplaySample
{
    struct Value
    {
        std::optional<double> value, target;
        Health state = Health::Unknown;
    };

    WallTime at{};
    Health worst = Health::Unknown;
    std::vector<Value> indicators; ///< in the order of the workspace, as services are
    std::vector<Value> services;   ///< value: share of errors; target: requests per minute
};

struct ReplaySpan
{
    WallTime from{}, until{};
};

/// The whole of a recording, as far as it has been gone through.
struct ReplayOverview
{
    std::vector<ReplaySample> samples;
    std::vector<AlarmEpisode> alarms; ///< in order of time
    std::vector<Change> changes;      ///< in order of time
    std::vector<ReplaySpan> gaps;     ///< in which nobody recorded
    bool complete = false;
};

/// A console evaluates once a second: after this nobody recorded.
constexpr Milliseconds notRecorded{5'000};

/// Goes through a recording from its beginning and collects the overview. One thread.
class OverviewPass
{
public:
    void take(const JournalEntry &entry);
    /// Passes over observations that no figure of a track comes from, which costs a part of what take() does. Its
    /// changes are only those that people told.
    void takeForTracks(const JournalEntry &entry);
    qint64 reached() const { return m_reached; } ///< sequence of the last entry, taken or passed over
    /// After the last entry.
    void finish();

    const ReplayFold &fold() const { return m_fold; }
    const ReplayOverview &overview() const { return m_overview; }
    /// What is known so far, with the alarms that are on now: what tracks are drawn from while they grow.
    ReplayOverview soFar() const;

private:
    void sample();
    void collectAlarms(const Platform &platform, ReplayOverview &into) const;

    ReplayFold m_fold;
    qint64 m_reached = 0;
    ReplayOverview m_overview;
};

} // namespace surgedeck
