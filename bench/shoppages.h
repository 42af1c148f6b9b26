// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace surgedeck::bench {

/// Pages as the services of a shop expose them, made up but always the same: counters of requests by handler and code,
/// histograms of their durations, gauges, sums of seconds. About 145 bytes a line with eight labels. Half of the series
/// move between two steps, as on pages of real services.
class ShopTarget
{
public:
    /// `generation` stands in a label of every series: another one makes all of them new.
    ShopTarget(int target, int seriesCount, int generation = 0);

    void step();
    std::string page() const;
    /// OpenMetrics lines with a time, without # EOF; one line for each series.
    void appendTimed(std::string &out, std::int64_t seconds) const;
    std::size_t size() const { return m_series.size(); }
    double value(std::size_t i) const { return m_series[i].value; }
    const std::string &name(std::size_t i) const { return m_series[i].text; }

private:
    enum class Kind
    {
        Counter,
        IdleCounter,
        Bucket,
        Seconds,
        Gauge,
        Ratio
    };
    struct Series
    {
        std::string text; // name and labels
        Kind kind;
        double value;
        double weight;
    };
    void add(const std::string &name, const std::string &labels, Kind kind, double weight);
    void addHandler(int number);
    void addOthers(int number);
    std::uint64_t next();

    std::vector<Series> m_series;
    std::string m_common;
    std::size_t m_most;
    std::uint64_t m_state;
};

} // namespace surgedeck::bench
