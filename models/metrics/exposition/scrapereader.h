// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/pagelexer.h"
#include "models/metrics/store/appendresult.h"

#include <memory>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Gives a number to a series that a page shows for the first time: where labels of the target, relabelling and budgets
/// have their place.
class SeriesResolver
{
public:
    virtual ~SeriesResolver() = default;
    /// The labels stand in byte order of their names, each name once, no value empty; the name is __name__. They are
    /// valid during the call only. A number that is not valid: the series is not kept.
    virtual SeriesRef seriesFor(std::span<const LabelView> labels) = 0;
};

struct ScrapeOptions
{
    std::int64_t timeMs = 0; ///< of samples without a timestamp of their own
    bool honorTimestamps = true;
    std::int64_t mostAheadMs = 600'000; ///< samples further in the future than this are dropped, as Prometheus does
};

/// Where a page stops being one: 1-based; the column counts bytes.
struct PageError
{
    int line = 0;
    int column = 0;
    std::string message;
};

struct ScrapeCounts
{
    std::size_t samples = 0;       ///< lines with a sample
    std::size_t known = 0;         ///< those whose series the last page had too
    std::size_t withoutSeries = 0; ///< dropped by the resolver
    std::size_t ahead = 0;         ///< dropped: too far in the future
};

/// One line of a page, or several without samples in a row.
struct PageLine
{
    std::uint32_t begin = 0;
    std::uint32_t size : 30 = 0; // up to the value, or up to the next line with a sample
    std::uint32_t isSample : 1 = 0;
    std::uint32_t isTracked : 1 = 0; // due a stale marker once it vanishes
    SeriesRef series;
};

/// What reading a page gives. One for all readers of a thread: its memory is used again.
struct ScrapeResult
{
    std::vector<BatchSample> samples; ///< in the order of the page
    /// Series of the page before that this one does not have: each is due a stale marker. Series whose samples have
    /// timestamps of their own are never among them.
    std::vector<SeriesRef> vanished;
    ScrapeCounts counts;
    std::vector<PageLine> spareLines; ///< for the reader alone
};

/// Reads the pages of one target, one after the other. Keeps the last page: a line whose beginning, up to the value, is
/// byte for byte that of a line there is of the same series, and only its value is parsed. Not thread-safe.
class ScrapeReader
{
public:
    explicit ScrapeReader(PageFormat format, PageLimits limits = {});

    /// Reads one page and keeps it; `page` gets the memory of the one before, to fetch the next into. On an error
    /// nothing of the page counts, as in a failed scrape: the reader and `page` stay as they were, the result is empty.
    std::optional<PageError> read(std::string &page, const ScrapeOptions &options, SeriesResolver &resolver,
                                  ScrapeResult &result);

    /// The page that was read last; empty when there is none.
    std::string_view lastPage() const { return m_last.text; }
    /// Every series that is due a stale marker when the target can not be read any more.
    std::vector<SeriesRef> tracked() const;
    /// Forgets the last page: the target failed, or numbers of series have died. Nothing is tracked afterwards.
    void forget();
    std::size_t memory() const;

private:
    struct Page
    {
        std::string text;
        std::vector<PageLine> lines;
        std::size_t tracked = 0; // lines that are
    };
    class Reading;

    const PageFormat m_format;
    const PageLimits m_limits;
    Page m_last;
};

/// Line and column of a place in a text, both 1-based; the column counts bytes.
PageError errorAt(std::string_view page, const char *at, std::string message);

} // namespace surgedeck::metrics
