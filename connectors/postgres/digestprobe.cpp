// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/digestprobe.h"

#include <algorithm>
#include <map>

namespace surgedeck::postgres {

namespace {

constexpr Milliseconds cadence{5'000};
constexpr Milliseconds textCadence{15'000};
constexpr Milliseconds cadenceAfterFailure{60'000};
constexpr Milliseconds textCadenceAfterFailure{600'000};
constexpr std::size_t mostMoves = 100;
constexpr int mostEntries = 20'000;
constexpr qsizetype textBytes = 8192;

constexpr const char *extensionStatement =
    "/* surgedeck */ select quote_ident(n.nspname), split_part(e.extversion, '.', 1)::int * 100 + "
    "split_part(e.extversion, '.', 2)::int from pg_extension e join pg_namespace n on n.oid = e.extnamespace "
    "where e.extname = 'pg_stat_statements'";

enum Column
{
    QueryId,
    Database,
    User,
    Calls,
    TotalMs,
    RowCount
};

StatementKey keyOf(const Rows &rows, int row)
{
    return {rows.integer(row, QueryId).value_or(0), static_cast<quint32>(rows.integer(row, Database).value_or(0)),
            static_cast<quint32>(rows.integer(row, User).value_or(0))};
}

std::string arrayOf(const std::vector<qint64> &ids)
{
    std::string text = "{";
    for (const qint64 id : ids) {
        text += text.size() > 1 ? "," : "";
        text += std::to_string(id);
    }
    return text + "}";
}

/// A statement whose text is not read yet has a place of its own: its time is not hidden.
StatementText unread(qint64 queryId)
{
    return {QStringLiteral("q%1").arg(queryId), QStringLiteral("statement %1, text not read yet").arg(queryId), false};
}

} // namespace

DigestProbe::DigestProbe(const Clock &clock)
    : m_clock(clock)
    , m_timer(std::in_place, clock, cadence)
    , m_textTimer(std::in_place, clock, textCadence)
{
}

void DigestProbe::forget()
{
    m_before.reset();
    m_schema.clear();
    m_timer.emplace(m_clock, cadence);
}

Status DigestProbe::findExtension(ReadSession &session)
{
    if (!m_schema.empty())
        return ok();
    SURGEDECK_TRY(rows, session.read(extensionStatement));
    if (rows.count() == 0) {
        return Error{Error::Kind::Config,
                     QStringLiteral("no statement totals: CREATE EXTENSION pg_stat_statements; in database \"%1\"")
                         .arg(session.server().database)};
    }
    m_schema = rows.bytes(0, 0);
    m_knowsTopLevel = rows.integer(0, 1).value_or(0) >= 109;
    return ok();
}

Result<DigestProbe::Snapshot> DigestProbe::readSnapshot(ReadSession &session)
{
    // What runs inside a function is counted in the statement that called it, and would count twice.
    const std::string statement = "/* surgedeck */ select queryid, dbid, userid, calls, total_exec_time, rows from " +
                                  m_schema + ".pg_stat_statements(false)" + (m_knowsTopLevel ? " where toplevel" : "") +
                                  " limit " + std::to_string(mostEntries);
    SURGEDECK_TRY(rows, session.read(statement.c_str()));
    Snapshot snapshot{m_clock.monotonic(), {}, rows.count() >= mostEntries ? ReadScope::Partial : ReadScope::Whole, {}};
    snapshot.totals.reserve(static_cast<std::size_t>(rows.count()));
    for (int row = 0; row < rows.count(); ++row) {
        if (rows.isNull(row, QueryId))
            return Error{Error::Kind::Auth, QString()};
        StatementCounters &counters = snapshot.totals[keyOf(rows, row)];
        counters.calls += rows.number(row, Calls).value_or(0);
        counters.totalMs += rows.number(row, TotalMs).value_or(0);
        counters.rows += rows.number(row, RowCount).value_or(0);
    }
    if (!m_knowsTopLevel)
        return snapshot;
    const std::string resetStatement =
        "/* surgedeck */ select stats_reset from " + m_schema + ".pg_stat_statements_info()";
    SURGEDECK_TRY(reset, session.read(resetStatement.c_str()));
    snapshot.resetAt = reset.text(0, 0);
    return snapshot;
}

Result<std::optional<DigestDeltas>> DigestProbe::read(ReadSession &session, StatementTexts &texts)
{
    const auto costBefore = session.inFlight();
    const auto finish = [&](std::optional<DigestDeltas> deltas) -> Result<std::optional<DigestDeltas>> {
        m_timer->ran(session.inFlight() - costBefore);
        return deltas;
    };
    if (auto found = findExtension(session); !found)
        return session.isBroken() ? found.error() : finish(unavailable(reasonFor(session, found.error())));
    auto now = readSnapshot(session);
    if (!now && session.lastCode() == QLatin1String("42883")) { // the extension was dropped meanwhile, or moved
        m_schema.clear();
        if (auto found = findExtension(session); !found && !session.isBroken())
            return finish(unavailable(found.error().message));
    }
    if (!now)
        return session.isBroken() ? now.error() : finish(unavailable(reasonFor(session, now.error())));
    if (!m_before) {
        m_before = std::move(*now);
        return finish(std::nullopt);
    }
    const auto moves = topMoves(movesSince(*m_before, *now), mostMoves);
    DigestDeltas deltas;
    deltas.window = std::chrono::duration_cast<Milliseconds>(now->at - m_before->at);
    m_before = std::move(*now);
    if (auto learned = learnTexts(session, moves, texts); !learned && session.isBroken())
        return learned.error();
    deltas.digests = deltasOf(moves, texts);
    return finish(std::move(deltas));
}

std::vector<StatementMove> DigestProbe::movesSince(const Snapshot &before, const Snapshot &now) const
{
    if (before.resetAt != now.resetAt)
        return movesBetween({}, now.totals, ReadScope::Whole);
    return movesBetween(before.totals, now.totals, before.scope);
}

Status DigestProbe::learnTexts(ReadSession &session, const std::vector<StatementMove> &moves, StatementTexts &texts)
{
    std::vector<qint64> unseen;
    for (const StatementMove &move : moves)
        if (!texts.find(move.queryId))
            unseen.push_back(move.queryId);
    if (unseen.empty() || !m_textTimer->due())
        return ok();
    const auto costBefore = session.inFlight();
    const std::string statement = "/* surgedeck */ select distinct on (queryid) queryid, left(query, 8192) from " +
                                  m_schema + ".pg_stat_statements(true) where queryid = any($1::bigint[]) limit 200";
    auto rows = session.read(statement.c_str(), {arrayOf(unseen)});
    m_textTimer.emplace(m_clock, rows ? textCadence : textCadenceAfterFailure);
    m_textTimer->ran(session.inFlight() - costBefore);
    if (!rows)
        return rows.error();
    for (int row = 0; row < rows->count(); ++row)
        if (const auto id = rows->integer(row, 0); id && !rows->isNull(row, 1))
            texts.learn(*id, statementText(rows->text(row, 1), textBytes));
    return ok();
}

DigestDeltas DigestProbe::unavailable(const QString &reason)
{
    forget();
    m_timer.emplace(m_clock, cadenceAfterFailure);
    return {Milliseconds(0), {}, reason};
}

QString DigestProbe::reasonFor(const ReadSession &session, const Error &error) const
{
    if (session.lastCode() == QLatin1String("55000"))
        return QStringLiteral(
            "no statement totals: add pg_stat_statements to shared_preload_libraries and restart the server");
    if (error.kind == Error::Kind::Auth)
        return QStringLiteral("no right to read the statements of others: GRANT pg_monitor TO %1;")
            .arg(session.server().role);
    return error.message;
}

std::vector<DigestDelta> deltasOf(const std::vector<StatementMove> &moves, const StatementTexts &texts)
{
    struct Sum
    {
        DigestDelta delta;
        StatementCounters before;
    };
    std::map<QString, Sum> sums;
    for (const StatementMove &move : moves) {
        const StatementText *known = texts.find(move.queryId);
        const StatementText text = known ? *known : unread(move.queryId);
        if (text.ours || text.digest.isEmpty())
            continue;
        Sum &sum = sums[text.digest];
        sum.delta.digest = text.digest;
        sum.delta.text = text.text;
        sum.delta.calls += move.added.calls;
        sum.delta.totalMs += move.added.totalMs;
        sum.delta.rowsSent = sum.delta.rowsSent.value_or(0) + move.added.rows;
        sum.before.calls += move.before.calls;
        sum.before.totalMs += move.before.totalMs;
        if (sum.before.calls > 0)
            sum.delta.usualMeanMs = sum.before.totalMs / sum.before.calls;
    }
    std::vector<DigestDelta> deltas;
    for (auto &[digest, sum] : sums)
        deltas.push_back(std::move(sum.delta));
    std::stable_sort(deltas.begin(), deltas.end(),
                     [](const DigestDelta &a, const DigestDelta &b) { return a.totalMs > b.totalMs; });
    return deltas;
}

} // namespace surgedeck::postgres
