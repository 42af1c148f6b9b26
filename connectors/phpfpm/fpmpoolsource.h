// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "connectors/base/gaugerates.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Where a pool listens and the path of its status page: "fcgi://HOST:PORT/PATH" or "unix:/SOCKET;/PATH".
struct FpmAddress
{
    Endpoint endpoint;
    QByteArray path;
    bool operator==(const FpmAddress &) const = default;
};

/// Error: Config.
Result<FpmAddress> parseFpmAddress(const QString &url);

/// The status of a pool, asked of the pool itself: no web server in between. See Source.
class FpmPoolSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);
    FpmPoolSource(FpmAddress address, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Result<ServerGauges> read(const Deadline &deadline) const;

    FpmAddress m_address;
    const Clock &m_clock;
    GaugeRates m_rates;
};

} // namespace surgedeck
