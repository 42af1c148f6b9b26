// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/metricreader.h"

namespace surgedeck {

/// A successful answer of the HTTP API (Prometheus "HTTP API", format of expression query results).
struct PrometheusAnswer
{
    enum class Shape
    {
        Vector,
        Range,
        Scalar,
        Text
    };
    Shape shape = Shape::Vector;
    Matrix series;                                      ///< Vector and Scalar: one point each. Times are the server's
    QString remark;                                     ///< `warnings` and `infos`
    std::optional<std::chrono::nanoseconds> serverTime; ///< what the server says that the query cost it
};

/// Error kinds: Config, when the server says that the query is wrong; Timeout, when it gave the query up; Auth, Full,
/// Unreachable for what a status says about the server; Protocol, when this is no Prometheus API.
Result<PrometheusAnswer> parsePrometheusAnswer(const HttpAnswer &answer);
Result<PrometheusAnswer> parsePrometheusAnswer(const HttpOutcome &outcome);

/// The one number of an answer: nullopt for no series and for NaN. Error: it is not one number.
Result<std::optional<double>> singleValue(const PrometheusAnswer &answer);

/// The version that /api/v1/status/buildinfo tells; empty when it tells none (VictoriaMetrics).
Result<QString> parseBuildInfo(const HttpOutcome &outcome);

} // namespace surgedeck
