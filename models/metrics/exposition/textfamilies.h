// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/familytypes.h"
#include "models/metrics/exposition/linescanner.h"

#include <map>
#include <unordered_map>

namespace surgedeck::metrics {

/// What the text format 0.0.4 says of families and series: "Comments, help text, and type information", "Grouping and
/// sorting", "Histograms and summaries". What no reader refuses is warned of.
class TextFamilies
{
public:
    explicit TextFamilies(PageProblems &problems)
        : m_problems(problems)
    {
    }

    void type(const std::string &name, PagePlace at, FamilyType type);
    void help(const std::string &name, PagePlace at, std::string_view text);
    void sample(const ScannedSample &sample);
    void finish();

private:
    struct Family
    {
        std::optional<FamilyType> type;
        int typeLine = 0;
        int helpLine = 0;
        int sampleLine = 0; // of its newest sample
    };
    struct Bucket
    {
        double bound = 0;
        PagePlace place;
    };
    struct Histogram
    {
        PagePlace place;
        std::string family;
        std::vector<Bucket> buckets;
        std::optional<double> infinite; // the bucket that counts everything
        std::optional<double> count;
    };
    struct Series
    {
        double value = 0;
        std::optional<double> time;
        int line = 0;
    };

    std::string familyOf(const std::string &sample) const;
    void checkGroup(const std::string &family, const ScannedSample &sample);
    void checkSeries(const ScannedSample &sample, const std::string &series);
    void checkHistogram(const std::string &family, const ScannedSample &sample);
    void checkQuantile(const ScannedSample &sample);
    static std::string keyOf(const ScannedSample &sample, std::string_view without);

    PageProblems &m_problems;
    std::unordered_map<std::string, Family> m_families;
    std::string m_current;
    std::unordered_map<std::string, Series> m_series;
    std::map<std::string, Histogram> m_histograms; // by family and labels without le
};

} // namespace surgedeck::metrics
