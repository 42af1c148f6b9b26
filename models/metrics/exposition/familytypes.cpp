// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/familytypes.h"

#include <array>

namespace surgedeck::metrics {

namespace {

constexpr std::array<std::string_view, 8> words = {"unknown", "gauge",     "counter",        "stateset",
                                                   "info",    "histogram", "gaugehistogram", "summary"};

} // namespace

std::string_view toWord(FamilyType type)
{
    return words[static_cast<std::size_t>(type)];
}

std::optional<FamilyType> familyTypeOf(std::string_view word)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == word)
            return static_cast<FamilyType>(i);
    }
    return std::nullopt;
}

std::span<const std::string_view> suffixesOf(FamilyType type)
{
    static constexpr std::array<std::string_view, 1> none = {""};
    static constexpr std::array<std::string_view, 2> counter = {"_total", "_created"};
    static constexpr std::array<std::string_view, 1> info = {"_info"};
    static constexpr std::array<std::string_view, 4> histogram = {"_bucket", "_count", "_sum", "_created"};
    static constexpr std::array<std::string_view, 3> gaugeHistogram = {"_bucket", "_gcount", "_gsum"};
    static constexpr std::array<std::string_view, 4> summary = {"", "_count", "_sum", "_created"};
    switch (type) {
    case FamilyType::Counter:
        return counter;
    case FamilyType::Info:
        return info;
    case FamilyType::Histogram:
        return histogram;
    case FamilyType::GaugeHistogram:
        return gaugeHistogram;
    case FamilyType::Summary:
        return summary;
    case FamilyType::Unknown:
    case FamilyType::Gauge:
    case FamilyType::StateSet:
        break;
    }
    return none;
}

std::string sampleNamesOf(const std::string &family, FamilyType type)
{
    std::string text;
    const auto suffixes = suffixesOf(type);
    for (std::size_t i = 0; i < suffixes.size(); ++i) {
        text += i == 0 ? "" : i + 1 == suffixes.size() ? " or " : ", ";
        text += family;
        text += suffixes[i];
    }
    return text;
}

} // namespace surgedeck::metrics
