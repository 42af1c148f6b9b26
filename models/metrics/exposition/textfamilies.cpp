// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/textfamilies.h"

#include "models/metrics/exposition/numbers.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

std::string line(int number)
{
    return "line " + std::to_string(number);
}

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

} // namespace

std::string TextFamilies::keyOf(const ScannedSample &sample, std::string_view without)
{
    std::vector<const ScannedLabel *> labels;
    for (const ScannedLabel &label : sample.labels) {
        if (!label.value.empty() && label.name != without)
            labels.push_back(&label);
    }
    std::sort(labels.begin(), labels.end(), [](const auto *a, const auto *b) { return a->name < b->name; });
    std::string key;
    for (const ScannedLabel *label : labels)
        key += label->name + "=" + quoted(label->value) + ",";
    return key;
}

// Samples of a histogram or a summary add a suffix to the name that TYPE gives.
std::string TextFamilies::familyOf(const std::string &sample) const
{
    for (const std::string_view suffix : {"_bucket", "_sum", "_count"}) {
        if (!sample.ends_with(suffix))
            continue;
        const std::string base = sample.substr(0, sample.size() - suffix.size());
        const auto found = m_families.find(base);
        if (found == m_families.end())
            continue;
        const std::optional<FamilyType> type = found->second.type;
        if (type == FamilyType::Histogram || (type == FamilyType::Summary && suffix != "_bucket"))
            return base;
    }
    return sample;
}

void TextFamilies::type(const std::string &name, PagePlace at, FamilyType type)
{
    Family &family = m_families[name];
    if (family.type) {
        m_problems.error(at, "metadata-twice",
                         "metric " + name + " has a TYPE already (" + line(family.typeLine) + ")");
        return;
    }
    int sampleLine = family.sampleLine;
    if (type == FamilyType::Histogram || type == FamilyType::Summary) {
        for (const std::string_view suffix : {"_bucket", "_sum", "_count"}) {
            const auto found = m_families.find(name + std::string(suffix));
            if (found != m_families.end() && (suffix != "_bucket" || type == FamilyType::Histogram))
                sampleLine = std::max(sampleLine, found->second.sampleLine);
        }
    }
    if (sampleLine > 0)
        m_problems.error(at, "type-after-sample",
                         "TYPE stands before the first sample of its metric (" + line(sampleLine) + ")");
    family.type = type;
    family.typeLine = at.line;
}

void TextFamilies::help(const std::string &name, PagePlace at, std::string_view text)
{
    Family &family = m_families[name];
    if (text.empty())
        return;
    if (family.helpLine > 0)
        m_problems.error(at, "metadata-twice",
                         "metric " + name + " has a HELP already (" + line(family.helpLine) + ")");
    family.helpLine = at.line;
}

void TextFamilies::sample(const ScannedSample &sample)
{
    const std::string family = familyOf(sample.name);
    checkGroup(family, sample);
    checkSeries(sample, sample.name + "{" + keyOf(sample, {}));
    const std::optional<FamilyType> type = m_families[family].type;
    if (type == FamilyType::Histogram)
        checkHistogram(family, sample);
    else if (type == FamilyType::Summary && sample.name == family)
        checkQuantile(sample);
}

void TextFamilies::checkGroup(const std::string &name, const ScannedSample &sample)
{
    Family &family = m_families[name];
    if (name != m_current && family.sampleLine > 0)
        m_problems.warn(sample.place, "interleaved",
                        "the lines of metric " + name + " should stand together (" + line(family.sampleLine) + ")");
    family.sampleLine = sample.place.line;
    m_current = name;
}

void TextFamilies::checkSeries(const ScannedSample &sample, const std::string &series)
{
    const std::optional<double> time = sample.timestamp ? std::optional(sample.timestamp->value) : std::nullopt;
    const auto [known, isNew] = m_series.emplace(series, Series{sample.value.value, time, sample.place.line});
    if (isNew)
        return;
    const std::string where = "the same series stands in " + line(known->second.line);
    if (known->second.time == time && !sameBits(known->second.value, sample.value.value))
        m_problems.error(sample.place, "duplicate", where + " with another value");
    else
        m_problems.warn(sample.place, "duplicate", where);
    known->second = {sample.value.value, time, sample.place.line};
}

void TextFamilies::checkQuantile(const ScannedSample &sample)
{
    const ScannedLabel *quantile = sample.label("quantile");
    if (!quantile)
        m_problems.warn(sample.place, "missing-label", "a sample of a summary without suffix has the label quantile");
    else if (!numberOf(quantile->value))
        m_problems.error(quantile->place, "quantile", "quantile must be a number, not " + shownText(quantile->value));
}

void TextFamilies::checkHistogram(const std::string &family, const ScannedSample &sample)
{
    Histogram &histogram = m_histograms[family + "{" + keyOf(sample, "le")];
    if (histogram.family.empty()) {
        histogram.family = family;
        histogram.place = sample.place;
    }
    if (sample.name == family + "_count")
        histogram.count = sample.value.value;
    if (sample.name != family + "_bucket")
        return;
    const ScannedLabel *label = sample.label("le");
    const std::optional<double> bound = label ? numberOf(label->value) : std::nullopt;
    if (!label) {
        m_problems.warn(sample.place, "missing-label", "a bucket has the label le");
    } else if (!bound) {
        m_problems.error(label->place, "bound", "le must be a number, not " + shownText(label->value));
    } else {
        if (!histogram.buckets.empty() && !(*bound > histogram.buckets.back().bound))
            m_problems.warn(sample.place, "bucket-order", "buckets should stand in increasing order of le");
        if (*bound == std::numeric_limits<double>::infinity())
            histogram.infinite = sample.value.value;
        histogram.buckets.push_back({*bound, sample.place});
    }
}

void TextFamilies::finish()
{
    for (const auto &[key, histogram] : m_histograms) {
        if (!histogram.infinite)
            m_problems.warn(histogram.place, "missing-infinity",
                            "histogram " + histogram.family +
                                " has no bucket with le=\"+Inf\": quantiles can not be computed");
        else if (histogram.count && !sameBits(*histogram.count, *histogram.infinite))
            m_problems.warn(histogram.place, "count",
                            "the count of histogram " + histogram.family + " differs from its bucket with le=\"+Inf\"");
    }
}

} // namespace surgedeck::metrics
