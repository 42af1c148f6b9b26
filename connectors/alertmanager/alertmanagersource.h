// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Reads the alerts and silences of an Alertmanager (API v2): two small requests a poll. Errors: Unreachable, Auth,
/// Protocol. See Source for threads.
class AlertmanagerSource final : public Source
{
public:
    /// `type: alertmanager`. Error: Config.
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    AlertmanagerSource(const SourceSettings &settings, std::unique_ptr<HttpClient> client, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Result<QByteArray> get(const QString &path, std::stop_token stop);

    std::unique_ptr<HttpClient> m_client;
    Milliseconds m_interval;
    const Clock &m_clock;
    double m_totalMs = 0; ///< of the poll under way
};

} // namespace surgedeck
