// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Reads what another console publishes for those who run the business (`surgedeck health -o json`): from a file, or
/// from a URL. The machine needs no credential of any database. A document that is old is handed on as it is: its own
/// time says how old. Errors: Unreachable, Protocol for anything that is no such document. See Source for threads.
class HealthSource final : public Source
{
public:
    /// `type: health`. Error: Config.
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    /// `client`: nullptr for a file.
    HealthSource(const SourceSettings &settings, std::unique_ptr<HttpClient> client, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Result<QByteArray> read(std::stop_token stop) const;

    QString m_path;
    std::unique_ptr<HttpClient> m_client;
    const Clock &m_clock;
};

} // namespace surgedeck
