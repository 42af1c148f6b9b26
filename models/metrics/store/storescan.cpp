// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/storeparts.h"

#include <algorithm>
#include <mutex>

namespace surgedeck::metrics {

namespace {

// Reads group after group into the same columns, so that a scan of any length uses little memory.
class GroupScan
{
public:
    explicit GroupScan(const SeriesScan &what)
        : m_what(what)
    {
    }

    void read(const SeriesGroup &group, std::span<const SeriesRef> series)
    {
        m_wanted.clear();
        for (std::size_t i = 0; i < series.size(); ++i) {
            m_columns[i].timesMs.clear();
            m_columns[i].values.clear();
            m_wanted.push_back({series[i], &m_columns[i]});
        }
        group.read(m_wanted, m_what.fromMs, m_what.toMs);
    }
    const SampleColumns &columns(std::size_t i) const { return m_columns[i]; }

private:
    const SeriesScan &m_what;
    std::array<SampleColumns, SeriesGroup::size> m_columns;
    std::vector<SeriesGroup::Wanted> m_wanted;
};

} // namespace

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
    GroupScan scan(what);
    std::vector<std::shared_ptr<const Labels>> labels;
    for (std::size_t begin = 0, end = 0; begin < series.size(); begin = end) {
        const std::uint32_t group = series[begin].slot / SeriesGroup::size;
        labels.clear();
        {
            const std::shared_lock lock(m_parts->labelsLock);
            for (; end < series.size() && series[end].slot / SeriesGroup::size == group; ++end)
                labels.push_back(m_parts->cache.get(m_parts->labels, series[end]));
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
