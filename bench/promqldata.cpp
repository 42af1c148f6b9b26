// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/promqldata.h"

#include <string>

using surgedeck::metrics::Label;
using surgedeck::metrics::Labels;

namespace {

constexpr int bucketsPerHistogram = 10;
constexpr const char *bounds[bucketsPerHistogram] = {"0.005", "0.01", "0.025", "0.05", "0.1",
                                                     "0.25",  "0.5",  "1",     "2.5",  "+Inf"};

Labels target(const char *name, int number, std::vector<Label> more)
{
    more.push_back({"__name__", name});
    more.push_back({"service", "service-" + std::to_string(number % 20)});
    more.push_back({"instance", "10.0." + std::to_string(number / 200) + "." + std::to_string(number % 200) + ":9100"});
    more.push_back({"job", "shop"});
    return Labels(std::move(more));
}

} // namespace

std::vector<Labels> PromqlData::counters() const
{
    std::vector<Labels> all;
    for (int i = 0; i < series; ++i)
        all.push_back(target("http_requests_total", i / 10,
                             {{"method", i % 2 == 0 ? "GET" : "POST"}, {"code", std::to_string(200 + i % 10)}}));
    return all;
}

std::vector<Labels> PromqlData::buckets() const
{
    std::vector<Labels> all;
    for (int i = 0; i < series; ++i)
        all.push_back(target("http_request_duration_seconds_bucket", i / bucketsPerHistogram,
                             {{"le", bounds[i % bucketsPerHistogram]}}));
    return all;
}

double PromqlData::value(int series, int sample)
{
    // One in fifty restarts, once in a while.
    const int life = series % 50 == 7 ? sample % 311 : sample;
    return static_cast<double>((series * 37 + 11) % 997 + life * (1 + series % 23) + life * life % 7);
}

double PromqlData::bucketValue(int series, int sample)
{
    const int bucket = series % bucketsPerHistogram;
    const int histogram = series / bucketsPerHistogram;
    return static_cast<double>((bucket + 1) * (histogram % 13 + 1) * sample / 3 + bucket);
}
