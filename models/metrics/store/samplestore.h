// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/storage.h"
#include "models/metrics/store/appendresult.h"
#include "models/metrics/store/labelview.h"
#include "models/metrics/store/samplecolumns.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace surgedeck::metrics {

struct StoreLimits
{
    std::int64_t retentionMs = 2 * 3'600'000; ///< behind the newest sample of the store
    std::size_t mostBytes = 512u << 20;       ///< samples, labels and index together, as the store counts them
    std::uint32_t mostSeries = 1'000'000;
};

/// What happened since the store was made. Every sample that was handed in is in exactly one of the first six.
struct StoreCounters
{
    std::uint64_t appended = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t otherValues = 0;
    std::uint64_t outOfOrder = 0;
    std::uint64_t tooOld = 0;
    std::uint64_t unknownSeries = 0;
    std::uint64_t refusedSeries = 0; ///< not made because of StoreLimits::mostSeries
    std::uint64_t dropped = 0;       ///< samples that left because of age or bytes
};

struct StoreSize
{
    std::size_t series = 0;
    std::size_t samples = 0;
    std::size_t closedBytes = 0; ///< compressed history
    std::size_t openBytes = 0;   ///< the newest samples of each series, still growing
    std::size_t indexBytes = 0;  ///< labels, postings, bookkeeping of series
    std::size_t bytes() const { return closedBytes + openBytes + indexBytes; }
};

/// Samples in compressed memory, bounded by time and bytes, the oldest dropped first. Rules of order and duplicates are
/// those of Prometheus. One thread appends (everything that is not const); any number of threads read meanwhile
/// (everything that is const), and none of them waits for longer than one group of series is copied.
class SampleStore : public Storage
{
public:
    explicit SampleStore(StoreLimits limits = {});
    ~SampleStore() override;

    // The appending thread.

    /// The series with these labels (its name is the label __name__), made when there is none. Not valid when the store
    /// is full of series.
    SeriesRef seriesFor(const Labels &labels);
    /// The same for labels that are in byte order of their names, each name once, no value empty.
    SeriesRef seriesFor(std::span<const LabelView> labels);
    /// The series with these labels, when there is one.
    std::optional<SeriesRef> known(std::span<const LabelView> labels) const;
    AppendResult append(SeriesRef series, Sample sample);
    /// One scrape. `results`, when given, receives one entry for each sample.
    void append(std::span<const BatchSample> batch, std::vector<AppendResult> *results = nullptr);
    /// Drops what is older than the retention or beyond the bytes, and series without samples. Appending does it by
    /// itself now and then; needed only when nothing is appended. `nowMs`: the time that counts as the newest, if
    /// later.
    void trim(std::int64_t nowMs);

    // Every thread.

    std::vector<SeriesSamples> select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                      std::int64_t toMs) const override;
    void scan(const SeriesScan &what, const SeriesVisitor &visit) const override;
    /// The series that all matchers accept, in label order. No matcher: all.
    std::vector<SeriesRef> find(std::span<const Matcher> matchers) const;
    /// Changes whenever a series appears or dies: what find() gave is complete as long as this stays.
    std::uint64_t seriesVersion() const;
    /// nullptr when the series has died. Shared by all who ask for a series at the same time.
    std::shared_ptr<const Labels> labelsOf(SeriesRef series) const;
    /// Appends the samples in [fromMs, toMs] to `out`. For the newest since last time: fromMs = newest seen + 1.
    void read(SeriesRef series, std::int64_t fromMs, std::int64_t toMs, SampleColumns &out) const;
    /// Calls `give` with the samples of each in [fromMs, toMs], by its place in `series`; not with one that has none.
    /// What read() does, but cheap for many: they must be in order of their slots.
    void readEach(std::span<const SeriesRef> series, std::int64_t fromMs, std::int64_t toMs,
                  const std::function<void(std::size_t place, const SampleColumns &samples)> &give) const;
    /// The newest sample of each series, without reading history. Cheapest when series that were made together stand
    /// together.
    void newest(std::span<const SeriesRef> series, std::span<NewestSample> out) const;
    /// The newest time of the whole store; nullopt when it is empty.
    std::optional<std::int64_t> newestTimeMs() const;

    StoreCounters counters() const;
    StoreSize size() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace surgedeck::metrics
