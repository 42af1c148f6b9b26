// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/pagedata.h"

#include <algorithm>
#include <unordered_map>

namespace surgedeck::metrics {

namespace {

// A file that somebody names on the command line is larger than a scrape.
PageLimits fileLimits()
{
    PageLimits limits;
    limits.bytes = std::size_t{8} << 30;
    limits.samples = 100'000'000;
    limits.labels = 1000;
    limits.nameBytes = 65'536;
    limits.valueBytes = 1 << 20;
    limits.lineBytes = 4 << 20;
    return limits;
}

DataError errorAt(std::string_view page, const char *at, std::string message)
{
    const std::string_view before = page.substr(0, static_cast<std::size_t>(at - page.data()));
    const std::size_t lineBreak = before.rfind('\n');
    const std::size_t lineBegin = lineBreak == std::string_view::npos ? 0 : lineBreak + 1;
    return {static_cast<long>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<long>(before.size() - lineBegin) + 1, std::move(message)};
}

/// One series while the page is read.
struct PageSeries
{
    Labels labels;
    std::vector<std::int64_t> timesMs;
    std::vector<double> values;
};

Labels labelsOf(const PageLexer &lexer)
{
    std::vector<Label> labels{{std::string(nameLabel), std::string(lexer.name())}};
    for (const LabelView &label : lexer.labels())
        labels.push_back({std::string(label.name), std::string(label.value)});
    return Labels(std::move(labels));
}

} // namespace

std::optional<DataError> loadPage(std::string_view page, PageFormat format, MemoryStorage &storage)
{
    const auto lexer = PageLexer::make(format, page, fileLimits());
    std::vector<PageSeries> series; // in the order of the page: of two samples of one time the first stays
    std::unordered_map<std::string_view, std::size_t> positions; // by what stands in front of the value
    const char *at = page.data();
    for (;;) {
        const char *const begin = at;
        const PageLexer::Item item = lexer->next(at);
        if (item == PageLexer::Item::Error)
            return errorAt(page, at, lexer->error());
        if (item == PageLexer::Item::End)
            break;
        if (item != PageLexer::Item::Sample)
            continue;
        if (!lexer->timeMs())
            return errorAt(page, lexer->valueAt(), "a sample without a timestamp");
        const std::string_view key(begin, static_cast<std::size_t>(lexer->valueAt() - begin));
        const auto [position, isNew] = positions.try_emplace(key, series.size());
        if (isNew)
            series.push_back({labelsOf(*lexer), {}, {}});
        PageSeries &one = series[position->second];
        one.timesMs.push_back(*lexer->timeMs());
        one.values.push_back(lexer->value());
    }
    for (PageSeries &one : series)
        storage.add(std::move(one.labels), std::move(one.timesMs), std::move(one.values));
    return std::nullopt;
}

} // namespace surgedeck::metrics
