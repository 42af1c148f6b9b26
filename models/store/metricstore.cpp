// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/metricstore.h"

namespace surgedeck {

namespace {
constexpr std::size_t mostKeys = 5'000;
}

void MetricStore::fold(const Record &record)
{
    const auto *sample = std::get_if<MetricSample>(&record.body);
    if (!sample)
        return;
    for (const WatchedValue &watched : sample->values) {
        if (m_entries.size() >= mostKeys && !m_entries.contains(watched.key))
            continue;
        Entry &entry = m_entries[watched.key];
        entry.view = {watched.value, watched.newestSample, sample->evaluatedAt, watched.error, record.source};
        if (watched.value)
            append(entry.history, {sample->evaluatedAt, *watched.value});
    }
}

void MetricStore::append(std::deque<MetricPoint> &history, MetricPoint point)
{
    // The last point of a bucket stands for it: it is replaced until the next bucket begins.
    const auto bucketOf = [](const MetricPoint &p) { return p.at.time_since_epoch() / bucket; };
    if (!history.empty() && bucketOf(history.back()) == bucketOf(point))
        history.back() = point;
    else if (history.empty() || history.back().at < point.at)
        history.push_back(point);
    while (!history.empty() && point.at - history.front().at > historySpan)
        history.pop_front();
}

MetricView MetricStore::view(const QString &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? MetricView{} : found->second.view;
}

const std::deque<MetricPoint> &MetricStore::history(const QString &key) const
{
    static const std::deque<MetricPoint> none;
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? none : found->second.history;
}

} // namespace surgedeck
