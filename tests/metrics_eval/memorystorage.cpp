// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/metrics_eval/memorystorage.h"

#include "models/metrics/ast.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <sstream>

namespace surgedeck::metrics {

std::vector<SeriesSamples> MemoryStorage::select(std::span<const Matcher> matchers, std::int64_t fromMs,
                                                 std::int64_t toMs) const
{
    std::vector<SeriesSamples> result;
    for (const auto &[labels, samples] : m_series) {
        const auto accepts = [&labels = labels](const Matcher &matcher) { return matcher.matches(labels); };
        if (!std::all_of(matchers.begin(), matchers.end(), accepts))
            continue;
        SeriesSamples series{std::make_shared<const Labels>(labels), {}, {}};
        for (auto at = samples.lower_bound(fromMs); at != samples.end() && at->first <= toMs; ++at) {
            series.timesMs.push_back(at->first);
            series.values.push_back(at->second);
        }
        result.push_back(std::move(series));
    }
    return result;
}

std::optional<Labels> parsedLabels(const std::string &text)
{
    if (text == "{}")
        return Labels();
    const auto expression = parseExpression(text);
    const auto *selector = expression ? std::get_if<VectorSelector>(&(*expression)->node) : nullptr;
    if (!selector)
        return std::nullopt;
    Labels labels;
    for (const Matcher &matcher : selector->matchers)
        labels.set(matcher.name(), matcher.value());
    return labels;
}

std::optional<double> parsedNumber(const std::string &text)
{
    if (text == "NaN")
        return ordinaryNan();
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-Inf")
        return -std::numeric_limits<double>::infinity();
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> parsedDuration(const std::string &text)
{
    double number = 0;
    const char *const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const std::string unit(read.ptr, end);
    const double scale = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : unit == "h" ? 3'600'000 : 0;
    if (read.ec != std::errc() || (scale == 0 && text != "0"))
        return std::nullopt;
    return static_cast<std::int64_t>(number * scale);
}

namespace {

// One word of a row of values.
struct Run
{
    std::optional<double> first; // none: no sample
    double step = 0;
    std::size_t more = 0;
};

std::optional<Run> parsedRun(const std::string &word)
{
    Run run;
    std::string value = word;
    const std::size_t times = word.rfind('x');
    if (times != std::string::npos) {
        const auto more = parsedNumber(word.substr(times + 1));
        if (!more)
            return std::nullopt;
        run.more = static_cast<std::size_t>(*more);
        value = word.substr(0, times);
    }
    if (value == "_") {
        run.more -= times == std::string::npos ? 0 : 1;
        return run;
    }
    run.first = value == "stale" ? staleMarker() : parsedNumber(value);
    for (std::size_t sign = 1; !run.first && sign < value.size(); ++sign) {
        if ((value[sign] != '+' && value[sign] != '-') || value[sign - 1] == 'e')
            continue;
        run.first = parsedNumber(value.substr(0, sign));
        const auto step = parsedNumber(value.substr(value[sign] == '+' ? sign + 1 : sign));
        if (!run.first || !step)
            return std::nullopt;
        run.step = *step;
    }
    return run.first ? std::optional<Run>(run) : std::nullopt;
}

} // namespace

bool addValues(MemoryStorage &storage, const Labels &labels, std::int64_t intervalMs, const std::string &values)
{
    std::istringstream words(values);
    std::string word;
    std::int64_t timeMs = 0;
    while (words >> word) {
        const auto run = parsedRun(word);
        if (!run)
            return false;
        double value = run->first.value_or(0);
        for (std::size_t i = 0; i <= run->more; ++i) {
            if (run->first)
                storage.add(labels, timeMs, value);
            value += run->step;
            timeMs += intervalMs;
        }
    }
    return true;
}

} // namespace surgedeck::metrics
