// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "connectors/prometheus/prometheusclock.h"
#include "models/domain/metricreader.h"

namespace surgedeck {

/// Answers from a Prometheus HTTP API. See MetricReader. A range of more than 11,000 points is refused before it is
/// asked for, as the server would; an answer above 32 MiB is an error.
class PrometheusReader final : public MetricReader
{
public:
    static Result<std::unique_ptr<PrometheusReader>> create(const SourceSettings &settings, const Clock &clock);

    Result<Matrix> range(const RangeQuery &query, std::stop_token stop) override;

private:
    PrometheusReader(std::unique_ptr<HttpClient> client, const Clock &clock);
    Result<ServerClock> serverClock(Milliseconds limit, std::stop_token stop);

    std::unique_ptr<HttpClient> m_client;
    const Clock &m_clock;
    std::optional<ServerClock> m_serverClock;
};

} // namespace surgedeck
