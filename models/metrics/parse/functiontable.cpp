// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/functionsignatures.h"
#include "models/metrics/parse/experimental.h"

#include <algorithm>
#include <array>

namespace surgedeck::metrics {

namespace {

constexpr auto S = ValueType::Scalar;
constexpr auto V = ValueType::Vector;
constexpr auto M = ValueType::Matrix;
constexpr auto T = ValueType::String;

FunctionSignature vectorFunction(std::string_view name)
{
    return {.name = name, .arguments = {V}};
}

FunctionSignature overTime(std::string_view name)
{
    return {.name = name, .arguments = {M}};
}

FunctionSignature dateFunction(std::string_view name)
{
    return {.name = name, .arguments = {V}, .variadic = 1};
}

std::vector<FunctionSignature> table()
{
    std::vector<FunctionSignature> functions{
        {.name = "clamp", .arguments = {V, S, S}},
        {.name = "clamp_max", .arguments = {V, S}},
        {.name = "clamp_min", .arguments = {V, S}},
        {.name = "histogram_fraction", .arguments = {S, S, V}},
        {.name = "histogram_quantile", .arguments = {S, V}},
        {.name = "holt_winters", .arguments = {M, S, S}, .until = Compat::V2},
        {.name = "label_join", .arguments = {V, T, T, T}, .variadic = -1},
        {.name = "label_replace", .arguments = {V, T, T, T, T}},
        {.name = "pi", .arguments = {}, .result = S},
        {.name = "predict_linear", .arguments = {M, S}},
        {.name = "quantile_over_time", .arguments = {S, M}},
        {.name = "round", .arguments = {V, S}, .variadic = 1},
        {.name = "scalar", .arguments = {V}, .result = S},
        {.name = "time", .arguments = {}, .result = S},
        {.name = "vector", .arguments = {S}},
    };
    for (const char *name : {"abs",          "absent", "acos",      "acosh", "asin", "asinh",     "atan",
                             "atanh",        "ceil",   "cos",       "cosh",  "deg",  "exp",       "floor",
                             "ln",           "log10",  "log2",      "rad",   "sgn",  "sin",       "sinh",
                             "sort",         "sqrt",   "sort_desc", "tan",   "tanh", "timestamp", "histogram_count",
                             "histogram_sum"})
        functions.push_back(vectorFunction(name));
    for (const char *name : {"histogram_avg", "histogram_stddev", "histogram_stdvar"}) {
        functions.push_back(vectorFunction(name));
        functions.back().since = Compat::V3;
    }
    for (const char *name :
         {"absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "idelta", "increase",
          "irate", "last_over_time", "max_over_time", "min_over_time", "present_over_time", "rate", "resets",
          "stddev_over_time", "stdvar_over_time", "sum_over_time"})
        functions.push_back(overTime(name));
    for (const char *name :
         {"day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"})
        functions.push_back(dateFunction(name));
    std::sort(functions.begin(), functions.end(),
              [](const FunctionSignature &a, const FunctionSignature &b) { return a.name < b.name; });
    return functions;
}

constexpr std::array<std::string_view, 9> experimental{"double_exponential_smoothing",
                                                       "info",
                                                       "mad_over_time",
                                                       "sort_by_label",
                                                       "sort_by_label_desc",
                                                       "ts_of_last_over_time",
                                                       "ts_of_max_over_time",
                                                       "ts_of_min_over_time",
                                                       "first_over_time"};

} // namespace

const std::vector<FunctionSignature> &allFunctions()
{
    static const std::vector<FunctionSignature> functions = table();
    return functions;
}

const FunctionSignature *findFunction(std::string_view name, Compat compat)
{
    const auto &functions = allFunctions();
    const auto at =
        std::lower_bound(functions.begin(), functions.end(), name,
                         [](const FunctionSignature &f, std::string_view wanted) { return f.name < wanted; });
    if (at == functions.end() || at->name != name || compat < at->since || compat > at->until)
        return nullptr;
    return &*at;
}

bool isExperimentalFunction(std::string_view name, Compat compat)
{
    return compat == Compat::V3 && std::find(experimental.begin(), experimental.end(), name) != experimental.end();
}

} // namespace surgedeck::metrics
