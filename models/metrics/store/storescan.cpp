// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/storeparts.h"

#include <algorithm>
#include <mutex>

namespace surgedeck::metrics {

namespace {

std::size_t endOfGroup(std::span<const SeriesRef> series, std::size_t begin)
{
    std::size_t end = begin;
    while (end < series.size() && series[end].slot / SeriesGroup::size == series[begin].slot / SeriesGroup::size)
        ++end;
    return end;
}

// Reads group after group into the same columns, so that a scan of any length uses little memory.
class GroupScan
{
public:
    GroupScan(std::int64_t fromMs, std::int64_t toMs)
        : m_fromMs(fromMs)
        , m_toMs(toMs)
    {
    }

    /// At most as many series as a group has.
    void read(const SeriesGroup &group, std::span<const SeriesRef> series)
    {
        m_wanted.clear();
        for (std::size_t i = 0; i < series.size(); ++i) {
            m_columns[i].timesMs.clear();
            m_columns[i].values.clear();
            m_wanted.push_back({series[i], &m_columns[i]});
        }
        group.read(m_wanted, m_fromMs, m_toMs);
    }
    const SampleColumns &columns(std::size_t i) const { return m_columns[i]; }

private:
    std::int64_t m_fromMs;
    std::int64_t m_toMs;
    std::array<SampleColumns, SeriesGroup::size> m_columns;
    std::vector<SeriesGroup::Wanted> m_wanted;
};

} // namespace

void SampleStore::readEach(std::span<const SeriesRef> series, std::int64_t fromMs, std::int64_t toMs,
                           const std::function<void(std::size_t place, const SampleColumns &samples)> &give) const
{
    GroupScan scan(fromMs, toMs);
    for (std::size_t begin = 0, end = 0; begin < series.size(); begin = end) {
        end = endOfGroup(series, begin);
        const SeriesGroup *group = m_parts->groupOf(series[begin].slot);
        if (!group)
            continue;
        scan.read(*group, series.subspan(begin, end - begin));
        for (std::size_t i = begin; i < end; ++i) {
            if (scan.columns(i - begin).size() > 0)
                give(i, scan.columns(i - begin));
        }
    }
}

void SampleStore::scan(const SeriesScan &what, const SeriesVisitor &visit) const
{
    if (what.order == ScanOrder::ByLabels)
        return Storage::scan(what, visit);
    std::vector<SeriesRef> series;
    {
        const std::shared_lock lock(m_parts->labelsLock);
        for (const std::uint32_t slot : m_parts->labels.select(what.matchers))
            series.push_back(m_parts->labels.refOf(slot));
    }
    std::sort(series.begin(), series.end(), [](SeriesRef a, SeriesRef b) { return a.slot < b.slot; });
    GroupScan scan(what.fromMs, what.toMs);
    std::vector<std::shared_ptr<const Labels>> labels;
    for (std::size_t begin = 0, end = 0; begin < series.size(); begin = end) {
        end = endOfGroup(series, begin);
        labels.clear();
        {
            const std::shared_lock lock(m_parts->labelsLock);
            for (std::size_t i = begin; i < end; ++i)
                labels.push_back(m_parts->cache.get(m_parts->labels, series[i]));
        }
        scan.read(*m_parts->groupOf(series[begin].slot), std::span(series).subspan(begin, end - begin));
        for (std::size_t i = 0; i < end - begin; ++i) {
            const SampleColumns &columns = scan.columns(i);
            if (labels[i] && columns.size() > 0 && !visit({labels[i], columns.timesMs, columns.values}))
                return;
        }
    }
}

} // namespace surgedeck::metrics
