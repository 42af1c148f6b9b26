// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/scrapereader.h"
#include "models/metrics/exposition/strictpage.h"
#include "models/metrics/labels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <map>

/// What must hold for every page whatsoever. A target calls checkPages(); what does not hold aborts.
namespace surgedeck::metrics {

class NumberedSeries final : public SeriesResolver
{
public:
    SeriesRef seriesFor(std::span<const LabelView> labels) override
    {
        std::vector<Label> copy;
        for (const LabelView &label : labels)
            copy.push_back({std::string(label.name), std::string(label.value)});
        const Labels wanted(copy);
        if (wanted.all() != copy)
            std::abort(); // not in order, twice, or empty
        const auto [place, isNew] = m_numbers.emplace(wanted, static_cast<std::uint32_t>(m_labels.size()));
        if (isNew)
            m_labels.push_back(wanted);
        return {place->second, 0};
    }
    const Labels *labelsOf(SeriesRef series) const
    {
        return series.slot < m_labels.size() ? &m_labels[series.slot] : nullptr;
    }

private:
    std::map<Labels, std::uint32_t> m_numbers;
    std::vector<Labels> m_labels; // by number
};

inline bool sameSamples(const std::vector<BatchSample> &a, const std::vector<BatchSample> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const BatchSample &x, const BatchSample &y) {
        return x.series == y.series && x.sample.timeMs == y.sample.timeMs
            && std::bit_cast<std::uint64_t>(x.sample.value) == std::bit_cast<std::uint64_t>(y.sample.value);
    });
}

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// The second page read after the first is read as if there had been no first.
inline void checkCache(PageFormat format, std::string first, const std::string &second)
{
    NumberedSeries series;
    ScrapeReader reader(format);
    ScrapeReader fresh(format);
    ScrapeResult result;
    ScrapeResult expected;
    const ScrapeOptions options{.timeMs = 1000};
    (void)reader.read(first, options, series, result);
    std::string page = second;
    std::string copy = second;
    const auto error = reader.read(page, options, series, result);
    const auto expectedError = fresh.read(copy, options, series, expected);
    require(error.has_value() == expectedError.has_value() && sameSamples(result.samples, expected.samples));
    require(reader.tracked().size() == (error ? reader.tracked().size() : fresh.tracked().size()));
    if (error)
        return;
    // And once more, all of it known.
    page = second;
    require(!reader.read(page, options, series, result));
    require(sameSamples(result.samples, expected.samples) && result.vanished.empty());
    require(result.counts.known == result.counts.samples);
}

/// What the strict reader takes without a remark, a scrape takes too, and reads the same.
inline void checkStrict(PageFormat format, const std::string &page)
{
    const StrictPage strict = readStrictly(format, page);
    for (const PageProblem &problem : strict.problems)
        require(problem.line > 0 && problem.column > 0 && !problem.message.empty());
    if (!strict.problems.empty())
        return;
    NumberedSeries series;
    ScrapeReader reader(format);
    ScrapeResult result;
    std::string copy = page;
    const auto most = std::numeric_limits<std::int64_t>::max();
    const auto error = reader.read(copy, {.timeMs = 0, .mostAheadMs = most}, series, result);
    if (error && error->message.find("longer than") != std::string::npos)
        return; // the limits of a scrape are not those of the format
    require(!error && result.samples.size() == strict.samples.size());
    for (std::size_t i = 0; i < strict.samples.size(); ++i) {
        std::vector<Label> labels = strict.samples[i].labels;
        labels.push_back({std::string(nameLabel), strict.samples[i].name});
        const Labels *found = series.labelsOf(result.samples[i].series);
        require(found && *found == Labels(labels));
        require(std::bit_cast<std::uint64_t>(result.samples[i].sample.value)
                == std::bit_cast<std::uint64_t>(strict.samples[i].value));
        const double time = strict.samples[i].timestampMs.value_or(0);
        require(std::fabs(time) > 9e15 || static_cast<std::int64_t>(time) == result.samples[i].sample.timeMs);
    }
}

/// The input is two pages with a zero byte and a line feed between them, or one.
inline void checkPages(PageFormat format, const std::uint8_t *data, std::size_t size)
{
    const std::string all(reinterpret_cast<const char *>(data), size);
    const std::size_t middle = all.find(std::string("\0\n", 2));
    const std::string first = all.substr(0, middle);
    const std::string second = middle == all.npos ? first : all.substr(middle + 2);
    checkStrict(format, first);
    checkStrict(format, second);
    checkCache(format, first, second);
    checkCache(format, second, first);
}

} // namespace surgedeck::metrics
