// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/incident/incidentbook.h"
#include "models/replay/overviewpass.h"

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

/// Where the moments and events of a recording are. Gone through once, with every entry in order of sequence.
class ReplayIndex
{
public:
    void note(const JournalEntry &entry);

private:
    friend class Replay;
    struct Mark
    {
        WallTime time{}; ///< never before the one in front of it: clocks may be set back, a recording goes on
        qint64 sequence = 0;
    };

    std::vector<Mark> m_marks;
    std::vector<qint64> m_beginnings; ///< sequences of entries that begin anew
    std::vector<JournalEntry> m_events;
    IncidentBook m_incidents;
};

/// Finds any moment of a recording: folds from the nearest copy of the platform that was kept. One thread, blocking on
/// the reader. Errors: those of the reader; Protocol, when there is nothing to show in it.
class Replay
{
public:
    /// The reader outlives it. Reads through the whole recording once, without folding it.
    static Result<std::unique_ptr<Replay>> open(JournalReader &reader, std::stop_token stop);
    /// `index` of the whole of it: somebody has read it already.
    static Result<std::unique_ptr<Replay>> of(JournalReader &reader, ReplayIndex index);

    WallTime begins() const { return m_index.m_marks.front().time; }
    WallTime ends() const { return m_index.m_marks.back().time; }
    /// What people and the program did, in order of sequence; observations are not among them.
    const std::vector<JournalEntry> &events() const { return m_index.m_events; }
    const IncidentBook &incidents() const { return m_index.m_incidents; }

    Result<ReplayMoment> moment(WallTime at, std::stop_token stop);

    /// Goes on with the overview for about so many entries; from then on moments that it has passed are found soon.
    Status look(int entries, std::stop_token stop);
    const ReplayOverview &overview() const { return m_all.overview(); }
    /// Goes on for about so many entries with what tracks alone need: the whole of a day stands within seconds, where
    /// the overview takes many. Nothing to do for it once the overview is complete.
    Status sketch(int entries, std::stop_token stop);
    const OverviewPass &tracks() const { return m_tracks; }

private:
    using Mark = ReplayIndex::Mark;
    using Keyframe = std::shared_ptr<const ReplayFold>;

    Replay(JournalReader &reader, ReplayIndex index)
        : m_reader(reader)
        , m_index(std::move(index))
    {
    }
    Status foldTo(ReplayFold &fold, qint64 sequence, std::stop_token stop);
    Status foldRest(ReplayFold &fold, std::size_t mark, WallTime at, std::stop_token stop);
    void keep(const ReplayFold &fold, WallTime at);
    void keepRecent(const ReplayFold &fold, WallTime at);
    ReplayFold nearest(qint64 sequence) const;
    Status lookTo(qint64 sequence, std::stop_token stop);

    JournalReader &m_reader;
    ReplayIndex m_index;
    std::map<qint64, Keyframe> m_keyframes; ///< by sequence
    std::map<qint64, Keyframe> m_recent;    ///< closer together, around where somebody looked last
    std::deque<qint64> m_recentOrder;       ///< their sequences, the oldest first
    WallTime m_recentAt{};
    Milliseconds m_keyframeEvery{10'000};
    WallTime m_keptAt{};
    Keyframe m_cursor; ///< of the last moment: the next one is usually close behind
    OverviewPass m_all, m_tracks;
};

} // namespace surgedeck
