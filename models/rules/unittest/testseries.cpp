// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/unittest/testseries.h"

#include "models/metrics/sample.h"

#include <algorithm>

namespace surgedeck::rules {

namespace {

constexpr std::size_t mostSamples = 5'000'000;

struct Line
{
    std::string text;
    Position at;
};

std::string trimmed(const std::string &text)
{
    constexpr const char *blanks = " \t\r\v\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<Line> linesOf(const TestGroup &group)
{
    std::vector<Line> lines;
    for (const InputSeries &input : group.input) {
        const std::string text = input.series + " " + input.values;
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            lines.push_back({trimmed(text.substr(begin, end - begin)), input.at});
            begin = end + 1;
        }
    }
    return lines;
}

std::vector<metrics::Sample> samplesOf(const std::vector<std::optional<double>> &values, const TestGroup &group)
{
    std::vector<metrics::Sample> samples;
    samples.reserve(values.size());
    std::int64_t timeMs = group.startMs;
    for (const std::optional<double> &value : values) {
        if (value)
            samples.push_back({timeMs, *value});
        timeMs += group.intervalMs;
    }
    return samples;
}

} // namespace

std::variant<std::vector<TestSeries>, TestSeriesError> readSeries(const TestGroup &group, metrics::Compat compat)
{
    std::vector<TestSeries> all;
    std::size_t count = 0;
    for (const Line &line : linesOf(group)) {
        if (line.text.empty() || line.text.starts_with('#'))
            break;
        auto parsed = parseSeriesLine(line.text, compat, mostSamples - std::min(mostSamples, count));
        if (!parsed)
            return TestSeriesError{parsed.error().message + " (at " + std::to_string(parsed.error().position + 1) + ")",
                                   line.at, line.text};
        count += parsed->values.size();
        TestSeries series{parsed->labels, samplesOf(parsed->values, group), 0};
        const auto same = std::ranges::find(all, series.labels, &TestSeries::labels);
        if (same == all.end())
            all.push_back(std::move(series));
        else
            *same = std::move(series); // the later one counts
    }
    return all;
}

} // namespace surgedeck::rules
