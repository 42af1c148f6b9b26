// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"
#include "tests/metrics_eval/memorystorage.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace surgedeck::metrics {

/// One line `eval` or `fail` of a table of cases.
struct EvaluationCase
{
    std::string place; ///< file:line
    std::string expression;
    std::shared_ptr<const MemoryStorage> storage;
    std::vector<Compat> rules;
    EvaluationTimes times;
    bool isRange = false;
    bool isOrdered = false;            ///< `sorted`: the order of the series counts
    std::string failure;               ///< what the error must contain; empty: it must not fail
    std::vector<ResultSeries> series;  ///< expected
    std::vector<std::string> expected; ///< the lines as written
    std::vector<std::string> notes;    ///< what a warning or info must contain, in order; only looked at in 3.x
};

/// Reads a table:
///
///     load 15s                           series, until the next load; values as addValues() reads them
///       c{job="a"} 0+10x20
///     eval 5m: sum(c)                    at one time, under both rule sets; expected series below
///       {} 200
///     eval v3 0..10m/1m: rate(c[1m])     at several times, under one; `_`: no value at that step
///       {job="a"} _ 1 1
///     eval 1m: c[30s]                    a range: values with their times
///       c{job="a"} 20@30s 30@45s
///     eval sorted 5m: sort(c)            the order counts
///     eval unasked 5m: ...               realserver.py leaves it out: its answer depends on the order in its storage
///     note metric might not              the evaluation before says this (3.x)
///     fail 5m: c + c{x="y"} / c          the words of the error below
///       many-to-many
///
/// A line that can not be read is a case that says so and fails.
std::vector<EvaluationCase> readCases(const std::string &file);

/// Empty when the case holds under these rules, otherwise what is wrong.
std::string violated(const EvaluationCase &evaluation, Compat compat);

} // namespace surgedeck::metrics
