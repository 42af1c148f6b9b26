// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/replay.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int readAtOnce = 500; // entries; some may hold hundreds of sessions
constexpr std::size_t mostEvents = 100'000;
constexpr std::size_t mostKeyframes = 300;
constexpr std::size_t mostRecent = 64;
constexpr Milliseconds recentSpacing{20'000}; ///< a drag to and fro folds no more than this
constexpr std::size_t mostSamples = 200'000;
constexpr Milliseconds firstSpacing{10'000};
constexpr Milliseconds sampleEvery{900};
constexpr Milliseconds notRecorded{5'000}; ///< a console evaluates once a second

/// Kinds of observations have no dot in their names, events do.
bool isEvent(const QString &type)
{
    return type.contains(QLatin1Char('.')) && !type.startsWith(QLatin1String("journal.checkpoint"));
}

} // namespace

Result<std::unique_ptr<Replay>> Replay::open(JournalReader &reader, std::stop_token stop)
{
    std::unique_ptr<Replay> replay(new Replay(reader));
    replay->m_keyframeEvery = firstSpacing;
    SURGEDECK_CHECK(replay->index(stop));
    if (replay->m_marks.empty())
        return Error{Error::Kind::Protocol, QStringLiteral("the recording has no moment that was ever shown")};
    return replay;
}

Status Replay::index(std::stop_token stop)
{
    JournalRange range;
    range.limit = readAtOnce;
    while (true) {
        SURGEDECK_TRY(entries, m_reader.read(range, stop));
        if (entries.empty())
            return ok();
        for (const JournalEntry &entry : entries)
            note(entry);
        range.afterSequence = entries.back().sequence;
    }
}

void Replay::note(const JournalEntry &entry)
{
    if (entry.type == evaluationType)
        m_marks.push_back({m_marks.empty() ? entry.time : std::max(entry.time, m_marks.back().time), entry.sequence});
    else if (isEvent(entry.type) && m_events.size() < mostEvents) {
        m_events.push_back(entry);
        m_incidents.fold(entry);
    }
}

ReplayFold Replay::nearest(qint64 sequence) const
{
    const ReplayFold *best = m_cursor && m_cursor->sequence() <= sequence ? &*m_cursor : nullptr;
    for (const auto *kept : {&m_keyframes, &m_recent}) {
        const auto after = kept->upper_bound(sequence);
        if (after == kept->begin())
            continue;
        const ReplayFold &frame = *std::prev(after)->second;
        if (best == nullptr || frame.sequence() > best->sequence())
            best = &frame;
    }
    return best != nullptr ? *best : ReplayFold();
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
        mark + 1 < m_marks.size() ? m_marks[mark + 1].sequence - 1 : std::numeric_limits<qint64>::max();
    JournalRange range;
    range.afterSequence = m_marks[mark].sequence;
    range.limit = static_cast<int>(std::min<qint64>(readAtOnce, until - m_marks[mark].sequence));
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
    const auto later = std::upper_bound(m_marks.begin(), m_marks.end(), at,
                                        [](WallTime time, const Mark &mark) { return time < mark.time; });
    ReplayMoment moment{at, std::nullopt, nullptr};
    const auto mark = static_cast<std::size_t>(later - m_marks.begin());
    if (mark == 0) {
        ReplayFold empty;
        SURGEDECK_CHECK(foldTo(empty, 1, stop));
        empty.evaluate(at);
        moment.platform = std::make_shared<const Platform>(empty.platform());
        return moment;
    }
    const Mark &last = m_marks[mark - 1];
    ReplayFold fold = nearest(last.sequence);
    SURGEDECK_CHECK(foldTo(fold, last.sequence, stop));
    m_cursor = fold;
    if (at > last.time)
        SURGEDECK_CHECK(foldRest(fold, mark - 1, at, stop));
    if (at - last.time <= notRecorded)
        moment.shownAt = last.time;
    moment.platform = std::make_shared<const Platform>(fold.platform());
    return moment;
}

Status Replay::look(int entries, std::stop_token stop)
{
    JournalRange range;
    for (int done = 0; done < entries && !m_overview.complete;) {
        range.afterSequence = m_ahead.sequence();
        range.limit = readAtOnce;
        SURGEDECK_TRY(read, m_reader.read(range, stop));
        if (read.empty() || m_ahead.sequence() >= m_marks.back().sequence) {
            finishOverview();
            return ok();
        }
        for (const JournalEntry &entry : read) {
            if (entry.type == openedType)
                collectAlarms(m_ahead.platform());
            m_ahead.take(entry);
            if (entry.type != evaluationType)
                continue;
            sample(m_ahead);
            keep(m_ahead, entry.time);
        }
        done += static_cast<int>(read.size());
    }
    return ok();
}

void Replay::sample(const ReplayFold &fold)
{
    const PlatformView &view = fold.platform().view();
    std::vector<ReplaySample> &samples = m_overview.samples;
    if (!samples.empty() && view.now - samples.back().at > notRecorded)
        m_overview.gaps.push_back({samples.back().at, view.now});
    if ((!samples.empty() && view.now - samples.back().at < sampleEvery) || samples.size() >= mostSamples)
        return;
    ReplaySample made{view.now, view.worst, {}, {}};
    for (const IndicatorView &indicator : view.indicators)
        made.indicators.push_back({indicator.figure.value, indicator.target, indicator.state});
    for (const ServiceView &service : view.services)
        made.services.push_back({service.errorRatio.value, service.ratePerMinute.value, service.state});
    samples.push_back(std::move(made));
}

void Replay::collectAlarms(const Platform &platform)
{
    for (AlarmEpisode episode : platform.alarmHistory().episodes()) {
        if (!episode.over)
            episode.over = platform.view().now; // whoever came after began anew
        m_overview.alarms.push_back(episode);
    }
}

void Replay::finishOverview()
{
    const Platform &last = m_ahead.platform();
    for (const AlarmEpisode &episode : last.alarmHistory().episodes())
        m_overview.alarms.push_back(episode);
    std::ranges::stable_sort(m_overview.alarms, {}, &AlarmEpisode::raised);
    m_overview.changes = last.changes().changes(last.view().now);
    std::ranges::reverse(m_overview.changes);
    m_overview.complete = true;
}

} // namespace surgedeck
