// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/shoppages.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace surgedeck::bench {

namespace {

void appendNumber(std::string &out, double value)
{
    char buffer[40];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string out;
    for (const std::string_view part : parts)
        out += part;
    return out;
}

} // namespace

ShopTarget::ShopTarget(int target, int seriesCount, int generation)
    : m_common(joined({"service=\"checkout\",region=\"eu-central-1\",pod=\"checkout-", std::to_string(target),
                       "-7d9f8b6c5-", std::to_string(generation), "\""}))
    , m_most(static_cast<std::size_t>(seriesCount))
    , m_state(static_cast<std::uint64_t>(target) * 0x9e3779b97f4a7c15 + 1)
{
    for (int number = 0; m_series.size() < m_most; ++number) {
        addHandler(number);
        addOthers(number);
    }
    for (int i = 0; i < 50; ++i)
        step();
}

std::uint64_t ShopTarget::next() // xorshift: the same everywhere
{
    m_state ^= m_state << 13;
    m_state ^= m_state >> 7;
    return m_state ^= m_state << 17;
}

void ShopTarget::add(const std::string &name, const std::string &labels, Kind kind, double weight)
{
    if (m_series.size() < m_most)
        m_series.push_back(
            {joined({name, "{", m_common, labels, "}"}), kind, kind == Kind::Gauge ? 1000.0 : 0.0, weight});
}

void ShopTarget::addHandler(int number)
{
    const std::string handler = joined({",handler=\"/api/v2/orders/", std::to_string(number), "/items\""});
    for (const char *method : {"GET", "POST"}) {
        const std::string labels = joined({handler, ",method=\"", method, "\""});
        for (const char *code : {"200", "201", "404", "500", "503"}) {
            const bool isUsual = code[0] == '2';
            add("http_requests_total", joined({labels, ",code=\"", code, "\""}),
                isUsual ? Kind::Counter : Kind::IdleCounter, isUsual ? 12 : 0.01);
        }
        double share = 1;
        for (const char *bound :
             {"0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"}) {
            add("http_request_duration_seconds_bucket", joined({labels, ",le=\"", bound, "\""}), Kind::Bucket, share);
            share = share < 20 ? share * 1.6 : share;
        }
        add("http_request_duration_seconds_sum", labels, Kind::Seconds, 1.7);
        add("http_request_duration_seconds_count", labels, Kind::Counter, 20);
    }
}

void ShopTarget::addOthers(int number)
{
    const std::string pool = joined({",pool=\"orders-", std::to_string(number), "\",database=\"orders\""});
    for (const char *state : {"idle", "active", "waiting"})
        add("db_pool_connections", joined({pool, ",state=\"", state, "\""}), Kind::Gauge, 4);
    add("db_pool_utilisation_ratio", joined({pool, ",kind=\"write\""}), Kind::Ratio, 1);
    for (const char *error : {"timeout", "refused", "deadlock", "serialization", "other"})
        add("db_errors_total", joined({pool, ",error=\"", error, "\""}), Kind::IdleCounter, 0.005);
    add("db_wait_seconds_total", joined({pool, ",kind=\"write\""}), Kind::Seconds, 0.05);
}

void ShopTarget::step()
{
    for (Series &series : m_series) {
        const double chance = static_cast<double>(next() >> 11) * 0x1p-53;
        switch (series.kind) {
        case Kind::Counter:
        case Kind::Bucket:
            series.value += std::floor(chance * series.weight * 2);
            break;
        case Kind::IdleCounter:
            series.value += chance < series.weight ? 1 : 0;
            break;
        case Kind::Seconds:
            series.value += std::round(chance * series.weight * 1e9) / 1e9;
            break;
        case Kind::Gauge:
            series.value = std::max(0.0, series.value + std::round((chance - 0.5) * series.weight));
            break;
        case Kind::Ratio:
            series.value = std::round(chance * 10000) / 10000;
            break;
        }
    }
}

std::string ShopTarget::page() const
{
    std::string out;
    std::string_view family;
    for (const Series &series : m_series) {
        const std::string_view name = std::string_view(series.text).substr(0, series.text.find('{'));
        if (name != family && !name.starts_with("http_request_duration_seconds_")) {
            out += joined({"# HELP ", name, " What it counts, in a sentence.\n# TYPE ", name,
                           name.ends_with("_total") ? " counter\n" : " gauge\n"});
        }
        family = name;
        out += series.text + " ";
        appendNumber(out, series.value);
        out += '\n';
    }
    return out;
}

void ShopTarget::appendTimed(std::string &out, std::int64_t seconds) const
{
    for (const Series &series : m_series) {
        out += series.text + " ";
        appendNumber(out, series.value);
        out += joined({" ", std::to_string(seconds), "\n"});
    }
}

} // namespace surgedeck::bench
