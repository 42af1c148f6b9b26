// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/metricpoints.h"

#include <memory>

namespace surgedeck::metrics {

/// Which family of an OpenMetrics page each line belongs to, and what families demand: "MetricFamily" of the
/// specification.
class FamilyChecks
{
public:
    explicit FamilyChecks(PageProblems &problems)
        : m_problems(problems)
    {
    }

    /// A line TYPE; no type when it was not one.
    void type(const std::string &family, PagePlace at, std::optional<FamilyType> type);
    void unit(const std::string &family, PagePlace at, const std::string &unit);
    void help(const std::string &family, PagePlace at);
    void sample(const ScannedSample &sample);
    void finish() { close(); }

private:
    struct Family
    {
        std::string name;
        PagePlace place;
        std::optional<FamilyType> type;
        std::optional<std::string> unit;
        bool hasHelp = false;
        bool isRefused = false; // its beginning was reported: what follows from that is not
        std::unique_ptr<MetricPoints> points;

        FamilyType typeOrUnknown() const { return type.value_or(FamilyType::Unknown); }
    };

    void metadata(const std::string &family, PagePlace at);
    void begin(const std::string &family, PagePlace at);
    void close();
    void claimNames();
    bool owns(const std::string &sample) const;
    void checkUnit(PagePlace at);

    PageProblems &m_problems;
    std::unique_ptr<Family> m_current;
    struct Claim
    {
        std::string family;
        int line;
    };
    std::unordered_map<std::string, Claim> m_names; // of samples that closed families may have
};

} // namespace surgedeck::metrics
