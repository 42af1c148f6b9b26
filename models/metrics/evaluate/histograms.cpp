// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/buckets.h"
#include "models/metrics/evaluate/calls.h"
#include "models/metrics/evaluate/gotext.h"
#include "models/metrics/evaluate/quantile.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace surgedeck::metrics {

namespace {

constexpr std::string_view boundLabel = "le";

// The series of one histogram: the same labels but `le`.
struct Histogram
{
    Identity identity;
    std::vector<double> bounds;
    std::vector<std::vector<double>> columns;
};

// Where annotations point.
struct Places
{
    TextRange vector;
};

std::vector<Histogram> histogramsOf(Evaluation &evaluation, const Expr &vector, const Steps &steps)
{
    std::unordered_map<Labels, std::size_t, LabelsHash> places;
    std::vector<Histogram> histograms;
    streamColumns(evaluation, vector, steps, [&](const Identity &identity, std::span<double> values) {
        const std::string_view bound = identity.get(boundLabel);
        const auto upper = goParsed(bound);
        if (!upper) {
            const std::string_view name = identity.metricName();
            evaluation.warn("bucket label \"le\" is missing or has a malformed value of " + quoted(bound) +
                                (name.empty() ? std::string() : " for metric name " + quoted(name)),
                            vector.range);
            return;
        }
        // The name still tells histograms apart here; that they collide without it is an error of the result.
        Labels labels = identity.labels();
        labels.remove(boundLabel);
        const auto [place, isNew] = places.try_emplace(labels, histograms.size());
        if (isNew)
            histograms.push_back(Histogram{Identity(std::move(labels)).withoutName(), {}, {}});
        Histogram &histogram = histograms[place->second];
        histogram.bounds.push_back(*upper);
        if (evaluation.hold(values.size()))
            histogram.columns.emplace_back(values.begin(), values.end());
    });
    return evaluation.failed() ? std::vector<Histogram>() : std::move(histograms);
}

// The buckets that a histogram has at one step.
void bucketsAt(const Histogram &histogram, std::size_t step, std::vector<Bucket> &buckets)
{
    buckets.clear();
    for (std::size_t i = 0; i < histogram.bounds.size(); ++i) {
        if (!isAbsent(histogram.columns[i][step]))
            buckets.push_back(Bucket{histogram.bounds[i], histogram.columns[i][step]});
    }
}

using EvaluateBuckets = std::function<double(std::vector<Bucket> &buckets, std::size_t step)>;

void streamHistograms(Evaluation &evaluation, const Expr &vector, const Steps &steps, const EvaluateBuckets &evaluate,
                      const TakeColumn &take)
{
    std::vector<Row> rows;
    std::vector<Bucket> buckets;
    for (const Histogram &histogram : histogramsOf(evaluation, vector, steps)) {
        Row row{histogram.identity, std::vector<double>(steps.count, absentValue())};
        for (std::size_t step = 0; step < steps.count; ++step) {
            bucketsAt(histogram, step, buckets);
            if (!buckets.empty())
                row.values[step] = evaluate(buckets, step);
        }
        if (!evaluation.proceed(steps.count * histogram.bounds.size()))
            return;
        rows.push_back(std::move(row));
    }
    for (Row &row : mergedRows(evaluation, std::move(rows), SameLabels::ErrorAtOneStep))
        take(row.identity, row.values);
}

} // namespace

void streamHistogramQuantile(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const Expr &vector = *call.arguments[1];
    const std::vector<double> quantiles = scalarColumn(evaluation, *call.arguments[0], steps);
    for (const double quantile : quantiles) {
        if (!isQuantile(quantile)) {
            evaluation.warn("quantile value should be between 0 and 1, got " + goGeneral(quantile),
                            call.arguments[0]->range);
        }
    }
    const Compat compat = evaluation.options().compat;
    streamHistograms(
        evaluation, vector, steps,
        [&](std::vector<Bucket> &buckets, std::size_t step) {
            const BucketQuantile result = bucketQuantile(quantiles[step], buckets, compat);
            if (result.wasForced) {
                evaluation.inform(
                    "input to histogram_quantile needed to be fixed for monotonicity (see "
                    "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                    vector.range);
            }
            return result.value;
        },
        take);
}

void streamHistogramFraction(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take)
{
    const std::vector<double> lower = scalarColumn(evaluation, *call.arguments[0], steps);
    const std::vector<double> upper = scalarColumn(evaluation, *call.arguments[1], steps);
    const bool hasClassicBuckets = !evaluation.isV2();
    streamHistograms(
        evaluation, *call.arguments[2], steps,
        [&](std::vector<Bucket> &buckets, std::size_t step) {
            return hasClassicBuckets ? bucketFraction(lower[step], upper[step], buckets) : absentValue();
        },
        [&](const Identity &identity, std::span<double> values) {
            if (hasClassicBuckets)
                take(identity, values);
        });
}

} // namespace surgedeck::metrics
