// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/databasestore.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr std::size_t mostSamples = 3'000;
constexpr std::size_t mostEnded = 600;
constexpr std::size_t mostRows = 5'000;
constexpr std::size_t mostTexts = 20'000;
constexpr Milliseconds waitBucket{60'000};
constexpr Milliseconds waiterBucket{5'000};
constexpr Milliseconds waitSpan{60 * 60'000};
constexpr Milliseconds recently{30'000};
constexpr double shortestBefore = 45; ///< seconds to compare the last half minute with
constexpr double fewestCalls = 20;
constexpr double firstSampleSeconds = 1.0; // one sample stands for the second it was taken in
} // namespace

struct DatabaseStore::Sums
{
    double sampledActive = 0, sampledWaiting = 0; ///< summed over the samples
    int activeNow = 0, waitingNow = 0;
    double inFlightSeconds = 0;
    std::optional<double> oldestSeconds;
    bool ended = false;
    double calls = 0, totalMs = 0, recentCalls = 0;
    std::optional<double> p95Ms, rowsExamined, rowsSent, lockMs, usualMeanMs;
    double seconds = 0; ///< the time of this digest in the window

    void addEnded(const DigestDelta &delta);
    void addSession(const Session &session, double windowSeconds);
};

/// Seconds that the server's totals speak of: all, and those of the last half minute.
struct DatabaseStore::Spans
{
    double all = 0, recent = 0;
};

DatabaseStore::Spans DatabaseStore::endedSpans() const
{
    Spans spans;
    for (const Ended &ended : m_ended) {
        spans.all += toSeconds(ended.deltas.window);
        spans.recent += isRecent(ended) ? toSeconds(ended.deltas.window) : 0;
    }
    return spans;
}

bool DatabaseStore::isRecent(const Ended &ended) const
{
    return m_ended.back().at - ended.at < recently;
}

void DatabaseStore::Sums::addEnded(const DigestDelta &delta)
{
    const auto add = [](std::optional<double> &sum, const std::optional<double> &value) {
        if (value)
            sum = sum.value_or(0) + *value;
    };
    ended = true;
    calls += delta.calls;
    totalMs += delta.totalMs;
    p95Ms = delta.p95Ms ? delta.p95Ms : p95Ms;
    usualMeanMs = delta.usualMeanMs ? delta.usualMeanMs : usualMeanMs;
    add(rowsExamined, delta.rowsExamined);
    add(rowsSent, delta.rowsSent);
    add(lockMs, delta.lockMs);
}

void DatabaseStore::Sums::addSession(const Session &session, double windowSeconds)
{
    activeNow += 1;
    waitingNow += session.waitClass == WaitClass::Lock ? 1 : 0;
    if (session.age) {
        const double age = toSeconds(*session.age);
        oldestSeconds = std::max(oldestSeconds.value_or(0), age);
        inFlightSeconds += std::min(age, windowSeconds);
    }
}

void DatabaseStore::fold(const Record &record)
{
    m_book.fold(record.time, record.body);
    if (const auto *sample = std::get_if<SessionSample>(&record.body)) {
        foldSample(record, *sample);
    } else if (const auto *deltas = std::get_if<DigestDeltas>(&record.body)) {
        m_digestReason = deltas->reason;
        m_digestsAt = record.time;
        m_ended.push_back({record.monotonic, *deltas});
        for (const DigestDelta &delta : deltas->digests)
            rememberText(delta.digest, delta.text);
    } else if (const auto *locks = std::get_if<LockGraph>(&record.body)) {
        m_locksAt = record.time;
        if (*locks != m_locks) {
            m_locks = *locks;
            m_tree = lockTree(m_locks);
        }
        noteWaits(record.time);
    } else if (const auto *plan = std::get_if<QueryPlan>(&record.body)) {
        m_plans.fold(record.time, *plan);
        return;
    } else if (const auto *health = std::get_if<SourceHealth>(&record.body); health && health->state != SourceState::Ok) {
        return; // what was last seen stays, and ages
    }
    dropOld(record.monotonic);
}

void DatabaseStore::foldSample(const Record &record, const SessionSample &sample)
{
    m_latest = sample;
    m_sampledAt = record.time;
    m_activity.fold(record.time, sample);
    std::unordered_map<QString, DigestUse> uses;
    for (const Session &session : sample.sessions) {
        if (!session.active || session.digest.isEmpty())
            continue;
        DigestUse &use = uses[session.digest];
        use.active += 1;
        use.waiting += session.waitClass == WaitClass::Lock ? 1 : 0;
        rememberText(session.digest, session.text);
    }
    Sample kept{record.monotonic, sample.active, {}};
    kept.uses.reserve(uses.size());
    for (auto &[digest, use] : uses) {
        use.digest = digest;
        kept.uses.push_back(use);
    }
    m_samples.push_back(std::move(kept));
}

void DatabaseStore::noteWaits(WallTime now)
{
    Milliseconds longest{0};
    for (const LockNode &node : m_tree)
        if (!node.root)
            longest = std::max(longest, node.participant.age.value_or(Milliseconds{0}));
    const bool sameMinute = !m_waits.empty() && now - m_waits.back().at < waitBucket;
    if (longest > Milliseconds{0} && !sameMinute)
        m_waits.push_back({longest, now});
    else if (sameMinute && longest > m_waits.back().waited)
        m_waits.back().waited = longest; // keeps the time of its minute, so that minutes end
    while (!m_waits.empty() && now - m_waits.front().at > waitSpan)
        m_waits.pop_front();
    const auto bucketOf = [](WallTime time) { return time.time_since_epoch() / waiterBucket; };
    if (!m_waiterHistory.empty() && bucketOf(m_waiterHistory.back().time) == bucketOf(now))
        m_waiterHistory.pop_back();
    m_waiterHistory.push_back({now, double(m_locks.waiters)});
    while (now - m_waiterHistory.front().time > waitSpan)
        m_waiterHistory.pop_front();
}

QString DatabaseStore::textOf(const QString &digest) const
{
    const auto text = m_texts.find(digest);
    return text == m_texts.end() ? QString() : text->second;
}

std::optional<double> DatabaseStore::connectionShare() const
{
    if (!m_latest.connectionLimit || *m_latest.connectionLimit <= 0 || !m_sampledAt)
        return std::nullopt;
    return double(m_latest.connections) / *m_latest.connectionLimit;
}

std::optional<DatabaseStore::LongestWait> DatabaseStore::longestWait() const
{
    const auto longest = std::max_element(m_waits.begin(), m_waits.end(), [](const LongestWait &a, const LongestWait &b) {
        return a.waited < b.waited;
    });
    return longest == m_waits.end() ? std::nullopt : std::optional(*longest);
}

void DatabaseStore::rememberText(const QString &digest, const QString &text)
{
    if (m_texts.size() >= mostTexts && !m_texts.contains(digest))
        m_texts.clear();
    m_texts[digest] = text;
}

void DatabaseStore::dropOld(MonoTime now)
{
    while (!m_samples.empty() && (now - m_samples.front().at > m_window || m_samples.size() > mostSamples))
        m_samples.pop_front();
    while (!m_ended.empty() && (now - m_ended.front().at > m_window || m_ended.size() > mostEnded))
        m_ended.pop_front();
}

double DatabaseStore::windowSeconds() const
{
    return m_samples.empty() ? 0 : toSeconds(m_samples.back().at - m_samples.front().at) + firstSampleSeconds;
}

std::unordered_map<QString, DatabaseStore::Sums> DatabaseStore::sumUp() const
{
    std::unordered_map<QString, Sums> all;
    for (const Sample &sample : m_samples) {
        for (const DigestUse &use : sample.uses) {
            Sums &sums = all[use.digest];
            sums.sampledActive += use.active;
            sums.sampledWaiting += use.waiting;
        }
    }
    for (const Ended &ended : m_ended)
        for (const DigestDelta &delta : ended.deltas.digests) {
            Sums &sums = all[delta.digest];
            sums.addEnded(delta);
            sums.recentCalls += isRecent(ended) ? delta.calls : 0;
        }
    const double window = windowSeconds();
    for (const Session &session : m_latest.sessions)
        if (session.active && !session.digest.isEmpty())
            all[session.digest].addSession(session, window);
    for (auto &[id, sums] : all) {
        const double sampledSeconds = sums.sampledActive / static_cast<double>(std::max<std::size_t>(m_samples.size(), 1)) * window;
        sums.seconds = std::max(sums.totalMs / 1000 + sums.inFlightSeconds, sampledSeconds);
    }
    return all;
}

DigestRow DatabaseStore::rowOf(const QString &id, const Sums &sums, const Spans &spans) const
{
    DigestRow row;
    row.id = id;
    row.activeNow = sums.activeNow;
    row.waitingNow = sums.waitingNow;
    row.oldestSeconds = sums.oldestSeconds;
    row.p95Ms = sums.p95Ms;
    if (sums.ended && spans.all > 0)
        row.callsPerSecond = sums.calls / spans.all;
    const double before = spans.all - spans.recent, callsBefore = sums.calls - sums.recentCalls;
    if (before >= shortestBefore && callsBefore > 0 && sums.recentCalls >= fewestCalls)
        row.callsVsBefore = sums.recentCalls / spans.recent / (callsBefore / before);
    if (sums.calls > 0) {
        row.meanMs = sums.totalMs / sums.calls;
        const auto usual = m_digestsAt ? m_book.usual(id, *m_digestsAt) : std::nullopt;
        const double usualMs = usual ? usual->ms : sums.usualMeanMs.value_or(0);
        if (usualMs > 0) {
            row.vsUsual = *row.meanMs / usualMs;
            row.usualDays = usual ? usual->days : 0;
        }
    }
    if (const DigestMemory *memory = m_book.find(id)) {
        row.firstSeen = memory->firstSeen;
        row.firstSeenIsCertain = memory->isCertain;
    }
    if (sums.rowsExamined && sums.rowsSent && *sums.rowsSent > 0)
        row.rowsExaminedPerSent = *sums.rowsExamined / *sums.rowsSent;
    if (sums.sampledActive > 0)
        row.lockShare = sums.sampledWaiting / sums.sampledActive;
    else if (sums.lockMs && sums.totalMs > 0)
        row.lockShare = std::min(1.0, *sums.lockMs / sums.totalMs);
    return row;
}

std::vector<DigestRow> DatabaseStore::rows() const
{
    const auto all = sumUp();
    double totalSeconds = 0;
    for (const auto &[id, sums] : all)
        totalSeconds += sums.seconds;
    const Spans spans = endedSpans();
    std::vector<DigestRow> rows;
    rows.reserve(all.size());
    for (const auto &[id, sums] : all) {
        DigestRow row = rowOf(id, sums, spans);
        if (const auto text = m_texts.find(id); text != m_texts.end())
            row.text = text->second;
        row.timeShare = totalSeconds > 0 ? sums.seconds / totalSeconds : 0;
        rows.push_back(std::move(row));
    }
    const auto before = [](const DigestRow &a, const DigestRow &b) {
        return a.timeShare != b.timeShare ? a.timeShare > b.timeShare : a.id < b.id;
    };
    std::sort(rows.begin(), rows.end(), before);
    if (rows.size() > mostRows)
        rows.resize(mostRows);
    return rows;
}

ActiveSessions DatabaseStore::averageActive() const
{
    ActiveSessions sum;
    for (const Sample &sample : m_samples) {
        sum.running += sample.active.running;
        sum.lock += sample.active.lock;
        sum.io += sample.active.io;
        sum.client += sample.active.client;
        sum.other += sample.active.other;
    }
    const auto count = static_cast<double>(m_samples.size());
    return {sum.running / count, sum.lock / count, sum.io / count, sum.client / count, sum.other / count};
}

DatabaseView DatabaseStore::view() const
{
    DatabaseView view;
    view.digests = rows();
    view.digestReason = m_digestReason;
    if (!m_samples.empty())
        view.active = averageActive();
    view.sessions = m_latest.sessions;
    view.locks = m_tree;
    view.lockWaiters = m_locks.waiters;
    view.locksCannotTell = m_locks.cannotTell;
    view.connections = m_latest.connections;
    view.connectionLimit = m_latest.connectionLimit;
    view.truncated = m_latest.truncated;
    view.sampledAt = m_sampledAt;
    view.locksAt = m_locksAt;
    view.digestsAt = m_digestsAt;
    view.window = Milliseconds(static_cast<long long>(windowSeconds() * 1000));
    return view;
}

} // namespace surgedeck
