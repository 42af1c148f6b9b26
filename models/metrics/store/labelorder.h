// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/labelindex.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace surgedeck::metrics {

/// The order of labels among all series, worked out when it is first asked for and kept until series come or go.
/// Thread-safe; callers hold the index still meanwhile.
class LabelOrder
{
public:
    void sort(const LabelIndex &index, std::uint64_t version, std::vector<std::uint32_t> &slots);
    std::size_t bytes() const;

private:
    void update(const LabelIndex &index);

    mutable std::mutex m_lock;
    std::uint64_t m_version = 0;
    std::vector<SeriesRef> m_ordered;
    std::vector<std::uint32_t> m_ranks; // by slot
};

/// Labels of series that were asked for lately, so that whoever asks again shares them. Bounded. Thread-safe.
class LabelCache
{
public:
    /// nullptr when the series has died. The caller holds the index still meanwhile.
    std::shared_ptr<const Labels> get(const LabelIndex &index, SeriesRef series);

private:
    static constexpr std::size_t most = 16 * 1024; // in each of the two
    using Kept = std::unordered_map<std::uint64_t, std::shared_ptr<const Labels>>;

    std::mutex m_lock;
    Kept m_young;
    Kept m_old; // was young when it was full; what is asked for again becomes young again
};

} // namespace surgedeck::metrics
