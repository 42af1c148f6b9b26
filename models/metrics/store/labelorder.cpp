// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/labelorder.h"

#include <algorithm>

namespace surgedeck::metrics {

void LabelOrder::sort(const LabelIndex &index, std::uint64_t version, std::vector<std::uint32_t> &slots)
{
    constexpr std::size_t few = 256; // cheaper to compare than to keep an order for
    if (slots.size() <= few) {
        std::sort(slots.begin(), slots.end(), [&](std::uint32_t a, std::uint32_t b) { return index.isBefore(a, b); });
        return;
    }
    const std::lock_guard lock(m_lock);
    if (m_version != version || m_ranks.empty()) {
        update(index);
        m_version = version;
    }
    std::sort(slots.begin(), slots.end(), [&](std::uint32_t a, std::uint32_t b) { return m_ranks[a] < m_ranks[b]; });
}

// What was in order stays in order; only new series are sorted, and merged in.
void LabelOrder::update(const LabelIndex &index)
{
    constexpr std::uint32_t none = 0xffffffff;
    std::erase_if(m_ordered, [&](SeriesRef series) { return !index.has(series); });
    m_ranks.assign(index.slots(), none);
    for (const SeriesRef series : m_ordered)
        m_ranks[series.slot] = 0;
    const auto old = static_cast<std::ptrdiff_t>(m_ordered.size());
    for (std::uint32_t slot = 0; slot < index.slots(); ++slot) {
        if (index.has(slot) && m_ranks[slot] == none)
            m_ordered.push_back(index.refOf(slot));
    }
    const auto before = [&](SeriesRef a, SeriesRef b) { return index.isBefore(a.slot, b.slot); };
    std::sort(m_ordered.begin() + old, m_ordered.end(), before);
    std::inplace_merge(m_ordered.begin(), m_ordered.begin() + old, m_ordered.end(), before);
    for (std::uint32_t rank = 0; rank < m_ordered.size(); ++rank)
        m_ranks[m_ordered[rank].slot] = rank;
}

std::size_t LabelOrder::bytes() const
{
    const std::lock_guard lock(m_lock);
    return m_ordered.capacity() * sizeof(SeriesRef) + m_ranks.capacity() * sizeof(std::uint32_t);
}

std::shared_ptr<const Labels> LabelCache::get(const LabelIndex &index, SeriesRef series)
{
    if (!index.has(series))
        return nullptr;
    const std::uint64_t key = std::uint64_t{series.generation} << 32 | series.slot;
    const std::lock_guard lock(m_lock);
    if (const auto found = m_young.find(key); found != m_young.end())
        return found->second;
    if (m_young.size() >= most) {
        m_old = std::move(m_young);
        m_young.clear();
    }
    const auto old = m_old.find(key);
    auto labels = old != m_old.end() ? old->second : std::make_shared<const Labels>(index.labelsOf(series.slot));
    m_young.emplace(key, labels);
    return labels;
}

} // namespace surgedeck::metrics
