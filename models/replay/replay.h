// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/incident/incidentbook.h"
#include "models/replay/replayfold.h"

#include <deque>

namespace surgedeck {

/// The platform as it was shown at one time.
struct ReplayMoment
{
    WallTime at{};
    /// When the console had evaluated last. nullopt: nobody recorded at that time; the platform is as it was left.
    std::optional<WallTime> shownAt;
    std::shared_ptr<const Platform> platform;
};

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

/// Finds any moment of a recording: folds from the nearest copy of the platform that was kept. One thread, blocking on
/// the reader. Errors: those of the reader; Protocol, when there is nothing to show in it.
class Replay
{
public:
    /// The reader outlives it. Reads through the whole recording once, without folding it.
    static Result<std::unique_ptr<Replay>> open(JournalReader &reader, std::stop_token stop);

    WallTime begins() const { return m_marks.front().time; }
    WallTime ends() const { return m_marks.back().time; }
    /// What people and the program did, in order of sequence; observations are not among them.
    const std::vector<JournalEntry> &events() const { return m_events; }
    const IncidentBook &incidents() const { return m_incidents; }

    Result<ReplayMoment> moment(WallTime at, std::stop_token stop);

    /// Goes on with the overview for about so many entries; from then on moments that it has passed are found soon.
    Status look(int entries, std::stop_token stop);
    const ReplayOverview &overview() const { return m_overview; }

private:
    struct Mark
    {
        WallTime time{}; ///< never before the one in front of it: clocks may be set back, a recording goes on
        qint64 sequence = 0;
    };
    using Keyframe = std::shared_ptr<const ReplayFold>;

    explicit Replay(JournalReader &reader)
        : m_reader(reader)
    {
    }
    Status index(std::stop_token stop);
    void note(const JournalEntry &entry);
    Status foldTo(ReplayFold &fold, qint64 sequence, std::stop_token stop);
    Status foldRest(ReplayFold &fold, std::size_t mark, WallTime at, std::stop_token stop);
    void keep(const ReplayFold &fold, WallTime at);
    void keepRecent(const ReplayFold &fold, WallTime at);
    ReplayFold nearest(qint64 sequence) const;
    void sample(const ReplayFold &fold);
    void collectAlarms(const Platform &platform);
    void finishOverview();

    JournalReader &m_reader;
    std::vector<Mark> m_marks;
    std::vector<JournalEntry> m_events;
    IncidentBook m_incidents;
    std::map<qint64, Keyframe> m_keyframes; ///< by sequence
    std::map<qint64, Keyframe> m_recent;    ///< closer together, around where somebody looked last
    std::deque<qint64> m_recentOrder;       ///< their sequences, the oldest first
    WallTime m_recentAt{};
    Milliseconds m_keyframeEvery;
    WallTime m_keptAt{};
    std::optional<ReplayFold> m_cursor; ///< of the last moment: the next one is usually close behind
    ReplayFold m_ahead;                 ///< of the overview
    ReplayOverview m_overview;
};

} // namespace surgedeck
