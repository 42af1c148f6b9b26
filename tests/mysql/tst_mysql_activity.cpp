// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions by wait class, and the growth of totals.
#include "connectors/mysql/digesttotals.h"
#include "connectors/mysql/sessionsample.h"
#include "models/base/sqldigest.h"
#include "tests/mysql/answers.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::mysql;

namespace {

/// One line per session: id, wait class or "idle", wait, transaction's age, identity.
QStringList printed(const SessionSample &sample)
{
    QStringList lines;
    for (const Session &session : sample.sessions) {
        const QString transaction =
            session.transactionAge ? QString::number(session.transactionAge->count()) : QStringLiteral("-");
        lines << QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(session.id, session.active ? toWord(session.waitClass) : QStringLiteral("idle"),
                          session.wait.isEmpty() ? QStringLiteral("-") : session.wait, transaction, session.identity);
    }
    return lines;
}

struct Server
{
    std::vector<SessionRow> rows;
    Counters counters;
    EngineState engine;
    Milliseconds engineAge{0};

    SessionSample sample() const
    {
        return sessionSample({rows,
                              counters,
                              engine,
                              engineAge,
                              Milliseconds(50),
                              {{31, QStringLiteral("surgedeck/0.1.0/viewer/1")}},
                              30});
    }
};

std::vector<SessionRow> rowsOf(std::initializer_list<const char *> lines)
{
    StatementMemory memory;
    return readSessionRows(answerOf(lines), memory);
}

} // namespace

class TestMysqlActivity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everySessionHasOneClass()
    {
        Server server;
        server.rows = rowsOf({
            "10 | shop | web1:4000 | shop | Query | 1200.5 | Updating | UPDATE stock SET units = 5 WHERE id = 7",
            "11 | shop | web1:4001 | shop | Query | 900 | Updating | UPDATE stock SET units = 6 WHERE id = 7",
            "12 | sync | job1:4002 | shop | Sleep | 60000 | | NULL",
            "13 | shop | web1:4003 | shop | Query | 20 | Writing to net | SELECT * FROM products",
            "14 | shop | web1:4004 | shop | Query | 30 | Waiting for table metadata lock | SELECT 1 FROM products",
            "15 | shop | web1:4005 | shop | Sleep | 10 | | NULL",
            "16 | system user | | NULL | Slave_SQL | 10 | Slave has read all relay log | NULL",
            "17 | replicator | db2:4000 | NULL | Binlog Dump | 10 | Master has sent all binlog to slave | NULL",
            "18 | unauthenticated user | x | NULL | Connect | NULL | login | NULL",
            "30 | cockpit | me:1 | NULL | Query | 0 | Filling schema table | SELECT 1",
            "31 | cockpit | me:2 | NULL | Query | 0 | Filling schema table | SELECT 2",
            "32 | cockpit | me:3 | NULL | Query | 0 | Filling schema table | /* surgedeck */ SELECT 3",
        });
        server.engine.transactions = readTransactions(answerOf({
            "501 | LOCK WAIT | 10 | 1500000 | 1200000 | 501:5:3:2 | 0",
            "502 | LOCK WAIT | 11 | 1500000 | 900000 | 502:5:3:2 | 0",
            "499 | RUNNING | 12 | 61000000 | NULL | NULL | 1",
            "0 | RUNNING | 13 | 100000 | NULL | NULL | 0",
        }));
        server.counters.rowWaiters = 2;
        const SessionSample sample = server.sample();
        QCOMPARE(printed(sample), QStringList({
                                      QStringLiteral("10 lock row lock 1500 10:501"),
                                      QStringLiteral("11 lock row lock 1500 11:502"),
                                      QStringLiteral("12 idle - 61000 12:499"),
                                      QStringLiteral("13 client Writing to net 100 13"),
                                      QStringLiteral("14 lock Waiting for table metadata lock - 14"),
                                  }));
        QCOMPARE(sample.active, (ActiveSessions{0, 3, 0, 1, 0}));
        QCOMPARE(sample.sessions[0].digest, digestOf(u"update stock set units=99 where id=1", SqlDialect::MySql).id);
        QVERIFY(!sample.sessions[0].text.contains(u'5'));
    }

    /// Between two reads of the transactions the server still counts the waiters.
    void laterWaitersAreTakenFromTheCount()
    {
        Server server;
        server.rows = rowsOf({
            "10 | shop | h | d | Query | 9000 | Updating | UPDATE a SET b = 1", // was seen working: may be the holder
            "11 | shop | h | d | Query | 2000 | Updating | UPDATE a SET b = 1",
            "12 | shop | h | d | Query | 1000 | Statistics | SELECT b FROM a FOR UPDATE",
            "13 | shop | h | d | Query | 3 | Sending data | SELECT b FROM a",
            "14 | shop | h | d | Query | 5000 | User sleep | DO SLEEP(9)",
        });
        server.engine.transactions = readTransactions(answerOf({"77 | RUNNING | 10 | 10000000 | NULL | NULL | 1"}));
        server.engineAge = Milliseconds(4000);
        server.counters.rowWaiters = 2;
        QCOMPARE(printed(server.sample()), QStringList({
                                               QStringLiteral("10 running - 14000 10:77"),
                                               QStringLiteral("11 lock row lock - 11"),
                                               QStringLiteral("12 lock row lock - 12"),
                                               QStringLiteral("13 running - - 13"),
                                               QStringLiteral("14 other User sleep - 14"),
                                           }));
        server.counters.rowWaiters = 9;
        QCOMPARE(server.sample().active, (ActiveSessions{0, 4, 0, 0, 1}));
    }

    void aTransactionIsForgottenWhenTheSessionDidSomethingElse()
    {
        Server server;
        server.rows = rowsOf({"12 | sync | h | d | Sleep | 100 | | NULL", "13 | sync | h | d | Sleep | 5100 | | NULL"});
        server.engine.transactions = readTransactions(answerOf(
            {"499 | RUNNING | 12 | 1000000 | NULL | NULL | 1", "500 | RUNNING | 13 | 1000000 | NULL | NULL | 1"}));
        server.engineAge = Milliseconds(3000);
        QCOMPARE(printed(server.sample()), QStringList(QStringLiteral("13 idle - 4000 13:500")));
    }

    void thousandsAreCountedAndCut()
    {
        Server server;
        for (quint64 id = 100; id < 1'300; ++id) {
            SessionRow row;
            row.id = id;
            row.command = QStringLiteral("Query");
            server.rows.push_back(row);
        }
        const SessionSample sample = server.sample();
        QCOMPARE(sample.sessions.size(), 1'000u);
        QVERIFY(sample.truncated);
        QCOMPARE(sample.active.running, 1'200.0);
        const ActiveSessions all = countAll(answerOf({"Query | Updating | 1500", "Query | Writing to net | 20",
                                                      "Daemon | | 3", "Query | Waiting for table metadata lock | 7"}),
                                            {{}, {}, 1'400});
        QCOMPARE(all, (ActiveSessions{100, 1'407, 0, 20, 0}));
    }

    void hostileTextIsData()
    {
        StatementMemory memory;
        Answer answer = answerOf({"10 | <b>u</b> | h | d | Query | 1 | Updating | SELECT '<img src=x>', 1"});
        Row row = answer.rows.front();
        Row wrong;
        for (std::size_t i = 0; i < 7; ++i)
            wrong.append(row.bytes(i));
        wrong.append(QByteArray("SELECT \xff\xfe\xc3\x28 '\x1b[31m secret \xe2\x80\xae'"));
        answer.rows.push_back(wrong);
        const auto rows = readSessionRows(answer, memory);
        QCOMPARE(rows.size(), 2u);
        QVERIFY(!rows[0].text.contains(QStringLiteral("img")));
        QVERIFY(!rows[1].text.contains(QStringLiteral("secret")));
    }

    void counters()
    {
        const Counters counters = readCounters(answerOf(
            {"Threads_connected | 702", "Threads_running | 701", "Innodb_row_lock_current_waits | 700", "Other | x"}));
        QCOMPARE(counters.connected, std::optional(702));
        QCOMPARE(counters.running, std::optional(701));
        QCOMPARE(counters.rowWaiters, 700);
        QCOMPARE(readCounters({}).connected, std::nullopt);
    }

    void totalsGrow()
    {
        DigestTotals totals;
        const auto read = [&totals](std::initializer_list<const char *> lines) {
            QStringList printedLines;
            for (const DigestGrowth &growth : totals.update(answerOf(lines))) {
                printedLines << QStringLiteral("%1 %2 calls %3 ms usual %4 p95 %5")
                                    .arg(QString::fromLatin1(growth.digest))
                                    .arg(growth.added.calls)
                                    .arg(growth.added.totalMs)
                                    .arg(growth.usualMeanMs.value_or(-1))
                                    .arg(growth.p95Ms.value_or(-1));
            }
            return printedLines;
        };
        QCOMPARE(read({"shop | aa | 10 | 20000000000 | 0 | 0 | 0 | day1 | 0 | NULL"}), QStringList());
        QCOMPARE(read({"shop | aa | 15 | 45000000000 | 0 | 0 | 0 | day1 | 0 | 7000000000"}),
                 QStringList(QStringLiteral("aa 5 calls 25 ms usual 2 p95 7")));
        QCOMPARE(read({"shop | aa | 15 | 45000000000 | 0 | 0 | 0 | day1 | 0 | NULL"}), QStringList());
        QCOMPARE(read({"shop | bb | 2 | 4000000000 | 0 | 0 | 0 | day2 | 1 | NULL",     // new on the server
                       "shop | cc | 900 | 9000000000 | 0 | 0 | 0 | day1 | 0 | NULL"}), // new to us only
                 QStringList(QStringLiteral("bb 2 calls 4 ms usual -1 p95 -1")));
        QCOMPARE(read({"shop | aa | 3 | 6000000000 | 0 | 0 | 0 | day2 | 1 | NULL", // the table was emptied
                       "shop | cc | 901 | 10000000000 | 0 | 0 | 0 | day1 | 0 | NULL",
                       "other | bb | 1 | 1000000000 | 0 | 0 | 0 | day3 | 1 | NULL"}), // another schema is another line
                 QStringList({QStringLiteral("aa 3 calls 6 ms usual -1 p95 -1"),
                              QStringLiteral("cc 1 calls 1 ms usual 0.01 p95 -1"),
                              QStringLiteral("bb 1 calls 1 ms usual -1 p95 -1")}));
        QCOMPARE(read({"shop | cc | 4 | 1000000000 | 0 | 0 | 0 | day1 | 0 | NULL"}), // fell without a new line
                 QStringList(QStringLiteral("cc 4 calls 1 ms usual -1 p95 -1")));
    }
};

QTEST_GUILESS_MAIN(TestMysqlActivity)
#include "tst_mysql_activity.moc"
