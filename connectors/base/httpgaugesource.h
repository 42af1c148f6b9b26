// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/gaugerates.h"
#include "connectors/base/http.h"
#include "connectors/base/probetimer.h"
#include "models/domain/source.h"

namespace surgedeck {

/// What is particular to one kind of server that tells its figures by HTTP.
struct HttpGaugeKind
{
    QString engine;
    std::vector<QString> paths; ///< appended to the source's url
    /// From the bodies of all paths, in their order. Error: Protocol, when they are not what this kind answers.
    Result<ServerGauges> (*parse)(const std::vector<QByteArray> &bodies, WallTime now);
    QString grant; ///< what to do when it refuses us
};

/// Reads such a server: ServerGauges at most once a second, with rates between two reads. See Source.
class HttpGaugeSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock, const HttpGaugeKind &kind);
    HttpGaugeSource(SourceSettings settings, std::unique_ptr<HttpClient> client, HttpGaugeKind kind,
                    const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Result<ServerGauges> read(PollResult &result, std::stop_token stop);

    SourceSettings m_settings;
    std::unique_ptr<HttpClient> m_client;
    HttpGaugeKind m_kind;
    const Clock &m_clock;
    GaugeRates m_rates;
};

} // namespace surgedeck
