// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/storage.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace surgedeck::metrics {

/// Series in memory, in plain columns: what a file held. Filled once, by one thread, then only read.
class MemoryStorage final : public Storage
{
public:
    /// Times in any order. Of two samples of one time the first stays, as in a Prometheus server.
    void add(Labels labels, std::vector<std::int64_t> timesMs, std::vector<double> values);
    /// To be called once, after the last add() and before the first select().
    void finish();

    std::vector<SeriesSamples> select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                      std::int64_t toMs) const override;
    void scan(const SeriesScan &what, const SeriesVisitor &visit) const override;
    std::optional<std::int64_t> newestMs() const;
    std::size_t seriesCount() const { return m_series.size(); }

private:
    const std::vector<std::size_t> *candidates(std::span<const Matcher> matchers) const;

    std::unordered_map<Labels, std::size_t, LabelsHash> m_positions; ///< while it is filled
    std::vector<SeriesSamples> m_series;                             ///< in label order after finish()
    std::map<std::string, std::vector<std::size_t>, std::less<>> m_byName;
};

} // namespace surgedeck::metrics
