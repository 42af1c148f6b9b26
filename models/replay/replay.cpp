// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/replay.h"

#include <algorithm>
#include <tuple>

namespace surgedeck {

namespace {

constexpr int readAtOnce = 500; // entries; some may hold hundreds of sessions
constexpr std::size_t mostEvents = 100'000;
constexpr std::size_t mostKeyframes = 600; // of a day 540, 160 s apart; twice as many hold 926 MiB
constexpr std::size_t mostRecent = 256;
constexpr Milliseconds recentSpacing{5'000}; ///< a drag to and fro folds no more than this

/// Kinds of observations have no dot in their names, events do.
bool isEvent(const QString &type)
{
    return type.contains(QLatin1Char('.')) && !type.startsWith(QLatin1String("journal.checkpoint"));
}

} // namespace

void ReplayIndex::note(const JournalEntry &entry)
{
    if (entry.type == evaluationType)
        m_marks.push_back({m_marks.empty() ? entry.time : std::max(entry.time, m_marks.back().time), entry.sequence});
    else if (isEvent(entry.type) && m_events.size() < mostEvents) {
        m_events.push_back(entry);
        m_incidents.fold(entry);
    }
    if (ReplayFold::beginsAnew(entry))
        m_beginnings.push_back(entry.sequence);
}

Result<std::unique_ptr<Replay>> Replay::open(JournalReader &reader, std::stop_token stop)
{
    ReplayIndex index;
    JournalRange range;
    range.limit = readAtOnce;
    while (true) {
        SURGEDECK_TRY(entries, reader.read(range, stop));
        if (entries.empty())
            return of(reader, std::move(index));
        for (const JournalEntry &entry : entries)
            index.note(entry);
        range.afterSequence = entries.back().sequence;
    }
}

Result<std::unique_ptr<Replay>> Replay::of(JournalReader &reader, ReplayIndex index)
{
    if (index.m_marks.empty())
        return Error{Error::Kind::Protocol, QStringLiteral("the recording has no moment that was ever shown")};
    return std::unique_ptr<Replay>(new Replay(reader, std::move(index)));
}

ReplayFold Replay::nearest(qint64 sequence) const
{
    const ReplayFold *best = m_cursor && m_cursor->sequence() <= sequence ? m_cursor.get() : nullptr;
    for (const auto *kept : {&m_keyframes, &m_recent}) {
        const auto after = kept->upper_bound(sequence);
        if (after == kept->begin())
            continue;
        const ReplayFold &frame = *std::prev(after)->second;
        if (best == nullptr || frame.sequence() > best->sequence())
            best = &frame;
    }
    const auto after = std::ranges::upper_bound(m_index.m_beginnings, sequence);
    const qint64 begun = after != m_index.m_beginnings.begin() ? *std::prev(after) - 1 : 0;
    return best != nullptr && best->sequence() >= begun ? *best : ReplayFold(begun);
}

/// What has to be gone through on the way to a moment is gone through for all: the overview goes on, and keeps moments.
Status Replay::lookTo(qint64 sequence, std::stop_token stop)
{
    if (nearest(sequence).sequence() > m_all.fold().sequence())
        return ok();
    while (m_all.fold().sequence() < sequence && !m_all.overview().complete)
        SURGEDECK_CHECK(look(readAtOnce, stop));
    return ok();
}

void Replay::keepRecent(const ReplayFold &fold, WallTime at)
{
    if (at >= m_recentAt && at - m_recentAt < recentSpacing)
        return;
    m_recentAt = at;
    if (m_recent.try_emplace(fold.sequence(), std::make_shared<const ReplayFold>(fold)).second)
        m_recentOrder.push_back(fold.sequence());
    if (m_recentOrder.size() <= mostRecent)
        return;
    m_recent.erase(m_recentOrder.front());
    m_recentOrder.pop_front();
}

void Replay::keep(const ReplayFold &fold, WallTime at)
{
    if (m_keptAt != WallTime() && at - m_keptAt < m_keyframeEvery)
        return;
    m_keptAt = at;
    m_keyframes[fold.sequence()] = std::make_shared<const ReplayFold>(fold);
    if (m_keyframes.size() <= mostKeyframes)
        return;
    // Memory is bounded: a long recording has its moments further apart.
    m_keyframeEvery *= 2;
    for (auto frame = m_keyframes.begin(); frame != m_keyframes.end();) {
        frame = m_keyframes.erase(frame);
        if (frame != m_keyframes.end())
            ++frame;
    }
}

Status Replay::foldTo(ReplayFold &fold, qint64 sequence, std::stop_token stop)
{
    while (fold.sequence() < sequence) {
        JournalRange range;
        range.afterSequence = fold.sequence();
        range.limit = static_cast<int>(std::min<qint64>(readAtOnce, sequence - fold.sequence()));
        SURGEDECK_TRY(entries, m_reader.read(range, stop));
        if (entries.empty())
            return Error{Error::Kind::Protocol, QStringLiteral("record %1 is missing").arg(fold.sequence() + 1)};
        for (const JournalEntry &entry : entries) {
            fold.take(entry);
            if (entry.type == evaluationType)
                keepRecent(fold, entry.time);
        }
    }
    return ok();
}

/// What came after the last evaluation and before `at` was on its way to the screen.
Status Replay::foldRest(ReplayFold &fold, std::size_t mark, WallTime at, std::stop_token stop)
{
    const qint64 until =
        mark + 1 < m_index.m_marks.size() ? m_index.m_marks[mark + 1].sequence - 1 : std::numeric_limits<qint64>::max();
    JournalRange range;
    range.afterSequence = m_index.m_marks[mark].sequence;
    range.limit = static_cast<int>(std::min<qint64>(readAtOnce, until - m_index.m_marks[mark].sequence));
    if (range.limit > 0) {
        SURGEDECK_TRY(entries, m_reader.read(range, stop));
        for (const JournalEntry &entry : entries)
            if (entry.time <= at && entry.type != openedType)
                fold.take(entry);
    }
    fold.evaluate(at);
    return ok();
}

Result<ReplayMoment> Replay::moment(WallTime at, std::stop_token stop)
{
    const auto later = std::upper_bound(m_index.m_marks.begin(), m_index.m_marks.end(), at,
                                        [](WallTime time, const Mark &mark) { return time < mark.time; });
    ReplayMoment moment{at, std::nullopt, nullptr};
    const auto mark = static_cast<std::size_t>(later - m_index.m_marks.begin());
    if (mark == 0) {
        ReplayFold empty;
        SURGEDECK_CHECK(foldTo(empty, 1, stop));
        empty.evaluate(at);
        moment.platform = std::make_shared<const Platform>(empty.platform());
        return moment;
    }
    const Mark &last = m_index.m_marks[mark - 1];
    SURGEDECK_CHECK(lookTo(last.sequence, stop));
    auto fold = std::make_shared<ReplayFold>(nearest(last.sequence));
    SURGEDECK_CHECK(foldTo(*fold, last.sequence, stop));
    m_cursor = fold;
    if (at > last.time) {
        fold = std::make_shared<ReplayFold>(*fold);
        SURGEDECK_CHECK(foldRest(*fold, mark - 1, at, stop));
    }
    if (at - last.time <= notRecorded)
        moment.shownAt = last.time;
    // A store computes its view when it is first asked for, and this platform is about to be shared with another
    // thread.
    for (const SourceConfig &source : fold->platform().workspace().sources)
        if (const DatabaseStore *database = fold->platform().database(source.id))
            std::ignore = database->view();
    moment.platform = std::shared_ptr<const Platform>(fold, &fold->platform()); // shares what the fold holds
    return moment;
}

Status Replay::sketch(int entries, std::stop_token stop)
{
    JournalRange range;
    range.limit = readAtOnce;
    for (int done = 0; done < entries && !m_tracks.overview().complete;) {
        range.afterSequence = m_tracks.reached();
        SURGEDECK_TRY(read, m_reader.read(range, stop));
        for (const JournalEntry &entry : read)
            m_tracks.takeForTracks(entry);
        if (read.empty() || m_tracks.reached() >= m_index.m_marks.back().sequence)
            m_tracks.finish();
        done += static_cast<int>(read.size());
    }
    return ok();
}

Status Replay::look(int entries, std::stop_token stop)
{
    JournalRange range;
    range.limit = readAtOnce;
    for (int done = 0; done < entries && !m_all.overview().complete;) {
        range.afterSequence = m_all.fold().sequence();
        SURGEDECK_TRY(read, m_reader.read(range, stop));
        if (read.empty() || m_all.fold().sequence() >= m_index.m_marks.back().sequence) {
            m_all.finish();
            return ok();
        }
        for (const JournalEntry &entry : read) {
            m_all.take(entry);
            if (entry.type == evaluationType)
                keep(m_all.fold(), entry.time);
        }
        done += static_cast<int>(read.size());
    }
    return ok();
}

} // namespace surgedeck
