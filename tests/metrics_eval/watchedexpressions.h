// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace surgedeck::metrics {

// What a step of it reads.
enum class Road
{
    News, ///< only what has come since the last step
    Full  ///< everything
};

struct WatchedExpression
{
    const char *text;
    Road road = Road::News;
};

// Over the series of RandomPages. Every function, aggregation and operator is in one of them; the test fails on a gap.
inline constexpr WatchedExpression watchedExpressions[] = {
    // selectors
    {"gauge"},
    {"(+(gauge{target=\"1\"}))"},
    {"{target=\"0\"}"},
    {"gauge offset 7s"},
    {"gauge offset -3s"},
    {"nothing_of_this_name"},
    {"gauge @ 1100", Road::Full},
    {"gauge @ end() offset 2s", Road::Full},
    {"gauge[11s]", Road::Full},
    {"gauge[20s:3s]", Road::Full},
    {"1 + 2 * time()"},
    {"\"words\""},
    // functions of ranges
    {"rate(requests_total[13s])"},
    {"rate(requests_total[13s] offset 5s)"},
    {"rate(requests_total[13s] offset -5s)"},
    {"rate(requests_total[10s] @ 1100)", Road::Full},
    {"rate(strange[9s])"},
    {"rate({target=\"1\", __name__=~\"requests_total|strange\"}[9s])", Road::Full},
    {"increase(requests_total[30s])"},
    {"delta(gauge[20s])"},
    {"irate(requests_total[13s])"},
    {"idelta(gauge[13s])"},
    {"deriv(gauge[13s])"},
    {"predict_linear(gauge[13s], 60)"},
    {"predict_linear(gauge[13s], scalar(sum(gauge)))"},
    {"changes(gauge[13s])"},
    {"resets(requests_total[40s])"},
    {"sum_over_time(gauge[13s])"},
    {"avg_over_time(gauge[13s])"},
    {"count_over_time(gauge[13s])"},
    {"last_over_time({target=\"1\"}[13s])"},
    {"min_over_time(gauge[13s])"},
    {"max_over_time((gauge[13s]))"},
    {"present_over_time(gauge[13s])"},
    {"stddev_over_time(gauge[13s])"},
    {"stdvar_over_time(gauge[13s])"},
    {"quantile_over_time(0.3, gauge[13s])"},
    {"quantile_over_time(-1, gauge[13s])"},
    {"absent_over_time(gauge{target=\"1\"}[5s])", Road::Full},
    {"rate(requests_total[20s:3s])", Road::Full},
    {"max_over_time(sum(rate(requests_total[9s]))[15s:2s])", Road::Full},
    // aggregations
    {"sum by (service) (rate(requests_total[13s]))"},
    {"sum without (id, target) (gauge)"},
    {"sum(gauge)"},
    {"avg by (service) (gauge)"},
    {"avg(rate(requests_total[13s]))"},
    {"count by (target, service) (gauge)"},
    {"count(max_over_time(gauge[9s]))"},
    {"group by (service) (gauge)"},
    {"min by (service) (gauge)"},
    {"max by (service) (gauge)"},
    {"stddev by (target) (gauge)"},
    {"stdvar(rate(requests_total[13s]))"},
    {"topk(3, gauge)"},
    {"bottomk by (service) (2, rate(requests_total[13s]))"},
    {"quantile by (service) (0.4, gauge)"},
    {"quantile(2, gauge)"},
    {"count_values(\"value\", gauge)"},
    {"sum by (target) (sum by (target, service) (gauge))"},
    {"stddev(abs(gauge))"},
    {"avg(-gauge)"},
    {"sum by (__name__) ({target=\"1\"})"},
    // operators
    {"sum(rate(requests_total[13s])) / sum(rate(requests_total[30s]))"},
    {"gauge > 2"},
    {"gauge > bool 2"},
    {"gauge == gauge offset 3s"},
    {"gauge != 0 or requests_total"},
    {"gauge <= 2 and on (target) requests_total"},
    {"gauge unless on (target, service, id) (gauge >= 0)"},
    {"gauge * on (target, id) group_left (service) requests_total"},
    {"rate(requests_total[13s]) - ignoring (x) rate(requests_total[13s] offset 4s)"},
    {"gauge % 3 ^ 2 atan2 4"},
    {"-gauge < 1"},
    {"gauge + on (service) gauge"},
    // functions of instants
    {"histogram_quantile(0.9, sum by (le, service) (rate(seconds_bucket[13s])))"},
    {"histogram_quantile(0.5, seconds_bucket)"},
    {"histogram_fraction(0, 0.3, seconds_bucket)"},
    {"histogram_count(gauge) + histogram_sum(gauge)"},
    {"absent(gauge{target=\"1\"})"},
    {"absent(sum(gauge) > 1000)"},
    {"abs(gauge) + ceil(gauge) + floor(gauge) + sgn(gauge)"},
    {"exp(gauge) + ln(gauge) + log2(gauge) + log10(gauge) + sqrt(gauge)"},
    {"sin(gauge) + cos(gauge) + tan(gauge) + asin(gauge) + acos(gauge) + atan(gauge)"},
    {"sinh(gauge) + cosh(gauge) + tanh(gauge) + asinh(gauge) + acosh(gauge) + atanh(gauge)"},
    {"deg(gauge) + rad(gauge) + pi()"},
    {"clamp(gauge, -1, 1)"},
    {"clamp_min(gauge, 0) + clamp_max(gauge, 3)"},
    {"round(gauge, 0.25)"},
    {"sort(gauge)"},
    {"sort_desc(rate(requests_total[13s]))"},
    {"scalar(gauge{id=\"0\", target=\"1\"}) + vector(time())"},
    {"timestamp(gauge)"},
    {"timestamp(-gauge)"},
    {"timestamp(gauge offset 3s)"},
    {"day_of_month(gauge) + day_of_week(gauge) + day_of_year(gauge) + days_in_month(gauge)"},
    {"hour(gauge) + minute(gauge) + month(gauge) + year()"},
    {"label_replace(gauge, \"to\", \"$1\", \"service\", \"(.*)y\")"},
    {"label_replace(gauge, \"id\", \"\", \"\", \"\")"},
    {"label_join(gauge, \"to\", \"-\", \"service\", \"id\")"},
};

} // namespace surgedeck::metrics
