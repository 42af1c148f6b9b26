// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/metricpoints.h"

#include "models/metrics/exposition/numbers.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

bool isWhole(double value)
{
    return std::isfinite(value) && std::trunc(value) == value;
}

std::size_t charactersOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

} // namespace

// The label that tells the samples of one point apart.
std::string_view MetricPoints::labelOfType() const
{
    switch (m_type) {
    case FamilyType::Histogram:
    case FamilyType::GaugeHistogram:
        return "le";
    case FamilyType::Summary:
        return "quantile";
    case FamilyType::StateSet:
        return m_family;
    default:
        return {};
    }
}

std::string MetricPoints::keyOf(const ScannedSample &sample, std::string_view without) const
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

void MetricPoints::add(const ScannedSample &sample)
{
    const std::string_view suffix = std::string_view(sample.name).substr(m_family.size());
    place(sample);
    checkLabels(sample, suffix);
    checkValue(sample, suffix);
    checkExemplar(sample, suffix);
    remember(sample, suffix);
}

// Labels of an info can not be told apart into those of the metric and those of the value: all are one metric.
void MetricPoints::place(const ScannedSample &sample)
{
    const bool isInfo = m_type == FamilyType::Info;
    const std::string metric = isInfo ? std::string() : keyOf(sample, labelOfType());
    const std::optional<double> time = sample.timestamp ? std::optional(sample.timestamp->value) : std::nullopt;
    if (m_metric != metric) {
        endPoint();
        if (!m_metrics.insert(metric).second)
            error(sample.place, "interleaved-metric",
                  "samples of the same labels stand together; others stand between this line and those before");
    } else if (m_time.has_value() != time.has_value()) {
        error(sample.place, "timestamp-mix", "either all samples of a metric have a timestamp, or none");
        endPoint();
    } else if (time && *time != *m_time && !isInfo) {
        if (*time < *m_time)
            error(sample.timestamp->place, "timestamp-order", "timestamps of a metric must not go back");
        endPoint();
    }
    m_metric = metric;
    m_time = time;
    std::string series = sample.name + "{" + keyOf(sample, {}) + "}";
    if (isInfo && time)
        series += numberText(*time);
    const auto [known, isNew] = m_seriesHere.emplace(std::move(series), sample.place.line);
    if (!isNew)
        error(sample.place, "duplicate",
              "line " + std::to_string(known->second) + " has a value for the same series" +
                  (time ? " at the same time" : "; give both a timestamp or leave one out"));
}

void MetricPoints::checkLabels(const ScannedSample &sample, std::string_view suffix)
{
    const std::string_view wanted = labelOfType();
    if (wanted.empty())
        return;
    const ScannedLabel *label = sample.label(wanted);
    const bool isDue = isHistogram() ? suffix == "_bucket" : suffix.empty();
    if (!isDue) {
        if (label && m_type != FamilyType::StateSet)
            error(label->place, "reserved-label",
                  "label " + label->name + " is only for " + m_family + (isHistogram() ? "_bucket" : ""));
        return;
    }
    if (!label) {
        error(sample.place, "missing-label", "a sample " + sample.name + " needs the label " + std::string(wanted));
    } else if (isHistogram()) {
        checkBound(sample, *label);
    } else if (m_type == FamilyType::Summary) {
        checkQuantile(sample, *label);
    }
}

void MetricPoints::checkBound(const ScannedSample &sample, const ScannedLabel &label)
{
    const std::optional<double> bound = numberOf(label.value);
    if (!bound || std::isnan(*bound)) {
        error(label.place, "bound", "le must be a number, not " + shownText(label.value));
        return;
    }
    if (*bound == std::numeric_limits<double>::infinity() && label.value != "+Inf")
        error(label.place, "bound", "the infinite bound is written le=\"+Inf\", not " + shownText(label.value));
    m_point.buckets.push_back({*bound, sample.value.value, sample.place});
}

void MetricPoints::checkQuantile(const ScannedSample &sample, const ScannedLabel &label)
{
    const std::optional<double> quantile = numberOf(label.value);
    if (!quantile || !(*quantile >= 0 && *quantile <= 1))
        error(label.place, "quantile", "quantile must be a number from 0 to 1, not " + shownText(label.value));
    if (sample.value.value < 0)
        error(sample.value.place, "value", "the value of a quantile must not be negative");
}

void MetricPoints::checkValue(const ScannedSample &sample, std::string_view suffix)
{
    const double value = sample.value.value;
    const PagePlace at = sample.value.place;
    if (m_type == FamilyType::StateSet && value != 0 && value != 1)
        error(at, "value", "a state is 0 or 1");
    if (m_type == FamilyType::Info && value != 1)
        error(at, "value", "the value of an info is always 1");
    if (suffix == "_created" && !std::isfinite(value))
        error(at, "value", "_created is a time in seconds, which must be finite");
    const bool isCount = suffix == "_count" || suffix == "_gcount" || suffix == "_bucket";
    const bool counts = isCount || suffix == "_total" || suffix == "_sum";
    if ((counts || suffix == "_gsum") && std::isnan(value))
        error(at, "value", std::string(suffix) + " must not be NaN");
    else if (counts && value < 0)
        error(at, "value", std::string(suffix) + " must not be negative");
    else if (isCount && !isWhole(value))
        error(at, "value", std::string(suffix) + " must be a whole number");
}

void MetricPoints::checkExemplar(const ScannedSample &sample, std::string_view suffix)
{
    if (!sample.exemplar)
        return;
    const ScannedExemplar &exemplar = *sample.exemplar;
    const bool mayHave = isHistogram() ? suffix == "_bucket" : m_type == FamilyType::Counter && suffix == "_total";
    if (!mayHave) {
        error(exemplar.place, "exemplar", "only _total of a counter and _bucket of a histogram may have an exemplar");
        return;
    }
    constexpr std::size_t most = 128;
    std::size_t characters = 0;
    for (const ScannedLabel &label : exemplar.labels)
        characters += charactersOf(label.name) + charactersOf(label.value);
    if (characters > most)
        error(exemplar.place, "exemplar",
              "names and values of the labels of an exemplar have at most 128 characters together, not " +
                  std::to_string(characters));
    const ScannedLabel *bound = isHistogram() ? sample.label("le") : nullptr;
    const std::optional<double> upper = bound ? numberOf(bound->value) : std::nullopt;
    if (upper && exemplar.value.value > *upper)
        error(exemplar.value.place, "exemplar", "the value of an exemplar must lie within its bucket");
}

void MetricPoints::remember(const ScannedSample &sample, std::string_view suffix)
{
    if (!m_point.any)
        m_point.place = sample.place;
    m_point.any = true;
    if (suffix == "_total")
        m_point.hasTotal = true;
    else if (suffix == "_count" || suffix == "_gcount")
        m_point.count = sample.value.value;
    else if (suffix == "_sum" || suffix == "_gsum")
        m_point.sum = sample.value.value;
}

void MetricPoints::endPoint()
{
    if (m_point.any && m_type == FamilyType::Counter && !m_point.hasTotal)
        error(m_point.place, "missing-total", "a counter has a sample " + m_family + "_total with the same labels");
    if (m_point.any && isHistogram()) {
        checkBuckets();
        checkCountAndSum();
    }
    m_point = {};
    // clear() costs what the largest point so far cost.
    if (!m_seriesHere.empty())
        m_seriesHere = {};
}

void MetricPoints::checkBuckets() const
{
    const std::vector<Bucket> &buckets = m_point.buckets;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].bound <= buckets[i - 1].bound) {
            error(buckets[i].place, "bucket-order", "buckets stand in increasing order of le, each bound once");
            return;
        }
        if (buckets[i].value < buckets[i - 1].value) {
            error(buckets[i].place, "bucket-values",
                  "buckets are cumulative: a bucket counts what those before it count");
            return;
        }
    }
    if (buckets.empty() || buckets.back().bound != std::numeric_limits<double>::infinity())
        error(m_point.place, "missing-infinity", "a histogram has a bucket with le=\"+Inf\"");
    else if (m_point.count && *m_point.count != buckets.back().value)
        error(m_point.place, "count", "the count must equal the bucket with le=\"+Inf\"");
}

void MetricPoints::checkCountAndSum() const
{
    const bool isGauge = m_type == FamilyType::GaugeHistogram;
    const std::string count = isGauge ? "_gcount" : "_count";
    const std::string sum = isGauge ? "_gsum" : "_sum";
    if (m_point.count.has_value() != m_point.sum.has_value())
        error(m_point.place, "count-and-sum",
              m_family + count + " and " + m_family + sum + " come together: " + (m_point.sum ? count : sum) +
                  " is missing");
    const bool hasNegativeBound = !m_point.buckets.empty() && m_point.buckets.front().bound < 0;
    if (m_point.sum && !isGauge && hasNegativeBound)
        error(m_point.place, "negative-bound", "a histogram with a negative bound has no sum");
    if (isGauge && m_point.sum && *m_point.sum < 0 && !hasNegativeBound)
        error(m_point.place, "value", "_gsum is negative only where a bound is");
}

} // namespace surgedeck::metrics
