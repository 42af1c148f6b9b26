// SPDX-License-Identifier: GPL-3.0-or-later
// What the server's words mean: error numbers, states, grants, versions, replication.
#include "connectors/mysql/errors.h"
#include "connectors/mysql/grants.h"
#include "connectors/mysql/replication.h"
#include "connectors/mysql/statements.h"
#include "connectors/mysql/waitclasses.h"
#include "tests/mysql/answers.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::mysql;

class TestMysqlWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void errors_data()
    {
        QTest::addColumn<uint>("code");
        QTest::addColumn<int>("kind");
        const auto row = [](uint code, Error::Kind kind) {
            QTest::addRow("%u", code) << code << static_cast<int>(kind);
        };
        for (const uint code : {1044u, 1045u, 1130u, 1142u, 1227u, 1370u, 1698u, 2059u, 3118u, 4151u})
            row(code, Error::Kind::Auth);
        for (const uint code : {1040u, 1203u, 1226u, 1135u})
            row(code, Error::Kind::Full);
        for (const uint code : {2002u, 2003u, 2005u, 2006u, 2013u, 2026u, 2055u, 1053u, 1927u})
            row(code, Error::Kind::Unreachable);
        for (const uint code : {1205u, 1969u, 3024u})
            row(code, Error::Kind::Timeout);
        for (const uint code : {2000u, 2007u, 2012u, 2020u, 2027u, 1064u, 1146u})
            row(code, Error::Kind::Protocol);
        row(1049, Error::Kind::Config);
    }

    void errors()
    {
        QFETCH(const uint, code);
        QFETCH(const int, kind);
        QCOMPARE(static_cast<int>(errorKind(code)), kind);
        QCOMPARE(static_cast<int>(serverError(code, QStringLiteral("words")).kind), kind);
    }

    void anErrorSaysWhatToDo()
    {
        QCOMPARE(serverError(1040, QStringLiteral("Too many connections")).message,
                 QStringLiteral("Too many connections (1040): end idle sessions or raise max_connections"));
        QCOMPARE(serverError(2002, QStringLiteral("Can't connect to server on 'db1' (111)")).message,
                 QStringLiteral("connection refused, nothing listens there"));
        QCOMPARE(serverError(2002, QStringLiteral("Can't connect to server on 'db1' (113)")).message,
                 QStringLiteral("No route to host"));
        const Error early =
            serverError(2002, QStringLiteral("Received error packet before completion of TLS handshake. The "
                                             "authenticity of the following error cannot be verified: 1040 - "
                                             "<b>whatever</b>"));
        QCOMPARE(early.kind, Error::Kind::Full);
        QVERIFY2(!early.message.contains(QStringLiteral("whatever")), qPrintable(early.message));
        QVERIFY(serverError(1064, QString(5000, u'x')).message.size() < 400);
    }

    void states_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("wait");
        const auto row = [](const char *state, const char *wait) {
            QTest::newRow(state) << QString::fromLatin1(state) << QString::fromLatin1(wait);
        };
        for (const char *state : {"", "Updating", "Statistics", "Sending data", "Closing tables", "Opening tables",
                                  "executing", "Sorting result", "Creating sort index", "a state of the year 2040"})
            row(state, "running");
        for (const char *state : {"Waiting for table metadata lock", "Waiting for schema metadata lock", "User lock",
                                  "Waiting for table level lock", "Waiting for global read lock",
                                  "Waiting for backup lock", "Waiting for query cache lock", "Waiting for table flush"})
            row(state, "lock");
        for (const char *state : {"Writing to net", "Sending to client", "Reading from net", "Receiving from client"})
            row(state, "client");
        for (const char *state : {"Commit", "Committing", "waiting for handler commit", "Copying to tmp table on disk",
                                  "Waiting for prior transaction to commit"})
            row(state, "io");
        for (const char *state : {"User sleep", "Waiting for semi-sync ACK from slave", "Waiting on empty queue"})
            row(state, "other");
    }

    void states()
    {
        QFETCH(const QString, state);
        QFETCH(const QString, wait);
        QCOMPARE(toWord(waitClassOf(state)), wait);
    }

    void clientStatements()
    {
        const QString user = QStringLiteral("shop");
        QVERIFY(isClientStatement(QStringLiteral("Query"), user));
        QVERIFY(isClientStatement(QStringLiteral("Execute"), user));
        QVERIFY(isClientStatement(QStringLiteral("Killed"), user));
        for (const auto *command : {"Sleep", "Daemon", "Binlog Dump", "Binlog Dump GTID", "Slave_SQL", "Connect"})
            QVERIFY2(!isClientStatement(QString::fromLatin1(command), user), command);
        QVERIFY(!isClientStatement(QStringLiteral("Query"), QStringLiteral("system user")));
    }

    void grants_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("excess"); // privilege on object from grantee, comma between
        const auto row = [](const char *name, const char *line, const char *excess) {
            QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(excess);
        };
        row("viewer", "GRANT PROCESS, SLAVE MONITOR ON *.* TO `v`@`%` IDENTIFIED BY PASSWORD '*D82' REQUIRE SSL", "");
        row("mysql viewer", "GRANT PROCESS, REPLICATION CLIENT ON *.* TO `v`@`%`", "");
        row("nothing", "GRANT USAGE ON *.* TO `v`@`%`", "");
        row("performance_schema", "GRANT SELECT ON `performance_schema`.* TO `v`@`%`", "");
        row("one system table", "GRANT SELECT ON `sys`.`processlist` TO `v`@`%`", "");
        row("reads a table", "GRANT SELECT ON `shop`.* TO `v`@`%`", "SELECT|`shop`.*|`v`@`%`");
        row("reads all", "GRANT SELECT, PROCESS ON *.* TO `v`@`%`", "SELECT|*.*|`v`@`%`");
        row("everything", "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION",
            "ALL PRIVILEGES|*.*|`root`@`localhost`,GRANT OPTION|*.*|`root`@`localhost`");
        row("columns", "GRANT SELECT (`id`, `a,b`), UPDATE (`v`) ON `t`.`hot` TO `w`@`%`",
            "SELECT|`t`.`hot`|`w`@`%`,UPDATE|`t`.`hot`|`w`@`%`");
        row("name with keywords", "GRANT DELETE ON `a ON b TO c`.* TO `x TO y`@`%`",
            "DELETE|`a ON b TO c`.*|`x TO y`@`%`");
        row("by a role", "GRANT UPDATE ON `t`.* TO `r1`", "UPDATE|`t`.*|`r1`");
        row("role itself", "GRANT `r1` TO `w`@`%` WITH ADMIN OPTION", "");
        row("proxy", "GRANT PROXY ON ''@'%' TO 'root'@'localhost'", "PROXY|''@'%'|'root'@'localhost'");
        row("write performance_schema", "GRANT SELECT, UPDATE ON `performance_schema`.* TO `v`@`%`",
            "UPDATE|`performance_schema`.*|`v`@`%`");
        row("look-alike schema", "GRANT SELECT ON `performance_schema2`.* TO `v`@`%`",
            "SELECT|`performance_schema2`.*|`v`@`%`");
        row("default role", "SET DEFAULT ROLE `r1` FOR `w`@`%`", "");
        row("garbage", "GRANT", "");
    }

    void grants()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, excess);
        std::vector<Grant> all;
        if (const auto grant = parseGrant(line))
            all.push_back(*grant);
        QStringList found;
        for (const ExcessRight &right : excessRights(all))
            found << right.privilege + u'|' + right.object + u'|' + right.grantee;
        QCOMPARE(found.join(u','), excess);
        const QString notice = excessNotice(excessRights(all));
        QCOMPARE(notice.isEmpty(), excess.isEmpty());
        QVERIFY(!notice.contains(QStringLiteral("*D82")));
    }

    void aNoticeBringsItsRemedy()
    {
        const auto grant = parseGrant(QStringLiteral("GRANT UPDATE, DELETE ON `shop`.* TO `ops`@`%`"));
        QCOMPARE(excessNotice(excessRights({*grant})),
                 QStringLiteral("this credential could do harm: UPDATE on `shop`.*, DELETE on `shop`.*. To fix: "
                                "REVOKE UPDATE ON `shop`.* FROM `ops`@`%`; REVOKE DELETE ON `shop`.* FROM `ops`@`%`;"));
        QVERIFY(!hasGlobal({*grant}, {QStringLiteral("DELETE")}));
        const auto all = parseGrant(QStringLiteral("GRANT ALL PRIVILEGES ON *.* TO `ops`@`%`"));
        QVERIFY(hasGlobal({*all}, {QStringLiteral("CONNECTION ADMIN")}));
        QVERIFY(excessNotice(excessRights({*all})).contains(QStringLiteral("GRANT PROCESS")));
        QCOMPARE(accountOf({*all}), QStringLiteral("`ops`@`%`"));
    }

    void versions_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("comment");
        QTest::addColumn<bool>("mariaDb");
        QTest::addColumn<int>("number");
        const auto row = [](const char *version, const char *comment, bool mariaDb, int number) {
            QTest::newRow(version) << QString::fromLatin1(version) << QString::fromLatin1(comment) << mariaDb << number;
        };
        row("10.11.19-MariaDB-0+deb12u1", "Debian 12", true, 101119);
        row("11.4.2-MariaDB-log", "", true, 110402);
        row("8.0.36", "MySQL Community Server - GPL", false, 80036);
        row("5.7.44-log", "MySQL Community Server (GPL)", false, 50744);
        row("8.4.0", "Source distribution", false, 80400);
        row("10.6.18", "MariaDB Server", true, 100618);
        row("nonsense", "", false, 0);
    }

    void versions()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, comment);
        QFETCH(const bool, mariaDb);
        QFETCH(const int, number);
        const Features features = featuresOf(version, comment);
        QCOMPARE(features.isMariaDb(), mariaDb);
        QCOMPARE(features.versionNumber, number);
    }

    void statementsFollowFeatures()
    {
        Features mariaDb = featuresOf(QStringLiteral("10.11.19-MariaDB"), {});
        mariaDb.processRight = true;
        Statements statements = statementsFor(mariaDb);
        QVERIFY(statements.sessions.contains(QStringLiteral("TIME_MS")));
        QVERIFY(!statements.engineStatus.isEmpty() && statements.lockWaits.isEmpty());
        QVERIFY(statements.digests.isEmpty() && statements.metadataLocks.isEmpty());

        Features mySql = featuresOf(QStringLiteral("8.0.36"), {});
        mySql.processRight = mySql.performanceSchema = mySql.performanceSchemaReadable = mySql.statementDigests = true;
        mySql.metadataLocks = Features::MetadataLocks::PerformanceSchema;
        statements = statementsFor(mySql);
        QVERIFY(statements.sessions.contains(QStringLiteral("performance_schema.processlist")));
        QVERIFY(statements.engineStatus.isEmpty() && statements.lockWaits.contains(QStringLiteral("data_lock_waits")));
        QVERIFY(statements.digests.contains(QStringLiteral("QUANTILE_95")));
        QCOMPARE(statements.replication, QStringLiteral("SHOW REPLICA STATUS"));
        for (const QString &statement : statements.settings)
            QVERIFY(!statement.contains(QStringLiteral("max_statement_time")));

        Features old = featuresOf(QStringLiteral("5.7.44"), {});
        old.processRight = true;
        statements = statementsFor(old);
        QVERIFY(statements.rowLocks.contains(QStringLiteral("INNODB_LOCKS")));
        QCOMPARE(statements.replication, QStringLiteral("SHOW SLAVE STATUS"));

        old.processRight = false;
        QVERIFY(statementsFor(old).transactions.isEmpty());
    }

    void replication_data()
    {
        QTest::addColumn<QString>("cells");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *cells, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(cells) << QString::fromLatin1(expected);
        };
        row("runs", "db1|3306|Yes|Yes|3|0|0", "from db1:3306 replicating 3");
        row("catching up from nothing", "db1|3306|Yes|Yes|NULL|0|0", "from db1:3306 replicating unknown");
        row("SQL thread", "db1|3306|Yes|No|NULL|1062|0", "from db1:3306 SQL thread stopped: error 1062 unknown");
        row("IO thread", "db1|3306|No|Yes|NULL|0|1236", "from db1:3306 IO thread stopped: error 1236 unknown");
        row("connecting", "db1|3306|Connecting|Yes|NULL|0|2003",
            "from db1:3306 IO thread connecting: error 2003 unknown");
    }

    void replication()
    {
        QFETCH(const QString, cells);
        QFETCH(const QString, expected);
        for (const QString &words : {QStringLiteral("Master Slave"), QStringLiteral("Source Replica")}) {
            const QString master = words.section(u' ', 0, 0);
            const QString slave = words.section(u' ', 1, 1);
            Answer answer = answerOfText(cells.toUtf8());
            for (const QString &column : {master + QStringLiteral("_Host"), master + QStringLiteral("_Port"),
                                          slave + QStringLiteral("_IO_Running"), slave + QStringLiteral("_SQL_Running"),
                                          QStringLiteral("Seconds_Behind_") + master, QStringLiteral("Last_SQL_Errno"),
                                          QStringLiteral("Last_IO_Errno")})
                answer.columns.push_back(column.toLatin1());
            const ReplicaState state = readUpstreams(answer).at(0);
            const QString lag = state.lagSeconds ? QString::number(*state.lagSeconds) : QStringLiteral("unknown");
            QCOMPARE(QStringLiteral("%1 %2 %3").arg(state.peer, state.state, lag), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestMysqlWords)
#include "tst_mysql_words.moc"
