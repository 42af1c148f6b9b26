// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/lockprobe.h"

#include <algorithm>
#include <set>

namespace surgedeck::postgres {

namespace {

constexpr Milliseconds cadence{5'000};
constexpr Milliseconds newQueueCadence{2'000}; ///< for queues that come and go
constexpr Milliseconds newQueueLimit{4'000};   ///< a new queue is named by then, whatever a read costs
constexpr int mostRows = 5'000;
constexpr std::size_t mostNames = 2'000;

// The locks that somebody waits for, those who wait, the row locks that tell which table a wait for a transaction is
// about, and all of prepared transactions. Every `in` is one hash look-up; nothing is compared with everything.
constexpr const char *statement = R"(/* surgedeck */
with l as materialized (select * from pg_locks)
select coalesce(a.leader_pid, l.pid), l.virtualtransaction, l.locktype, l.database, l.relation, l.page, l.tuple,
  l.virtualxid, l.transactionid, l.classid, l.objid, l.objsubid, l.mode, l.granted,
  (extract(epoch from clock_timestamp() - %WAIT_START%) * 1000)::bigint,
  a.usename, coalesce(nullif(a.application_name, ''), nullif(a.backend_type, 'client backend')), a.state,
  (extract(epoch from clock_timestamp() - a.xact_start) * 1000)::bigint, %QUERY_ID%, left(a.query, 1024), a.datname,
  a.pid is not null and a.backend_type is null
from l left join pg_stat_activity a on a.pid = l.pid
where not l.granted or l.locktype = 'tuple' or l.pid is null
  or l.transactionid in (select transactionid from l where not granted and transactionid is not null)
  or l.virtualxid in (select virtualxid from l where not granted and virtualxid is not null)
  or (l.locktype, l.relation) in (select locktype, relation from l where not granted and relation is not null)
  or (l.locktype, l.objid) in (select locktype, objid from l where not granted and objid is not null)
order by l.granted, a.xact_start limit 5000)";

enum Column
{
    Pid,
    VirtualTransaction,
    Type,
    DatabaseId,
    Relation,
    Page,
    Tuple,
    VirtualXid,
    TransactionId,
    ClassId,
    ObjectId,
    ObjectSubId,
    Mode,
    Granted,
    Waiting,
    User,
    Application,
    State,
    TransactionAge,
    QueryId,
    Text,
    DatabaseName,
    Hidden,
};

constexpr const char *preparedStatement =
    "/* surgedeck */ select transaction, gid, owner, (extract(epoch from clock_timestamp() - prepared) * 1000)::bigint "
    "from pg_prepared_xacts limit 1000";

constexpr const char *namesStatement = "/* surgedeck */ select o, o::regclass from unnest($1::oid[]) o";

std::string statementFor(int serverVersion)
{
    std::string text = statement;
    const auto put = [&text](const std::string &mark, const char *column) {
        text.replace(text.find(mark), mark.size(), column);
    };
    // Both are there since 14.
    put("%WAIT_START%", serverVersion >= 140000 ? "l.waitstart" : "case when not l.granted then a.query_start end");
    put("%QUERY_ID%", serverVersion >= 140000 ? "a.query_id" : "null::bigint");
    return text;
}

QString ownerOf(const Rows &rows, int row)
{
    return rows.isNull(row, Pid) ? QStringLiteral("prepared:") + rows.text(row, VirtualTransaction)
                                 : rows.text(row, Pid);
}

LockTarget targetOf(const Rows &rows, int row, const ServerIdentity &server)
{
    LockTarget target;
    for (int column = Type; column <= ObjectSubId; ++column)
        target.key += rows.text(row, column) + QLatin1Char('/');
    const QString type = rows.text(row, Type);
    if (type == QLatin1String("transactionid")) {
        target.kind = LockTarget::Kind::Transaction;
        target.words = QStringLiteral("transaction %1").arg(rows.text(row, TransactionId));
    } else if (type == QLatin1String("virtualxid")) {
        target.words = QStringLiteral("virtual transaction %1").arg(rows.text(row, VirtualXid));
    } else if (rows.isNull(row, Relation)) {
        target.words = QStringLiteral("%1 lock %2 %3").arg(type, rows.text(row, ClassId), rows.text(row, ObjectId));
    } else {
        target.kind = type == QLatin1String("relation") ? LockTarget::Kind::Relation
                      : type == QLatin1String("tuple")  ? LockTarget::Kind::Tuple
                                                        : LockTarget::Kind::Other;
        target.words = target.kind == LockTarget::Kind::Relation ? QString()
                       : target.kind == LockTarget::Kind::Tuple  ? QStringLiteral("row of ")
                                                                 : type + QStringLiteral(" of ");
        const auto database = rows.integer(row, DatabaseId);
        if (database == 0 || database == server.databaseId)
            target.relation = static_cast<quint32>(rows.integer(row, Relation).value_or(0));
        else
            target.words += QStringLiteral("relation %1 in database %2")
                                .arg(rows.text(row, Relation), rows.text(row, DatabaseName));
    }
    return target;
}

LockOwner lockOwnerOf(const Rows &rows, int row, StatementTexts &texts)
{
    LockOwner owner;
    owner.id = ownerOf(rows, row);
    if (rows.isNull(row, Pid)) {
        owner.state = QStringLiteral("prepared transaction, no session");
        return owner;
    }
    owner.user = rows.text(row, User);
    owner.application = rows.text(row, Application);
    owner.state = rows.isTrue(row, Hidden) ? QStringLiteral("not visible to us") : rows.text(row, State);
    owner.transactionAge = rows.milliseconds(row, TransactionAge);
    owner.text = statementOf(texts, rows.integer(row, QueryId), rows.text(row, Text), 1024).text;
    return owner;
}

LockRow lockRowOf(const Rows &rows, int row, const ServerIdentity &server)
{
    LockRow lock;
    lock.owner = ownerOf(rows, row);
    lock.target = targetOf(rows, row, server);
    lock.modeWord = rows.text(row, Mode);
    lock.mode = lockModeOf(lock.modeWord);
    lock.granted = rows.isTrue(row, Granted);
    lock.waiting = lock.granted ? std::nullopt : rows.milliseconds(row, Waiting);
    return lock;
}

/// The name that PREPARE TRANSACTION gave takes the place of the number that pg_locks shows.
void renameOwner(LockTable &table, const QString &from, LockOwner owner)
{
    for (LockRow &row : table.rows)
        if (row.owner == from)
            row.owner = owner.id;
    table.owners.erase(from);
    table.owners.insert_or_assign(owner.id, std::move(owner));
}

} // namespace

LockProbe::LockProbe(const Clock &clock)
    : m_clock(clock)
    , m_standingQueue(clock, cadence)
    , m_newQueue(clock, newQueueCadence)
{
}

bool LockProbe::due(int waiters) const
{
    if (waiters == 0)
        return false;
    if (m_queueStands)
        return m_standingQueue.due();
    return m_newQueue.due() || !m_readAt || m_clock.monotonic() - *m_readAt >= newQueueLimit;
}

Result<LockGraph> LockProbe::read(ReadSession &session, StatementTexts &texts, int waiters)
{
    const auto costBefore = session.inFlight();
    LockTable table;
    Status status = readTable(session, texts, table);
    if (status)
        status = namePrepared(session, table);
    if (status)
        status = nameRelations(session, table);
    m_readAt = m_clock.monotonic();
    m_standingQueue.ran(session.inFlight() - costBefore);
    m_newQueue.ran(session.inFlight() - costBefore);
    if (!status && session.isBroken())
        return status.error();
    if (!status && table.rows.empty())
        return LockGraph{waiters, {}, status.error().message};
    LockGraph graph = buildLockGraph(table);
    if (!status)
        graph.cannotTell += (graph.cannotTell.isEmpty() ? QString() : QStringLiteral("; ")) + status.error().message;
    return graph;
}

Status LockProbe::readTable(ReadSession &session, StatementTexts &texts, LockTable &table)
{
    SURGEDECK_TRY(rows, session.read(statementFor(session.server().version).c_str()));
    table.truncated = rows.count() >= mostRows;
    for (int row = 0; row < rows.count(); ++row) {
        table.rows.push_back(lockRowOf(rows, row, session.server()));
        const QString &owner = table.rows.back().owner;
        if (!table.owners.contains(owner))
            table.owners.emplace(owner, lockOwnerOf(rows, row, texts));
    }
    return ok();
}

Status LockProbe::namePrepared(ReadSession &session, LockTable &table) const
{
    std::map<QString, QString> ownerOfTransaction;
    for (const LockRow &row : table.rows)
        if (row.granted && row.target.kind == LockTarget::Kind::Transaction &&
            row.owner.startsWith(QLatin1String("prepared:")))
            ownerOfTransaction[row.target.words] = row.owner;
    if (ownerOfTransaction.empty())
        return ok();
    SURGEDECK_TRY(rows, session.read(preparedStatement));
    for (int row = 0; row < rows.count(); ++row) {
        const auto found = ownerOfTransaction.find(QStringLiteral("transaction %1").arg(rows.text(row, 0)));
        if (found == ownerOfTransaction.end())
            continue;
        LockOwner owner = table.owners[found->second];
        owner.id = QStringLiteral("prepared:") + rows.text(row, 1);
        owner.user = rows.text(row, 2);
        owner.transactionAge = rows.milliseconds(row, 3);
        renameOwner(table, found->second, std::move(owner));
    }
    return ok();
}

/// Names come from the catalogue's cache by object id; nothing is scanned, and the tables themselves are not touched.
Status LockProbe::nameRelations(ReadSession &session, LockTable &table)
{
    std::set<quint32> unknown;
    for (const LockRow &row : table.rows)
        if (row.target.relation != 0 && !m_names.contains(row.target.relation) && unknown.size() < mostNames)
            unknown.insert(row.target.relation);
    if (!unknown.empty()) {
        if (m_names.size() + unknown.size() > mostNames)
            m_names.clear();
        std::string ids = "{";
        for (const quint32 id : unknown) {
            ids += ids.size() > 1 ? "," : "";
            ids += std::to_string(id);
        }
        SURGEDECK_TRY(rows, session.read(namesStatement, {ids + "}"}));
        for (int row = 0; row < rows.count(); ++row)
            if (const auto id = rows.integer(row, 0); id && !rows.isNull(row, 1))
                m_names[static_cast<quint32>(*id)] = rows.text(row, 1);
    }
    table.relations = m_names;
    return ok();
}

} // namespace surgedeck::postgres
