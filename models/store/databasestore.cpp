// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/databasestore.h"

#include <algorithm>
#include <numeric>

namespace surgedeck {

namespace {
constexpr std::size_t mostSamples = 3'000;
constexpr std::size_t mostEnded = 600;
constexpr std::size_t mostRows = 5'000;
constexpr std::size_t mostTexts = 20'000;
constexpr Milliseconds waitBucket{60'000};
constexpr Milliseconds waiterBucket{5'000};
constexpr Milliseconds waitSpan{60 * 60'000};
constexpr double shortestBefore = 45; ///< seconds to compare the last half minute with
constexpr double fewestCalls = 20;
constexpr double fewestMeans = 5; ///< calls on either side of which a mean says something
constexpr double firstSampleSeconds = 1.0; // one sample stands for the second it was taken in

/// The text that everything else holds, too: each record brings one of its own.
QString sharedId(const QString &digest, const QHash<QString, QString> &texts)
{
    const auto known = texts.constFind(digest);
    return known == texts.constEnd() ? digest : known.key();
}

SessionSample withSharedTexts(SessionSample sample, const QHash<QString, QString> &texts)
{
    for (Session &session : sample.sessions) {
        const auto known = texts.constFind(session.digest);
        if (known == texts.constEnd() || *known != session.text)
            continue;
        session.digest = known.key();
        session.text = *known;
    }
    return sample;
}

} // namespace

/// What is known of one digest now: its sums over the window, and what runs of it.
struct DatabaseStore::Sums
{
    DigestSums::Sum window;
    int activeNow = 0, waitingNow = 0;
    double inFlightSeconds = 0;
    std::optional<double> oldestSeconds;
    double seconds = 0; ///< the time of this digest in the window

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
        spans.all += toSeconds(ended.deltas->window);
        spans.recent += isRecent(ended) ? toSeconds(ended.deltas->window) : 0;
    }
    return spans;
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
    m_view.reset();
    m_book.fold(record.time, record.body);
    if (const auto *sample = std::get_if<SessionSample>(&record.body)) {
        foldSample(record, *sample);
    } else if (const auto *deltas = std::get_if<DigestDeltas>(&record.body)) {
        m_digestReason = deltas->reason;
        m_digestsAt = record.time;
        noteEnded(record, *deltas);
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
    m_latest = std::make_shared<const SessionSample>(withSharedTexts(sample, m_texts));
    auto kept = std::make_shared<std::vector<DigestUse>>();
    kept->reserve(uses.size());
    for (auto &[digest, use] : uses) {
        use.digest = sharedId(digest, m_texts);
        kept->push_back(use);
    }
    m_sums.add(*kept);
    m_samples.append({record.monotonic, sample.active, std::move(kept)});
}

void DatabaseStore::noteEnded(const Record &record, const DigestDeltas &deltas)
{
    for (const DigestDelta &delta : deltas.digests)
        rememberText(delta.digest, delta.text);
    // Numbers alone: a replay keeps those of a whole day.
    auto kept = std::make_shared<DigestDeltas>(deltas);
    for (DigestDelta &delta : kept->digests) {
        delta.text.clear();
        delta.digest = sharedId(delta.digest, m_texts);
    }
    m_sums.add(*kept);
    m_sums.addRecent(*kept);
    m_recent += 1;
    m_ended.append({record.monotonic, std::move(kept)});
}

void DatabaseStore::noteWaits(WallTime now)
{
    Milliseconds longest{0};
    for (const LockNode &node : m_tree)
        if (!node.root)
            longest = std::max(longest, node.participant.age.value_or(Milliseconds{0}));
    const bool sameMinute = !m_waits.empty() && now - m_waits.back().at < waitBucket;
    if (longest > Milliseconds{0} && !sameMinute)
        m_waits.append({longest, now});
    else if (sameMinute && longest > m_waits.back().waited)
        m_waits.change(m_waits.size() - 1).waited = longest; // keeps the time of its minute, so that minutes end
    while (!m_waits.empty() && now - m_waits.front().at > waitSpan)
        m_waits.dropFirst();
    const auto bucketOf = [](WallTime time) { return time.time_since_epoch() / waiterBucket; };
    if (!m_waiterHistory.empty() && bucketOf(m_waiterHistory.back().time) == bucketOf(now))
        m_waiterHistory.change(m_waiterHistory.size() - 1) = {now, double(m_locks.waiters)};
    else
        m_waiterHistory.append({now, double(m_locks.waiters)});
    while (now - m_waiterHistory.front().time > waitSpan)
        m_waiterHistory.dropFirst();
}

QString DatabaseStore::textOf(const QString &digest) const
{
    return m_texts.value(digest);
}

std::optional<double> DatabaseStore::connectionShare() const
{
    if (!m_latest->connectionLimit || *m_latest->connectionLimit <= 0 || !m_sampledAt)
        return std::nullopt;
    return double(m_latest->connections) / *m_latest->connectionLimit;
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
    if (const auto known = m_texts.constFind(digest); known != m_texts.constEnd() && *known == text)
        return;
    if (std::size_t(m_texts.size()) >= mostTexts && !m_texts.contains(digest))
        m_texts.clear();
    m_texts[digest] = text;
}

void DatabaseStore::dropOld(MonoTime now)
{
    while (m_recent > 0 && !isRecent(m_ended[m_ended.size() - m_recent])) {
        m_sums.dropRecent(*m_ended[m_ended.size() - m_recent].deltas);
        m_recent -= 1;
    }
    while (!m_samples.empty() && (now - m_samples.front().at > m_window || m_samples.size() > mostSamples)) {
        m_sums.drop(*m_samples.front().uses);
        m_samples.dropFirst();
    }
    while (!m_ended.empty() && (now - m_ended.front().at > m_window || m_ended.size() > mostEnded)) {
        if (m_recent == m_ended.size()) {
            m_sums.dropRecent(*m_ended.front().deltas);
            m_recent -= 1;
        }
        m_sums.drop(*m_ended.front().deltas);
        m_ended.dropFirst();
        for (const Ended &ended : m_ended)
            if (m_sums.takeUsualFrom(*ended.deltas))
                break;
    }
}

double DatabaseStore::windowSeconds() const
{
    return m_samples.empty() ? 0 : toSeconds(m_samples.back().at - m_samples.front().at) + firstSampleSeconds;
}

QHash<QString, DatabaseStore::Sums> DatabaseStore::sumUp() const
{
    QHash<QString, Sums> all;
    all.reserve(m_sums.all().size());
    for (auto sum = m_sums.all().cbegin(); sum != m_sums.all().cend(); ++sum)
        all[sum.key()].window = sum.value();
    const double window = windowSeconds();
    for (const Session &session : m_latest->sessions)
        if (session.active && !session.digest.isEmpty())
            all[session.digest].addSession(session, window);
    const auto samples = static_cast<double>(std::max<std::size_t>(m_samples.size(), 1));
    for (Sums &sums : all) {
        const double sampledSeconds = sums.window.sampledActive / samples * window;
        sums.seconds = std::max(sums.window.totalMs / 1000 + sums.inFlightSeconds, sampledSeconds);
    }
    return all;
}

DigestRow DatabaseStore::rowOf(const QString &id, const Sums &sums, const Spans &spans) const
{
    const DigestSums::Sum &window = sums.window;
    DigestRow row;
    row.id = id;
    row.activeNow = sums.activeNow;
    row.waitingNow = sums.waitingNow;
    row.oldestSeconds = sums.oldestSeconds;
    row.p95Ms = window.p95Ms;
    if (window.ended > 0 && spans.all > 0)
        row.callsPerSecond = window.calls / spans.all;
    const double before = spans.all - spans.recent, callsBefore = window.calls - window.recentCalls;
    if (before >= shortestBefore && callsBefore > 0 && window.recentCalls >= fewestCalls)
        row.callsVsBefore = window.recentCalls / spans.recent / (callsBefore / before);
    const double msBefore = window.totalMs - window.recentMs;
    if (before >= shortestBefore && callsBefore >= fewestMeans && window.recentCalls >= fewestMeans && msBefore > 0)
        row.meanVsBefore = window.recentMs / window.recentCalls / (msBefore / callsBefore);
    if (window.calls > 0) {
        row.meanMs = window.totalMs / window.calls;
        const auto usual = m_digestsAt ? m_book.usual(id, *m_digestsAt) : std::nullopt;
        const double usualMs = usual ? usual->ms : window.usualMeanMs.value_or(0);
        if (usualMs > 0) {
            row.vsUsual = *row.meanMs / usualMs;
            row.usualDays = usual ? usual->days : 0;
        }
    }
    if (const DigestMemory *memory = m_book.find(id)) {
        row.firstSeen = memory->firstSeen;
        row.firstSeenIsCertain = memory->isCertain;
    }
    const auto examined = window.rowsExamined.value(), sent = window.rowsSent.value(), lockMs = window.lockMs.value();
    if (examined && sent && *sent > 0)
        row.rowsExaminedPerSent = *examined / *sent;
    if (window.sampledActive > 0)
        row.lockShare = window.sampledWaiting / window.sampledActive;
    else if (lockMs && window.totalMs > 0)
        row.lockShare = std::min(1.0, *lockMs / window.totalMs);
    return row;
}

std::vector<DigestRow> DatabaseStore::rows() const
{
    const QHash<QString, Sums> all = sumUp();
    // In an order that every process has: a replay has the same shares, to the last digit.
    std::vector<double> seconds;
    for (const Sums &sums : all)
        seconds.push_back(sums.seconds);
    std::ranges::sort(seconds);
    const double totalSeconds = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    const Spans spans = endedSpans();
    std::vector<DigestRow> rows;
    rows.reserve(std::size_t(all.size()));
    for (auto digest = all.cbegin(); digest != all.cend(); ++digest) {
        DigestRow row = rowOf(digest.key(), digest.value(), spans);
        row.text = textOf(row.id);
        row.timeShare = totalSeconds > 0 ? digest->seconds / totalSeconds : 0;
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

const DatabaseView &DatabaseStore::view() const
{
    if (!m_view)
        m_view = std::make_shared<const DatabaseView>(computedView());
    return *m_view;
}

DatabaseView DatabaseStore::computedView() const
{
    DatabaseView view;
    view.digests = rows();
    view.digestReason = m_digestReason;
    if (!m_samples.empty())
        view.active = averageActive();
    view.sessions = m_latest->sessions;
    view.locks = m_tree;
    view.lockWaiters = m_locks.waiters;
    view.locksCannotTell = m_locks.cannotTell;
    view.connections = m_latest->connections;
    view.connectionLimit = m_latest->connectionLimit;
    view.truncated = m_latest->truncated;
    view.sampledAt = m_sampledAt;
    view.locksAt = m_locksAt;
    view.digestsAt = m_digestsAt;
    view.window = Milliseconds(static_cast<long long>(windowSeconds() * 1000));
    return view;
}

} // namespace surgedeck
