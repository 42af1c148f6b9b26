// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

namespace surgedeck {

/// One question: at one time, or with `range` at every step from start to end. Times in milliseconds.
struct QueryRequest
{
    std::string query;
    std::optional<std::int64_t> timeMs; ///< nullopt: the newest sample
    bool range = false;
    metrics::EvaluationTimes times; ///< of a range
};

/// What holds for every question of one call.
struct QueryDefaults
{
    metrics::EngineOptions engine;
    std::int64_t timeMs = 0; ///< where a question names none
};

/// Evaluates; errors have the words of the Prometheus HTTP API. At most two minutes, as the server's own limit.
metrics::Outcome<metrics::QueryResult> evaluate(const QueryRequest &request, const metrics::Storage &storage,
                                                const QueryDefaults &defaults);

/// RFC 3339 or Unix seconds with a fraction, in milliseconds.
std::optional<std::int64_t> timeOfText(const QString &text);
/// A duration of Prometheus (5m, 1h30m) or seconds with a fraction, in milliseconds. Also zero and negative ones.
std::optional<std::int64_t> spanOfText(const QString &text);

} // namespace surgedeck
