// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/familytypes.h"
#include "models/metrics/exposition/linescanner.h"

#include <unordered_map>
#include <unordered_set>

namespace surgedeck::metrics {

/// The samples of one family of an OpenMetrics page, in their order: which metric and which point each belongs to, and
/// what its type demands of values, labels and points ("Metric Types" and "Metric types" of the specification).
class MetricPoints
{
public:
    MetricPoints(std::string family, FamilyType type, PageProblems &problems)
        : m_family(std::move(family))
        , m_type(type)
        , m_problems(problems)
    {
    }

    /// The name is one of the family's.
    void add(const ScannedSample &sample);
    void finish() { endPoint(); }

private:
    struct Bucket
    {
        double bound = 0;
        double value = 0;
        PagePlace place;
    };
    struct Point
    {
        PagePlace place; // of its first sample
        std::vector<Bucket> buckets;
        std::optional<double> count;
        std::optional<double> sum;
        bool hasTotal = false;
        bool any = false;
    };

    void place(const ScannedSample &sample);
    void checkValue(const ScannedSample &sample, std::string_view suffix);
    void checkLabels(const ScannedSample &sample, std::string_view suffix);
    void checkExemplar(const ScannedSample &sample, std::string_view suffix);
    void checkBound(const ScannedSample &sample, const ScannedLabel &bound);
    void checkQuantile(const ScannedSample &sample, const ScannedLabel &quantile);
    void remember(const ScannedSample &sample, std::string_view suffix);
    void endPoint();
    void checkBuckets() const;
    void checkCountAndSum() const;
    std::string_view labelOfType() const;
    bool isHistogram() const { return m_type == FamilyType::Histogram || m_type == FamilyType::GaugeHistogram; }
    std::string keyOf(const ScannedSample &sample, std::string_view without) const;
    void error(PagePlace at, const char *rule, std::string message) const
    {
        m_problems.error(at, rule, std::move(message));
    }

    const std::string m_family;
    const FamilyType m_type;
    PageProblems &m_problems;
    std::optional<std::string> m_metric; // labels of the metric that is being read
    std::optional<double> m_time;
    std::unordered_set<std::string> m_metrics;         // all that were begun
    std::unordered_map<std::string, int> m_seriesHere; // of the point: line of each series
    Point m_point;
};

} // namespace surgedeck::metrics
