// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/gaugerates.h"
#include "connectors/postgres/opening.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck::postgres {

/// One table of PgBouncer's console, by names of columns.
struct ConsoleTable
{
    QStringList columns;
    std::vector<QStringList> rows;

    QString text(std::size_t row, const char *column) const;
    std::optional<double> number(std::size_t row, const char *column) const;
};

/// From SHOW POOLS and SHOW STATS (pgbouncer.org/usage.html): clients that are served and that wait, server
/// connections, the longest wait, for each pool; transactions, queries and their times for each database.
ServerGauges gaugesOf(const ConsoleTable &pools, const ConsoleTable &stats);

/// Watches one PgBouncer through its console: the dsn names the database "pgbouncer" and a user of stats_users. The
/// console speaks the simple protocol only, so that a ReadSession can not be used. See Source.
class PgBouncerSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);
    PgBouncerSource(SourceSettings settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    Status connect(const Deadline &deadline);
    Result<ConsoleTable> show(const char *command);
    Result<ServerGauges> read(std::stop_token stop);

    SourceSettings m_settings;
    const Clock &m_clock;
    Connection m_connection;
    GaugeRates m_rates;
};

} // namespace surgedeck::postgres
