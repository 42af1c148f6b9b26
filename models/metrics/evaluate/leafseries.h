// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/identity.h"
#include "models/metrics/store/samplestore.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace surgedeck::metrics {

/// The series that one selector of a watched query finds, in the order of the store, and the newest sample of each.
/// Used by the thread of the query.
class LeafSeries
{
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    LeafSeries(const SampleStore &store, std::vector<Matcher> matchers)
        : m_store(store)
        , m_matchers(std::move(matchers))
    {
    }

    /// Looks for series that came or went. True when any did: then former() tells where the others stood.
    bool refresh();
    /// The place that a series had before the last refresh(); none for a new one.
    const std::vector<std::uint32_t> &former() const { return m_former; }
    /// Reads the newest samples. Cheap.
    void readNewest();

    const SampleStore &store() const { return m_store; }
    std::size_t size() const { return m_refs.size(); }
    const std::vector<SeriesRef> &refs() const { return m_refs; }
    const NewestSample &newest(std::size_t place) const { return m_newest[place]; }
    const Identity &identity(std::size_t place) const { return m_identities[place]; }
    /// Places in the order of labels.
    const std::vector<std::uint32_t> &labelOrder() const { return m_labelOrder; }
    /// Changes whenever refresh() returned true.
    std::uint64_t generation() const { return m_generation; }

private:
    void adopt(std::vector<SeriesRef> inLabelOrder);

    const SampleStore &m_store;
    std::vector<Matcher> m_matchers;
    std::uint64_t m_version = 0;
    std::uint64_t m_generation = 0;
    bool m_isFound = false;
    std::vector<SeriesRef> m_refs;
    std::vector<Identity> m_identities;
    std::vector<NewestSample> m_newest;
    std::vector<std::uint32_t> m_labelOrder;
    std::vector<std::uint32_t> m_former;
};

} // namespace surgedeck::metrics
