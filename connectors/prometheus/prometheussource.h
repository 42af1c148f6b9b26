// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "connectors/base/probetimer.h"
#include "connectors/prometheus/historyfill.h"
#include "connectors/prometheus/prometheusclock.h"
#include "connectors/prometheus/sampleages.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

/// Watches expressions through the HTTP API v1 of Prometheus, Thanos, Mimir or VictoriaMetrics. Each poll evaluates the
/// expressions that are due as instant queries of one moment, two requests at a time, and asks how old their samples
/// are. A wrong expression, or one that is not answered in time, is the error of its own value; only a server that does
/// not answer at all is an error of the source. See Source for threads and errors.
class PrometheusSource final : public Source
{
public:
    /// `type: prometheus`. Error: Config.
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    PrometheusSource(SourceSettings settings, std::unique_ptr<HttpClient> client, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    Status signOfLife(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    struct Watched
    {
        WatchedExpression expression;
        SampleAges::Ids selectors;
        ProbeTimer timer;
    };

    /// One round of requests: the sign of life first, then ages, values and history.
    struct Round
    {
        WallTime evaluatedAt{};
        std::vector<HttpRequest> requests;
        std::vector<std::size_t> watched; ///< indices of those evaluated
        std::size_t ages = 0;
        std::size_t rules = 0; ///< in front of the histories, which come last
        std::size_t histories = 0;
        MonoTime deadline{}; ///< of the poll
        std::stop_token stop{};
        std::vector<HttpOutcome> outcomes;
        std::vector<Result<PrometheusAnswer>> answers;

        std::vector<Result<PrometheusAnswer>> part(std::size_t first, std::size_t count) const;
    };

    Status readClock(Milliseconds limit, std::stop_token stop);
    Result<Round> ask(Milliseconds limit, std::stop_token stop);
    PollResult fold(Round round);
    void evaluateRules(PollResult &result, const Round &round);
    /// One question between the answers and the end of a poll; what it costs is counted in `result`.
    Result<Matrix> askFurther(const QString &expression, const Round &round, PollResult &result);
    WatchedValue valueOf(const Watched &watched, const Result<PrometheusAnswer> &answer) const;
    std::chrono::nanoseconds costOf(const HttpOutcome &outcome, const Result<PrometheusAnswer> &answer) const;

    SourceSettings m_settings;
    std::unique_ptr<HttpClient> m_client;
    const Clock &m_clock;
    SampleAges m_ages;
    HistoryFill m_history;
    std::vector<Watched> m_watched;
    std::optional<ServerClock> m_serverClock; ///< nullopt: read it before anything else
    std::optional<WallTime> m_newestSample;   ///< ever seen, in our time
    double m_quickestMs = 1e9;                ///< the network's part of a request
};

} // namespace surgedeck
