// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/teamstore.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/englishmessages.h"
#include "connectors/postgres/teamtables.h"
#include "models/domain/sourcesettings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;
using postgres::Rows;

// Numbers are given while the workspace is locked, so that they become visible in their order: whoever has seen number
// 7 will never find a 6 later.
constexpr const char *pushing = R"(/* surgedeck */
with locked as materialized (select pg_advisory_xact_lock(hashtextextended('surgedeck/' || $1::text, 0)))
insert into surgedeck.event (uid, workspace, stream, entered_ms, actor, source, type, body, console)
select e.uid, $1::text, e.stream, e.entered_ms, e.actor, e.source, e.type, e.body, $2::text
from locked, jsonb_to_recordset($3::jsonb)
  as e(uid text, stream text, entered_ms bigint, actor text, source text, type text, body text)
on conflict (workspace, uid) do nothing)";

constexpr const char *pulling = R"(/* surgedeck */
select number, uid, stream, entered_ms, actor, source, type, body, console, login
from surgedeck.event where workspace = $1 and number > $2::bigint order by number limit 500)";

constexpr const char *claiming = R"(/* surgedeck */
insert into surgedeck.lease as l (workspace, name, holder, person, epoch, until)
values ($1, $2, $3, $4, 1, clock_timestamp() + $5::bigint * interval '1 millisecond')
on conflict (workspace, name) do update set
  epoch = case when l.holder = excluded.holder then l.epoch else l.epoch + 1 end,
  holder = excluded.holder, person = excluded.person, until = excluded.until
where l.holder = excluded.holder or l.until < clock_timestamp()
returning holder, person, epoch)";

constexpr const char *holding = R"(/* surgedeck */
select holder, person, epoch from surgedeck.lease where workspace = $1 and name = $2)";

constexpr const char *releasing = R"(/* surgedeck */
update surgedeck.lease set until = clock_timestamp() where workspace = $1 and name = $2 and holder = $3)";

constexpr const char *publishing = R"(/* surgedeck */
insert into surgedeck.aggregate (workspace, name, stored, document) values ($1, $2, clock_timestamp(), $3)
on conflict (workspace, name) do update set stored = excluded.stored, document = excluded.document)";

constexpr const char *feeding = R"(/* surgedeck */
with old as (delete from surgedeck.feed where stored < clock_timestamp() - interval '10 minutes')
insert into surgedeck.feed (workspace, console, batch) values ($1, $2, decode($3, 'base64')))";

constexpr const char *eating = R"(/* surgedeck */
select number, encode(batch, 'base64') from surgedeck.feed
where workspace = $1 and (number > $2::bigint and $2::bigint > 0
  or $2::bigint = 0 and stored > clock_timestamp() - interval '10 seconds') order by number limit 50)";

std::string utf8(const QString &text)
{
    // PostgreSQL's texts hold no NUL.
    return QString(text).remove(QChar(u'\0')).toStdString();
}

QByteArray bytesOf(const Rows &rows, int row, int column)
{
    const std::string_view view = rows.bytes(row, column);
    return {view.data(), static_cast<qsizetype>(view.size())};
}

QJsonArray toJson(const std::vector<TeamEvent> &events)
{
    QJsonArray list;
    for (const TeamEvent &event : events)
        list.append(QJsonObject{{u"uid"_s, event.uid},
                                {u"stream"_s, event.stream},
                                {u"entered_ms"_s, qint64(event.entered.time_since_epoch().count())},
                                {u"actor"_s, event.actor},
                                {u"source"_s, event.source},
                                {u"type"_s, event.type},
                                {u"body"_s, QString::fromUtf8(event.body)}});
    return list;
}

TeamLease leaseIn(const Rows &rows, const TeamLeaseWish &wish)
{
    if (rows.count() == 0)
        return {};
    const QString holder = rows.text(0, 0);
    return {holder, rows.text(0, 1), rows.integer(0, 2).value_or(0), holder == wish.console};
}

} // namespace

Result<std::unique_ptr<TeamStore>> TeamStore::open(const QString &dsn, const Clock &clock)
{
    SourceSettings settings;
    settings.id = u"store"_s;
    settings.endpoint = dsn;
    settings.clientName = u"surgedeck store"_s;
    SURGEDECK_TRY(plan, postgres::planConnection(dsn, settings));
    // The last one of equal options wins.
    plan.parameters["options"] += " -c default_transaction_read_only=off -c lock_timeout=1000";
    return std::unique_ptr<TeamStore>(new TeamStore(std::move(plan), clock));
}

TeamStore::~TeamStore() = default;

Result<Rows> TeamStore::ask(const char *statement, const std::vector<std::string> &parameters, std::stop_token stop)
{
    const postgres::EnglishMessages english;
    const postgres::CallBudget budget(m_clock, stop);
    if (!m_session) {
        postgres::OpeningLog log;
        SURGEDECK_TRY(session, postgres::ReadSession::open(m_plan, 0, budget, log));
        m_session = std::move(session);
    }
    auto rows = [&]() -> Result<Rows> {
        const SocketDeadline guard(m_session->socket(), budget.left(), budget.stop);
        auto read = m_session->read(statement, parameters);
        return read ? std::move(read) : Result<Rows>(postgres::explained(read.error(), guard, budget.stop));
    }();
    if (rows)
        return rows;
    const Error error = rows.error();
    // A store whose tables were made anew is looked at again.
    if (m_session->isBroken() || error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Unreachable)
        m_session.reset();
    m_isChecked = false;
    return error;
}

Status TeamStore::checkVersion(std::stop_token stop)
{
    if (m_isChecked)
        return ok();
    SURGEDECK_TRY(made, ask("/* surgedeck */ select to_regclass('surgedeck.migration') is not null", {}, stop));
    if (!made.isTrue(0, 0))
        return Error{Error::Kind::Config, u"the store has no tables yet: surgedeck team migrate makes them"_s};
    SURGEDECK_TRY(rows, ask("/* surgedeck */ select coalesce(max(version), 0) from surgedeck.migration", {}, stop));
    const int version = static_cast<int>(rows.integer(0, 0).value_or(0));
    if (version != teamtables::version)
        return Error{Error::Kind::Config, u"the store has version %1 of its tables, this program version %2: surgedeck "
                                          "team migrate"_s.arg(version)
                                              .arg(teamtables::version)};
    m_isChecked = true;
    return ok();
}

Status TeamStore::push(const QString &workspace, const QString &console, const std::vector<TeamEvent> &events,
                       std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    const std::string list = QJsonDocument(toJson(events)).toJson(QJsonDocument::Compact).toStdString();
    SURGEDECK_TRY(rows, ask(pushing, {utf8(workspace), utf8(console), list}, stop));
    static_cast<void>(rows);
    return ok();
}

Result<std::vector<TeamEvent>> TeamStore::pull(const QString &workspace, qint64 after, std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(rows, ask(pulling, {utf8(workspace), std::to_string(after)}, stop));
    std::vector<TeamEvent> events;
    for (int i = 0; i < rows.count(); ++i)
        events.push_back({rows.integer(i, 0).value_or(0), rows.text(i, 1), rows.text(i, 2),
                          WallTime(Milliseconds(rows.integer(i, 3).value_or(0))), rows.text(i, 4), rows.text(i, 5),
                          rows.text(i, 6), bytesOf(rows, i, 7), rows.text(i, 8), rows.text(i, 9)});
    return events;
}

Result<TeamLease> TeamStore::claim(const TeamLeaseWish &wish, std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(taken, ask(claiming,
                             {utf8(wish.workspace), utf8(wish.name), utf8(wish.console), utf8(wish.person),
                              std::to_string(wish.lasts.count())},
                             stop));
    if (taken.count() > 0)
        return leaseIn(taken, wish);
    SURGEDECK_TRY(rows, ask(holding, {utf8(wish.workspace), utf8(wish.name)}, stop));
    TeamLease lease = leaseIn(rows, wish);
    lease.isMine = false;
    return lease;
}

Status TeamStore::release(const TeamLeaseWish &wish, std::stop_token stop)
{
    SURGEDECK_TRY(rows, ask(releasing, {utf8(wish.workspace), utf8(wish.name), utf8(wish.console)}, stop));
    static_cast<void>(rows);
    return ok();
}

Status TeamStore::publish(const QString &workspace, const QString &name, const QByteArray &document,
                          std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(rows, ask(publishing, {utf8(workspace), utf8(name), document.toStdString()}, stop));
    static_cast<void>(rows);
    return ok();
}

Result<std::optional<QByteArray>> TeamStore::published(const QString &workspace, const QString &name,
                                                       std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(rows,
                  ask("/* surgedeck */ select document from surgedeck.aggregate where workspace = $1 and name = $2",
                      {utf8(workspace), utf8(name)}, stop));
    return rows.count() == 0 ? std::nullopt : std::optional(bytesOf(rows, 0, 0));
}

Status TeamStore::feed(const QString &workspace, const QString &console, const QByteArray &batch, std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(rows, ask(feeding, {utf8(workspace), utf8(console), batch.toBase64().toStdString()}, stop));
    static_cast<void>(rows);
    return ok();
}

Result<std::vector<TeamStore::FedBatch>> TeamStore::fed(const QString &workspace, qint64 after, std::stop_token stop)
{
    SURGEDECK_CHECK(checkVersion(stop));
    SURGEDECK_TRY(rows, ask(eating, {utf8(workspace), std::to_string(after)}, stop));
    std::vector<FedBatch> batches;
    for (int i = 0; i < rows.count(); ++i)
        batches.push_back({rows.integer(i, 0).value_or(0), QByteArray::fromBase64(bytesOf(rows, i, 1))});
    return batches;
}

Result<Milliseconds> TeamStore::clockAhead(std::stop_token stop)
{
    SURGEDECK_TRY(rows, ask("/* surgedeck */ select (extract(epoch from clock_timestamp()) * 1000)::bigint", {}, stop));
    return m_clock.now() - WallTime(Milliseconds(rows.integer(0, 0).value_or(0)));
}

Result<QString> TeamStore::systemIdentifier(std::stop_token stop)
{
    SURGEDECK_TRY(rows, ask("/* surgedeck */ select system_identifier::text from pg_control_system()", {}, stop));
    return rows.text(0, 0);
}

Status TeamStore::migrate(std::stop_token stop)
{
    for (const char *step : teamtables::steps) {
        SURGEDECK_TRY(rows, ask(step, {}, stop));
        static_cast<void>(rows);
    }
    return ok();
}

} // namespace surgedeck
