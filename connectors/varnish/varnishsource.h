// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/childprocess.h"
#include "connectors/base/gaugerates.h"
#include "models/domain/source.h"

namespace surgedeck {

/// What `varnishstat -1 -j` prints, of Varnish 6 and of 7, where the counters have an object of their own: the counters
/// that say something of hits, evictions, threads and sessions. Error: Protocol.
Result<ServerGauges> parseVarnishStat(const QByteArray &json);

/// Watches one Varnish by its own varnishstat, since the server tells its figures by shared memory only. `command` is
/// the user's (varnishstat -n NAME); through a bastion it runs there. Each poll starts it once. See Source.
class VarnishSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);
    VarnishSource(QStringList command, QString sshHost, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    struct Totals
    {
        double hits = 0, misses = 0;
    };

    Result<ServerGauges> read(std::stop_token stop) const;
    void addHitRatio(ServerGauges &gauges);

    QStringList m_command; ///< the whole of it
    QString m_sshHost;
    const Clock &m_clock;
    GaugeRates m_rates;
    std::optional<Totals> m_before;
};

} // namespace surgedeck
