// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/metricstore.h"

namespace surgedeck {

namespace {
constexpr std::size_t mostKeys = 5'000;
constexpr std::size_t mostOfLastWeek = 2'000; ///< points
}

void MetricStore::fold(const Record &record)
{
    if (const auto *sample = std::get_if<MetricSample>(&record.body))
        foldSample(*sample, record.source);
    else if (const auto *history = std::get_if<MetricHistory>(&record.body))
        foldHistory(*history);
}

MetricStore::Entry *MetricStore::entryFor(const QString &key)
{
    if (m_entries.size() >= mostKeys && !m_entries.contains(key))
        return nullptr;
    return &m_entries[key];
}

void MetricStore::foldSample(const MetricSample &sample, const QString &source)
{
    for (const WatchedValue &watched : sample.values) {
        Entry *entry = entryFor(watched.key);
        if (!entry)
            continue;
        const bool same = watched.value && watched.value == entry->view.value && entry->view.unchangedSince;
        const std::optional<WallTime> since = same ? entry->view.unchangedSince : sample.evaluatedAt;
        entry->view = {watched.value, watched.newestSample, sample.evaluatedAt, watched.error, source, since};
        if (watched.value)
            append(entry->history, {sample.evaluatedAt, *watched.value});
    }
}

/// What was before goes in front of what we saw ourselves.
void MetricStore::foldHistory(const MetricHistory &history)
{
    Entry *entry = entryFor(history.key);
    if (!entry)
        return;
    if (history.earlierBy) {
        std::vector<MetricPoint> &lastWeek = entry->lastWeek.change();
        lastWeek.clear();
        for (const MetricPoint &point : history.points)
            if (lastWeek.size() < mostOfLastWeek)
                lastWeek.push_back({point.time + *history.earlierBy, point.value});
        return;
    }
    const SharedSeries<MetricPoint> seen = std::exchange(entry->history, {});
    for (const MetricPoint &point : history.points)
        if (seen.empty() || point.time < seen.front().time)
            append(entry->history, point);
    for (const MetricPoint &point : seen)
        append(entry->history, point);
}

void MetricStore::append(SharedSeries<MetricPoint> &history, MetricPoint point)
{
    // The last point of a bucket stands for it: it is replaced until the next bucket begins.
    const auto bucketOf = [](const MetricPoint &p) { return p.time.time_since_epoch() / bucket; };
    if (!history.empty() && bucketOf(history.back()) == bucketOf(point))
        history.change(history.size() - 1) = point;
    else if (history.empty() || history.back().time < point.time)
        history.append(point);
    while (!history.empty() && point.time - history.front().time > historySpan)
        history.dropFirst();
}

MetricView MetricStore::view(const QString &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? MetricView{} : found->second.view;
}

const SharedSeries<MetricPoint> &MetricStore::history(const QString &key) const
{
    static const SharedSeries<MetricPoint> none;
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? none : found->second.history;
}

const std::vector<MetricPoint> &MetricStore::lastWeek(const QString &key) const
{
    static const std::vector<MetricPoint> none;
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? none : *found->second.lastWeek;
}

} // namespace surgedeck
