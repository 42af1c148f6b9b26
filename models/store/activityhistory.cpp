// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/activityhistory.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace surgedeck {

namespace {

constexpr std::size_t mostValues = 256; ///< in a bucket
constexpr std::size_t mostNames = 20'000;
constexpr std::size_t mostDifferences = 40;

ActiveSessions scaled(const ActiveSessions &sum, double factor)
{
    return {sum.running * factor, sum.lock * factor, sum.io * factor, sum.client * factor, sum.other * factor};
}

/// The host alone: a port says nothing that two sessions have in common.
QString hostOf(const QString &client)
{
    const qsizetype colon = client.lastIndexOf(QLatin1Char(':'));
    return colon > 0 ? client.left(colon) : client;
}

} // namespace

ActiveSessions ActivityHistory::Bucket::average() const
{
    return samples > 0 ? scaled(sum, 1.0 / samples) : ActiveSessions{};
}

quint32 ActivityHistory::intern(const QString &field, const QString &value)
{
    const QString key = field + QLatin1Char('\n') + value;
    if (const auto known = m_ids.constFind(key); known != m_ids.constEnd())
        return *known;
    if (std::size_t(m_names.size()) >= mostNames)
        return intern(field, QString()); // as one that is not told apart any more
    const auto id = static_cast<quint32>(m_names.size());
    m_names.push_back({field, value});
    m_ids.insert(key, id);
    return id;
}

void ActivityHistory::count(Bucket &bucket, const QString &field, const QString &value)
{
    if (value.isEmpty())
        return;
    const quint32 id = intern(field, value);
    const auto place = std::lower_bound(bucket.counts.begin(), bucket.counts.end(), id,
                                        [](const auto &entry, quint32 wanted) { return entry.first < wanted; });
    if (place != bucket.counts.end() && place->first == id)
        place->second += 1;
    else if (bucket.counts.size() < mostValues)
        bucket.counts.insert(place, {id, 1});
}

ActivityHistory::Bucket &ActivityHistory::bucketAt(WallTime at)
{
    const WallTime from{at.time_since_epoch() / bucketLength * bucketLength};
    if (m_buckets.empty() || m_buckets.back().from < from)
        m_buckets.append({from, 0, {}, 0, {}});
    while (m_buckets.size() > 1 && m_buckets.back().from - m_buckets.front().from >= span)
        m_buckets.dropFirst();
    return m_buckets.change(m_buckets.size() - 1);
}

void ActivityHistory::fold(WallTime at, const SessionSample &sample)
{
    if (m_names.isEmpty())
        for (const char *field : {"statement", "user", "application", "client", "database", "wait"})
            intern(QString::fromLatin1(field), {}); // so that a full book of names has a place for each field
    Bucket &bucket = bucketAt(at);
    bucket.samples += 1;
    const ActiveSessions &active = sample.active;
    bucket.sum = {bucket.sum.running + active.running, bucket.sum.lock + active.lock, bucket.sum.io + active.io,
                  bucket.sum.client + active.client, bucket.sum.other + active.other};
    for (const Session &session : sample.sessions) {
        if (!session.active)
            continue;
        bucket.sessions += 1;
        count(bucket, QStringLiteral("statement"), session.digest);
        count(bucket, QStringLiteral("user"), session.user);
        count(bucket, QStringLiteral("application"), session.application);
        count(bucket, QStringLiteral("client"), hostOf(session.client));
        count(bucket, QStringLiteral("database"), session.database);
        count(bucket, QStringLiteral("wait"), session.wait.isEmpty() ? QStringLiteral("none, it runs") : session.wait);
    }
}

std::vector<double> ActivityHistory::activeIn(const QString &digest) const
{
    const auto id = m_ids.value(QStringLiteral("statement\n") + digest, static_cast<quint32>(mostNames) + 1);
    std::vector<double> values;
    values.reserve(m_buckets.size());
    for (const Bucket &bucket : m_buckets) {
        const auto place = std::lower_bound(bucket.counts.begin(), bucket.counts.end(), id,
                                            [](const auto &entry, quint32 wanted) { return entry.first < wanted; });
        const bool seen = place != bucket.counts.end() && place->first == id;
        values.push_back(seen ? double(place->second) / std::max(bucket.samples, 1) : 0.0);
    }
    return values;
}

int ActivityHistory::sampledIn(WallTime from, WallTime until) const
{
    int sessions = 0;
    for (const Bucket &bucket : m_buckets)
        if (bucket.from >= from && bucket.from <= until)
            sessions += bucket.sessions;
    return sessions;
}

std::vector<FieldDifference> ActivityHistory::difference(WallTime from, WallTime until) const
{
    std::unordered_map<quint32, std::pair<double, double>> counts;
    double inside = 0, outside = 0;
    for (const Bucket &bucket : m_buckets) {
        const bool within = bucket.from >= from && bucket.from <= until;
        (within ? inside : outside) += bucket.sessions;
        for (const auto &[id, times] : bucket.counts)
            (within ? counts[id].first : counts[id].second) += times;
    }
    std::vector<FieldDifference> all;
    if (inside == 0 || outside == 0)
        return all;
    for (const auto &[id, times] : counts)
        if (!m_names[id].value.isEmpty())
            all.push_back({m_names[id].field, m_names[id].value, times.first / inside, times.second / outside});
    std::sort(all.begin(), all.end(), [](const FieldDifference &a, const FieldDifference &b) {
        const double left = std::abs(a.inside - a.outside), right = std::abs(b.inside - b.outside);
        return left != right ? left > right : a.field + a.value < b.field + b.value;
    });
    if (all.size() > mostDifferences)
        all.resize(mostDifferences);
    return all;
}

} // namespace surgedeck
