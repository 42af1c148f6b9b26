// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/statements.h"

namespace surgedeck::mysql {

namespace {

constexpr int psProcesslist = 80022; // performance_schema.processlist, SHOW REPLICA STATUS
constexpr int dataLocks = 80001;     // performance_schema.data_locks replaced INNODB_LOCKS
constexpr int quantiles = 80002;     // QUANTILE_95

/// time_zone: InnoDB gives its times in the server's own zone. The read-only mode is a belt; the rights of the account
/// are the barrier, for a session may take it off again.
QStringList settingsFor(const Features &features)
{
    const QString common = QStringLiteral("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY");
    const QString waits = QStringLiteral("SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1, "
                                         "wait_timeout = 60, time_zone = 'SYSTEM'");
    if (features.isMariaDb()) {
        return {common, waits, QStringLiteral("SET SESSION max_statement_time = 1.5"),
                QStringLiteral("SET SESSION idle_transaction_timeout = 5")};
    }
    return {common, waits, QStringLiteral("SET SESSION max_execution_time = 1500")};
}

void addSessions(const Features &features, Statements &statements)
{
    const bool fromPerformanceSchema = features.isMySql(psProcesslist) && features.performanceSchemaReadable;
    const QString table = fromPerformanceSchema ? QStringLiteral("performance_schema.processlist")
                                                : QStringLiteral("information_schema.PROCESSLIST");
    const QString age = features.isMariaDb() ? QStringLiteral("TIME_MS") : QStringLiteral("TIME * 1000");
    const QString columns = QStringLiteral("SELECT ID, USER, HOST, DB, COMMAND, ") + age +
                            QStringLiteral(", STATE, LEFT(INFO, 1024) FROM ") + table;
    statements.sessions = columns + QStringLiteral(" WHERE COMMAND <> 'Sleep' OR ID IN (%1) LIMIT %2");
    statements.sessionsById = columns + QStringLiteral(" WHERE ID IN (%1) LIMIT 1000");
    statements.sessionCounts = QStringLiteral("SELECT COMMAND, STATE, COUNT(*) FROM ") + table +
                               QStringLiteral(" WHERE COMMAND <> 'Sleep' GROUP BY COMMAND, STATE LIMIT 500");
}

void addRowLocks(const Features &features, Statements &statements)
{
    if (features.isMySql(dataLocks)) {
        statements.lockWaits =
            QStringLiteral("SELECT w.REQUESTING_ENGINE_LOCK_ID, w.BLOCKING_ENGINE_TRANSACTION_ID, "
                           "CONCAT(l.OBJECT_SCHEMA, '.', l.OBJECT_NAME), l.INDEX_NAME, l.LOCK_MODE "
                           "FROM performance_schema.data_lock_waits w "
                           "JOIN performance_schema.data_locks l ON l.ENGINE_LOCK_ID = w.REQUESTING_ENGINE_LOCK_ID "
                           "WHERE w.REQUESTING_ENGINE_LOCK_ID IN (%1) LIMIT 2000");
        return;
    }
    statements.rowLocks = QStringLiteral("SELECT LOCK_ID, LOCK_TRX_ID, LOCK_MODE, LOCK_TABLE, LOCK_INDEX "
                                         "FROM information_schema.INNODB_LOCKS LIMIT 5000");
    statements.engineStatus = QStringLiteral("SHOW ENGINE INNODB STATUS");
}

void addMetadataLocks(const Features &features, Statements &statements)
{
    if (features.metadataLocks == Features::MetadataLocks::PerformanceSchema) {
        // Two statements and a join on our side: without an index the server compares each with each.
        statements.metadataLocks = QStringLiteral(
            "SELECT OBJECT_SCHEMA, OBJECT_NAME, LOCK_TYPE, LOCK_STATUS, OWNER_THREAD_ID "
            "FROM performance_schema.metadata_locks WHERE OBJECT_TYPE = 'TABLE' AND (OBJECT_SCHEMA, OBJECT_NAME) IN "
            "(SELECT OBJECT_SCHEMA, OBJECT_NAME FROM performance_schema.metadata_locks "
            "WHERE OBJECT_TYPE = 'TABLE' AND LOCK_STATUS = 'PENDING') LIMIT 5000");
        statements.threads = QStringLiteral("SELECT THREAD_ID, PROCESSLIST_ID FROM performance_schema.threads "
                                            "WHERE PROCESSLIST_ID IS NOT NULL LIMIT 10000");
    } else if (features.metadataLocks == Features::MetadataLocks::Plugin) {
        statements.metadataLocks = QStringLiteral(
            "SELECT TABLE_SCHEMA, TABLE_NAME, LOCK_MODE, 'GRANTED', THREAD_ID "
            "FROM information_schema.METADATA_LOCK_INFO WHERE LOCK_TYPE = 'Table metadata lock' LIMIT 5000");
    }
}

void addDigests(const Features &features, Statements &statements)
{
    if (!features.statementDigests)
        return;
    statements.digests = QStringLiteral(
        "SELECT SCHEMA_NAME, DIGEST, COUNT_STAR, SUM_TIMER_WAIT, SUM_LOCK_TIME, SUM_ROWS_EXAMINED, SUM_ROWS_SENT, "
        "FIRST_SEEN, FIRST_SEEN >= NOW() - INTERVAL %1 SECOND, %2 "
        "FROM performance_schema.events_statements_summary_by_digest "
        "WHERE LAST_SEEN >= NOW() - INTERVAL %1 SECOND LIMIT 10000");
    statements.digests.replace(QStringLiteral("%2"),
                               features.isMySql(quantiles) ? QStringLiteral("QUANTILE_95") : QStringLiteral("NULL"));
    statements.digestTexts = QStringLiteral(
        "SELECT DIGEST, LEFT(DIGEST_TEXT, 4096) FROM performance_schema.events_statements_summary_by_digest "
        "WHERE DIGEST IN (%1) LIMIT 10000");
}

QString replicationFor(const Features &features)
{
    if (features.isMariaDb())
        return QStringLiteral("SHOW ALL SLAVES STATUS");
    return features.isMySql(psProcesslist) ? QStringLiteral("SHOW REPLICA STATUS")
                                           : QStringLiteral("SHOW SLAVE STATUS");
}

} // namespace

QStringList Statements::all() const
{
    QStringList list = settings;
    for (const QString &statement :
         {counters, sessions, sessionsById, sessionCounts, transactions, rowLocks, engineStatus, lockWaits,
          metadataLocks, threads, digests, digestTexts, programNames, replication, facts, tableSize, tableIndexes}) {
        if (!statement.isEmpty())
            list << statement;
    }
    return list;
}

Statements statementsFor(const Features &features)
{
    Statements statements;
    statements.settings = settingsFor(features);
    statements.counters = QStringLiteral("SHOW GLOBAL STATUS WHERE Variable_name IN "
                                         "('Threads_connected', 'Threads_running', 'Innodb_row_lock_current_waits')");
    addSessions(features, statements);
    if (features.processRight) {
        statements.transactions = QStringLiteral(
            "SELECT TRX_ID, TRX_STATE, TRX_MYSQL_THREAD_ID, TIMESTAMPDIFF(MICROSECOND, TRX_STARTED, NOW(6)), "
            "TIMESTAMPDIFF(MICROSECOND, TRX_WAIT_STARTED, NOW(6)), TRX_REQUESTED_LOCK_ID, TRX_ROWS_MODIFIED "
            "FROM information_schema.INNODB_TRX LIMIT 5000");
        addRowLocks(features, statements);
        addMetadataLocks(features, statements);
    }
    addDigests(features, statements);
    if (features.performanceSchemaReadable)
        statements.programNames = QStringLiteral("SELECT PROCESSLIST_ID, LEFT(ATTR_VALUE, 128) "
                                                 "FROM performance_schema.session_connect_attrs "
                                                 "WHERE ATTR_NAME = 'program_name' LIMIT 10000");
    statements.replication = replicationFor(features);
    statements.facts = QStringLiteral("SELECT @@global.max_connections, @@global.read_only");
    const QString ofTable = QStringLiteral(" WHERE TABLE_SCHEMA = %1 AND TABLE_NAME = %2");
    statements.tableSize = QStringLiteral("SELECT TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES") + ofTable;
    statements.tableIndexes = QStringLiteral("SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS") +
                              ofTable + QStringLiteral(" ORDER BY INDEX_NAME, SEQ_IN_INDEX LIMIT 500");
    return statements;
}

} // namespace surgedeck::mysql
