// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"
#include "models/metrics/matcher.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// The samples of one series within a window, in columns: strictly ascending times, stale markers included.
struct SeriesSamples
{
    std::shared_ptr<const Labels> labels;
    std::vector<std::int64_t> timesMs;
    std::vector<double> values;
};

/// A series while it is scanned: as SeriesSamples, valid until the visitor returns.
struct SeriesView
{
    const std::shared_ptr<const Labels> &labels;
    std::span<const std::int64_t> timesMs;
    std::span<const double> values;
};

/// Sums that do not depend on it take the series as they lie in the storage.
enum class ScanOrder
{
    ByLabels,
    Any
};

/// What to scan: as select(), in an order.
struct SeriesScan
{
    std::span<const Matcher> matchers;
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
    ScanOrder order = ScanOrder::ByLabels;
};

/// False ends the scan.
using SeriesVisitor = std::function<bool(const SeriesView &)>;

/// What an expression reads. Thread-safe for reading while samples are appended.
class Storage
{
public:
    virtual ~Storage() = default;
    /// Every series that all matchers accept with its samples in [fromMs, toMs] (both included), in label order. A
    /// series without a sample in the window may be left out.
    virtual std::vector<SeriesSamples> select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                              std::int64_t toMs) const = 0;
    /// The same, one series after the other: what needs no copy of all of them at once.
    virtual void scan(const SeriesScan &what, const SeriesVisitor &visit) const
    {
        for (const SeriesSamples &series : select(what.matchers, what.fromMs, what.toMs)) {
            if (!visit(SeriesView{series.labels, series.timesMs, series.values}))
                return;
        }
    }
};

} // namespace surgedeck::metrics
