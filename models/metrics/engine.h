// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/sample.h"
#include "models/metrics/storage.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

struct EngineOptions
{
    Compat compat = Compat::V3;
    std::int64_t lookbackMs = 300'000;
    std::int64_t defaultSubqueryStepMs = 60'000;
    std::size_t mostSamples = 50'000'000; ///< loaded at once, as --query.max-samples
    std::size_t mostPoints = 11'000;      ///< steps of one range query
    /// In each window of a watched query, eight bytes each: with more it is evaluated in full.
    std::size_t mostKeptSamples = 8u << 20;
    /// Asked now and then; a value ends the evaluation with that error (Timeout or Canceled).
    std::function<std::optional<ErrorType>()> interrupted;
    /// The source of the expression, to name line and column in warnings and infos; without it they name a column.
    std::string_view text;
};

/// One step: start == end. Times: milliseconds.
struct EvaluationTimes
{
    std::int64_t startMs = 0;
    std::int64_t endMs = 0;
    std::int64_t stepMs = 0;
};

/// One series of a result, its points in order of time. A string or scalar has no labels.
struct ResultSeries
{
    Labels labels;
    std::vector<Sample> points;
};

struct QueryResult
{
    ValueType type = ValueType::Vector;
    std::vector<ResultSeries> series; ///< scalar: one series without labels, vector: one point each
    std::string text;                 ///< of a string
    std::vector<std::string> warnings;
    std::vector<std::string> infos;
    /// The newest sample that the selectors of the expression used; nullopt: none. The age of an answer is its
    /// evaluation time minus this.
    std::optional<std::int64_t> newestSampleMs;
};

/// Evaluates at one time: scalar, vector, matrix (a range selector) or string.
Outcome<QueryResult> evaluateInstant(const Expr &expression, const Storage &storage, std::int64_t timeMs,
                                     const EngineOptions &options);

/// Evaluates at start, start + step, ... up to end: always a matrix. Fails for matrix and string expressions.
Outcome<QueryResult> evaluateRange(const Expr &expression, const Storage &storage, EvaluationTimes times,
                                   const EngineOptions &options);

} // namespace surgedeck::metrics
