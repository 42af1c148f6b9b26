// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/leafseries.h"

#include <algorithm>
#include <numeric>

namespace surgedeck::metrics {

bool LeafSeries::refresh()
{
    // The version first: what comes while we look is found the next time.
    const std::uint64_t version = m_store.seriesVersion();
    if (m_isFound && version == m_version)
        return false;
    m_version = version;
    std::vector<SeriesRef> found = m_store.find(m_matchers);
    std::vector<SeriesRef> before(m_refs.size());
    for (std::size_t i = 0; i < m_refs.size(); ++i)
        before[i] = m_refs[m_labelOrder[i]];
    if (m_isFound && found == before)
        return false;
    m_isFound = true;
    adopt(std::move(found));
    ++m_generation;
    return true;
}

void LeafSeries::adopt(std::vector<SeriesRef> inLabelOrder)
{
    std::vector<std::uint32_t> bySlot(inLabelOrder.size());
    std::iota(bySlot.begin(), bySlot.end(), 0u);
    std::sort(bySlot.begin(), bySlot.end(),
              [&](std::uint32_t a, std::uint32_t b) { return inLabelOrder[a].slot < inLabelOrder[b].slot; });
    std::vector<SeriesRef> refs;
    std::vector<Identity> identities;
    m_former.clear();
    m_labelOrder.assign(inLabelOrder.size(), 0);
    std::size_t old = 0;
    for (const std::uint32_t rank : bySlot) {
        const SeriesRef ref = inLabelOrder[rank];
        while (old < m_refs.size() && m_refs[old].slot < ref.slot)
            ++old;
        const bool isKnown = old < m_refs.size() && m_refs[old] == ref;
        // nullptr when it has just died: then it has no samples either.
        identities.push_back(isKnown ? m_identities[old] : Identity(m_store.labelsOf(ref)));
        m_former.push_back(isKnown ? static_cast<std::uint32_t>(old) : none);
        m_labelOrder[rank] = static_cast<std::uint32_t>(refs.size());
        refs.push_back(ref);
    }
    m_refs = std::move(refs);
    m_identities = std::move(identities);
    m_newest.assign(m_refs.size(), NewestSample());
}

void LeafSeries::readNewest()
{
    m_store.newest(m_refs, m_newest);
}

} // namespace surgedeck::metrics
