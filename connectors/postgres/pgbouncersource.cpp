// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/pgbouncersource.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/englishmessages.h"

#include <libpq-fe.h>

#include <algorithm>

namespace surgedeck::postgres {

namespace {

constexpr Milliseconds limit{3'500};
constexpr int mostRows = 200;
constexpr double microsecond = 1e-6;

struct Field
{
    const char *theirs;
    const char *ours;
    const char *unit;
    double factor = 1;
};

constexpr Field ofPool[] = {{"cl_active", "clients_active", "count"}, {"cl_waiting", "clients_waiting", "count"},
                            {"sv_active", "servers_active", "count"}, {"sv_idle", "servers_idle", "count"},
                            {"sv_used", "servers_used", "count"},     {"sv_login", "servers_signing_in", "count"}};
constexpr Field ofDatabase[] = {{"total_xact_count", "transactions_total", "count"},
                                {"total_query_count", "queries_total", "count"},
                                {"total_query_time", "query_seconds_total", "seconds", microsecond},
                                {"total_wait_time", "wait_seconds_total", "seconds", microsecond}};

template <std::size_t Count>
void add(ServerGauges &gauges, const Field (&fields)[Count], const ConsoleTable &table,
         std::pair<std::size_t, QString> row)
{
    for (const Field &field : fields) {
        auto value = table.number(row.first, field.theirs);
        if (value)
            *value *= field.factor;
        gauges.gauges.push_back({QString::fromLatin1(field.ours), row.second, value, QString::fromLatin1(field.unit)});
    }
}

struct ClearResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};

} // namespace

QString ConsoleTable::text(std::size_t row, const char *column) const
{
    return rows[row].value(columns.indexOf(QLatin1String(column)));
}

std::optional<double> ConsoleTable::number(std::size_t row, const char *column) const
{
    bool number = false;
    const double value = text(row, column).toDouble(&number);
    return number ? std::optional(value) : std::nullopt;
}

ServerGauges gaugesOf(const ConsoleTable &pools, const ConsoleTable &stats)
{
    ServerGauges gauges;
    gauges.engine = QStringLiteral("pgbouncer");
    for (std::size_t row = 0; row < pools.rows.size(); ++row) {
        const QString subject = pools.text(row, "database") + QLatin1Char('/') + pools.text(row, "user");
        add(gauges, ofPool, pools, {row, subject});
        const auto seconds = pools.number(row, "maxwait");
        const double more = pools.number(row, "maxwait_us").value_or(0) * microsecond;
        gauges.gauges.push_back({QStringLiteral("longest_wait"), subject,
                                 seconds ? std::optional(*seconds + more) : std::nullopt, QStringLiteral("seconds")});
    }
    for (std::size_t row = 0; row < stats.rows.size(); ++row)
        add(gauges, ofDatabase, stats, {row, stats.text(row, "database")});
    return gauges;
}

Result<SourcePtr> PgBouncerSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(plan, planConnection(settings.endpoint, settings));
    Q_UNUSED(plan);
    return SourcePtr(std::make_unique<PgBouncerSource>(settings, clock));
}

PgBouncerSource::PgBouncerSource(SourceSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
{
}

Status PgBouncerSource::connect(const Deadline &deadline)
{
    SURGEDECK_TRY(plan, planConnection(m_settings.endpoint, m_settings));
    OpeningLog log;
    SURGEDECK_TRY(connection, openConnection({plan, 0, false}, deadline, m_clock, log));
    m_connection = std::move(connection);
    return ok();
}

Result<ConsoleTable> PgBouncerSource::show(const char *command)
{
    const std::unique_ptr<PGresult, ClearResult> result(PQexec(m_connection.get(), command));
    if (PQstatus(m_connection.get()) != CONNECTION_OK)
        return Error{Error::Kind::Unreachable, QStringLiteral("the connection was lost")};
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
        return Error{Error::Kind::Auth,
                     QStringLiteral("%1 is refused: the dsn needs the database pgbouncer and a user of stats_users")
                         .arg(QLatin1String(command))};
    ConsoleTable table;
    const int columns = PQnfields(result.get());
    for (int i = 0; i < columns; ++i)
        table.columns << QString::fromUtf8(PQfname(result.get(), i));
    for (int row = 0; row < std::min(PQntuples(result.get()), mostRows); ++row) {
        QStringList cells;
        for (int i = 0; i < columns; ++i)
            cells << QString::fromUtf8(PQgetvalue(result.get(), row, i)).left(200);
        table.rows.push_back(cells);
    }
    return table;
}

Result<ServerGauges> PgBouncerSource::read(std::stop_token stop)
{
    const Deadline deadline(limit, stop);
    if (!m_connection)
        SURGEDECK_CHECK(connect(deadline));
    auto gauges = [&]() -> Result<ServerGauges> {
        const SocketDeadline guard(PQsocket(m_connection.get()), deadline.left(), stop);
        SURGEDECK_TRY(pools, show("SHOW POOLS"));
        SURGEDECK_TRY(stats, show("SHOW STATS"));
        return gaugesOf(pools, stats);
    }();
    if (!gauges)
        m_connection.reset();
    return gauges;
}

Result<PollResult> PgBouncerSource::poll(std::stop_token stop)
{
    const EnglishMessages english;
    const MonoTime start = m_clock.monotonic();
    SURGEDECK_TRY(gauges, read(std::move(stop)));
    PollResult result;
    result.statements = 2;
    result.inFlight = m_clock.monotonic() - start;
    m_rates.fold(gauges, start);
    result.observations.emplace_back(std::move(gauges));
    return result;
}

std::vector<DiagnosisStage> PgBouncerSource::diagnose(std::stop_token stop)
{
    const EnglishMessages english;
    const MonoTime start = m_clock.monotonic();
    const auto gauges = read(std::move(stop));
    const bool connected = gauges || gauges.error().kind == Error::Kind::Auth;
    DiagnosisStage connect{QStringLiteral("connect"), connected, {}, {}, {}};
    DiagnosisStage read{QStringLiteral("read"), connected ? std::optional(bool(gauges)) : std::nullopt, {}, {}, {}};
    DiagnosisStage &said = connected ? read : connect;
    said.ms = toSeconds(m_clock.monotonic() - start) * 1000;
    said.value = gauges ? QStringLiteral("PgBouncer: %1 figures").arg(gauges->gauges.size()) : gauges.error().message;
    if (!gauges) {
        said.failure = gauges.error().kind;
        said.advice = QStringLiteral("stats_users = USER in pgbouncer.ini, and dbname=pgbouncer in the dsn");
    }
    return {connect, read};
}

} // namespace surgedeck::postgres
