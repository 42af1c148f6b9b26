// SPDX-License-Identifier: GPL-3.0-or-later
// From what a server answered to who waits for whom. Answers captured from MariaDB 10.11.19.
#include "connectors/mysql/enginereader.h"
#include "connectors/mysql/enginestatus.h"
#include "connectors/mysql/lockgraph.h"
#include "models/store/locktree.h"
#include "tests/mysql/answers.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::mysql;

namespace {

QByteArray captured(const char *name)
{
    QFile file(qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/mysql/data/") +
               QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SessionRow session(quint64 id, const char *command, const char *state = "", const char *text = "")
{
    SessionRow row;
    row.id = id;
    row.user = QStringLiteral("shop");
    row.command = QString::fromLatin1(command);
    row.state = QString::fromLatin1(state);
    row.text = QString::fromLatin1(text);
    row.age = Milliseconds(1000);
    return row;
}

/// One line per participant: id, blockers, state, object, mode.
QStringList printed(const LockGraph &graph)
{
    QStringList lines;
    for (const LockParticipant &participant : graph.participants) {
        const QStringList blockers(participant.blockedBy.begin(), participant.blockedBy.end());
        lines << QStringLiteral("%1 < %2: %3, %4 %5")
                     .arg(participant.id, blockers.join(u' '), participant.state, participant.object, participant.mode)
                     .simplified();
    }
    lines.sort();
    return lines;
}

LockGraph graphOf(const EngineState &engine, const std::vector<MetadataWait> &metadata = {},
                  const std::vector<SessionRow> &sessions = {}, const QStringList &prepared = {})
{
    const auto waits = rowWaits(engine);
    return lockGraph({engine, waits, metadata, sessions, {}, prepared});
}

constexpr auto waiterText = R"(---TRANSACTION @trx, ACTIVE 5 sec starting index read
mysql tables in use 1, locked 1
LOCK WAIT 2 lock struct(s), heap size 1128, 1 row lock(s)
MariaDB thread id @thread, OS thread handle 131090776012480, query id 2924 localhost root Updating
update hot set v=v+1 where id=1
------- TRX HAS BEEN WAITING @wait us FOR THIS LOCK TO BE GRANTED:
RECORD LOCKS space id 5 page no 3 n bits 320 index PRIMARY of table `t`.`hot` trx id @trx lock_mode X locks rec but not gap waiting
Record lock, heap no 2 PHYSICAL RECORD: n_fields 4; compact format; info bits 0
 0: len 4; hex 80000001; asc     ;;
 1: len 6; hex @writer; asc       ;;
 2: len 7; hex 43000001340110; asc C   4  ;;
 3: len 4; hex 80000001; asc     ;;

------------------
)";

constexpr auto holderText = R"(---TRANSACTION @trx, ACTIVE 6 sec
2 lock struct(s), heap size 1128, 1 row lock(s), undo log entries 1
MariaDB thread id @thread, OS thread handle 131090776012481, query id 2925 localhost root
)";

QByteArray holder(int transaction, int thread)
{
    QByteArray text = holderText;
    return text.replace("@trx", QByteArray::number(transaction)).replace("@thread", QByteArray::number(thread));
}

/// The engine's status with `count` sessions that wait for one record, in the form of the capture, and one idle
/// session, 12, with transaction 724 (2d4).
QByteArray convoy(int count, const QByteArray &writer)
{
    QByteArray text = "LIST OF TRANSACTIONS FOR EACH SESSION:\n";
    for (int i = count; i > 0; --i) {
        QByteArray waiter = waiterText;
        text += waiter.replace("@trx", QByteArray::number(1000 + i))
                    .replace("@thread", QByteArray::number(20 + i))
                    .replace("@wait", QByteArray::number(5'000'000 - i))
                    .replace("@writer", writer);
    }
    text += holder(724, 12);
    return text + "---TRANSACTION (0x7f00), not started\n0 lock struct(s), heap size 1128, 0 row lock(s)\n"
                  "--------\nFILE I/O\n--------\n";
}

} // namespace

class TestMysqlLocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void lockIdsNameResources()
    {
        QCOMPARE(resourceOf(QStringLiteral("2230:5:3:8")), QStringLiteral("5:3:8"));
        QCOMPARE(resourceOf(QStringLiteral("2230:1064")), QStringLiteral("1064"));
        QCOMPARE(resourceOf(QStringLiteral("140043377180872:4:4:2:140043376866176")), QStringLiteral("4:4:2"));
        QCOMPARE(resourceOf(QStringLiteral("140043377180872:1064:140043376869152")), QStringLiteral("1064"));
        QCOMPARE(resourceOf(QString()), QString());
        QCOMPARE(lockedObject(QStringLiteral("`t`.`hot`"), QStringLiteral("PRIMARY")),
                 QStringLiteral("t.hot (PRIMARY)"));
        QCOMPARE(lockedObject(QStringLiteral("`t`.`hot`"), QString()), QStringLiteral("t.hot"));
    }

    /// A chain, a prepared transaction and an innocent bystander, from the tables and from the text.
    void theTablesTellWhoHolds()
    {
        EngineState state{readTransactions(answerOf({
                              "3644 | RUNNING | 2252 | 1013765 | NULL | NULL | 0",
                              "3643 | LOCK WAIT | 2251 | 1013765 | 1013765 | 3643:5:3:8 | 0",
                              "3642 | LOCK WAIT | 2249 | 1013765 | 1013765 | 3642:5:3:3 | 0",
                              "3637 | LOCK WAIT | 2250 | 1013765 | 1013765 | 3637:5:3:3 | 0",
                              "3636 | LOCK WAIT | 2248 | 2013765 | 2013765 | 3636:5:3:2 | 1",
                              "3635 | RUNNING | 2247 | 2013765 | NULL | NULL | 1",
                              "3634 | RUNNING | 0 | 2013765 | NULL | NULL | 1",
                          })),
                          {},
                          true,
                          false};
        addRowLocks(answerOf({
                        "3643:5:3:8 | 3643 | X | `t`.`hot` | PRIMARY",
                        "3634:5:3:8 | 3634 | X | `t`.`hot` | PRIMARY",
                        "3642:5:3:3 | 3642 | X | `t`.`hot` | PRIMARY",
                        "3637:5:3:3 | 3637 | X | `t`.`hot` | PRIMARY",
                        "3636:5:3:3 | 3636 | X | `t`.`hot` | PRIMARY",
                        "3636:5:3:2 | 3636 | X | `t`.`hot` | PRIMARY",
                        "3635:5:3:2 | 3635 | X | `t`.`hot` | PRIMARY",
                    }),
                    state);
        const std::vector sessions = {session(2247, "Sleep")};
        const QStringList expected = {
            QStringLiteral("2247 < : idle in transaction,"),
            QStringLiteral("2248 < 2247: waiting, t.hot (PRIMARY) X"),
            QStringLiteral("2249 < 2248: waiting, t.hot (PRIMARY) X"),
            QStringLiteral("2250 < 2248: waiting, t.hot (PRIMARY) X"),
            QStringLiteral("2251 < xa order-17: waiting, t.hot (PRIMARY) X"),
            QStringLiteral("xa order-17 < : prepared transaction, no session,"),
        };
        QCOMPARE(printed(graphOf(state, {}, sessions, {QStringLiteral("order-17")})), expected);
        QVERIFY(state.holdsKnown);

        EngineState text = readEngineStatus(captured("status-queue.txt"));
        QVERIFY(text.complete && text.holdsKnown);
        QCOMPARE(text.transactions.size(), 7);
        auto fromText = printed(graphOf(text, {}, sessions, {QStringLiteral("order-17")}));
        fromText.replaceInStrings(QStringLiteral(",REC_NOT_GAP"), QString());
        QCOMPARE(fromText, expected);
    }

    void theTextTellsAges()
    {
        const EngineState state = readEngineStatus(captured("status-queue.txt"));
        const Transaction &waiter = state.transactions.at(4);
        QCOMPARE(waiter.id, QStringLiteral("3636"));
        QCOMPARE(waiter.thread, 2248u);
        QCOMPARE(waiter.age, std::optional(Milliseconds(1000)));
        QCOMPARE(waiter.waitAge, std::optional(Milliseconds(1096)));
        QCOMPARE(waiter.rowsModified, std::optional(1.0));
        QCOMPARE(waiter.request->resource, QStringLiteral("5:3:2"));
        QVERIFY(state.transactions.at(6).prepared);
        QCOMPARE(state.transactions.at(6).thread, 0u);
    }

    void sevenHundredWaitersAreCountedOnce()
    {
        const EngineState state = readEngineStatus(convoy(700, "0000000002d4"));
        QVERIFY(state.holdsKnown);
        const LockGraph graph = graphOf(state, {}, {session(12, "Sleep")});
        QCOMPARE(graph.participants.size(), 701);
        QCOMPARE(graph.participants.front().id, QStringLiteral("12"));
        const auto tree = lockTree(graph);
        QCOMPARE(tree.front().participant.id, QStringLiteral("12"));
        QVERIFY(tree.front().root);
        QCOMPARE(tree.front().blocks, 700);
        QCOMPARE(std::count_if(tree.begin(), tree.end(), [](const LockNode &node) { return node.root; }), 1);
    }

    /// The record's last writer is not open any more (a SELECT ... FOR UPDATE holds it): the only holder of anything it
    /// is.
    void theOnlyHolderIsTheOne()
    {
        const EngineState state = readEngineStatus(convoy(3, "000000000001"));
        QVERIFY(state.holdsKnown);
        QCOMPARE(graphOf(state).participants.front().id, QStringLiteral("12"));
    }

    /// Two hold something, and the record does not tell which of them has it: nobody is named.
    void nobodyInnocentIsNamed()
    {
        QByteArray text = convoy(3, "000000000001");
        text.replace("--------\nFILE I/O", holder(725, 13) + "--------\nFILE I/O");
        const EngineState state = readEngineStatus(text);
        QVERIFY(!state.holdsKnown);
        for (const auto &participant : graphOf(state).participants)
            QVERIFY(participant.blockedBy.empty() && participant.state == QStringLiteral("waiting"));
    }

    /// Row locks are granted in turn: who began after the longest waiter began to wait does not hold what it waits for.
    void whoCameLaterIsNotAHolder()
    {
        QByteArray text = convoy(3, "000000000001");
        text.replace("--------\nFILE I/O", holder(725, 13).replace("ACTIVE 6", "ACTIVE 2") + "--------\nFILE I/O");
        const EngineState state = readEngineStatus(text);
        QVERIFY(state.holdsKnown);
        QCOMPARE(graphOf(state).participants.front().id, QStringLiteral("12"));
    }

    /// Except gaps, which any number may hold and get at any time.
    void aGapMayHaveLaterHolders()
    {
        QByteArray text = convoy(3, "000000000001");
        text.replace("locks rec but not gap", "locks gap before rec insert intention");
        text.replace("--------\nFILE I/O", holder(725, 13).replace("ACTIVE 6", "ACTIVE 2") + "--------\nFILE I/O");
        const EngineState state = readEngineStatus(text);
        QVERIFY(!state.holdsKnown);
        QCOMPARE(state.suspects, (std::vector<quint64>{12, 13}));
    }

    void suspectsAreThoseWhoMayHoldIt()
    {
        QByteArray text = convoy(3, "000000000001");
        text.replace("--------\nFILE I/O",
                     holder(725, 13) + holder(726, 14).replace("ACTIVE 6", "ACTIVE 2") + "--------\nFILE I/O");
        QCOMPARE(readEngineStatus(text).suspects, (std::vector<quint64>{12, 13}));
    }

    /// What the tables said once holds while that transaction is open, and no longer.
    void aHoldThatWasSeenStays()
    {
        QByteArray text = convoy(3, "000000000001");
        text.replace("--------\nFILE I/O", holder(725, 13) + "--------\nFILE I/O");
        EngineState state = readEngineStatus(text);
        const QString resource = state.transactions.front().request->resource;
        addKnownHolds({{QStringLiteral("99"), resource, QStringLiteral("X")}}, state);
        QVERIFY(!state.holdsKnown && state.holds.empty());
        addKnownHolds({{QStringLiteral("725"), QStringLiteral("9:9:9"), QStringLiteral("X")}}, state);
        QVERIFY(!state.holdsKnown && state.holds.empty());
        addKnownHolds({{QStringLiteral("725"), resource, QStringLiteral("X")}}, state);
        QVERIFY(state.holdsKnown && state.suspects.empty());
        QCOMPARE(graphOf(state).participants.front().id, QStringLiteral("13"));
    }

    void aCutTextIsNotWhole()
    {
        QByteArray text = convoy(5, "000000000001");
        text.replace("LIST OF TRANSACTIONS FOR EACH SESSION:\n",
                     "LIST OF TRANSACTIONS FOR EACH SESSION:\n... truncated...\n");
        const EngineState state = readEngineStatus(text);
        QVERIFY(!state.complete && !state.holdsKnown);
        QVERIFY(!readEngineStatus(text.left(900)).complete);
    }

    void olderFormats()
    {
        QByteArray text = convoy(1, "0000000002d4");
        text.replace("MariaDB thread id", "MySQL thread id").replace("4999999 us FOR", "5 SEC FOR");
        const EngineState state = readEngineStatus(text);
        QCOMPARE(state.transactions.front().waitAge, std::optional(Milliseconds(5000)));
        QCOMPARE(state.transactions.front().thread, 21u);
        const QByteArray table =
            "LIST OF TRANSACTIONS FOR EACH SESSION:\n---TRANSACTION 9, ACTIVE 2 sec\nLOCK WAIT 1 lock "
            "struct(s), heap size 1128, 0 row lock(s)\nMariaDB thread id 3, x\n------- TRX HAS BEEN WAITING "
            "5 us FOR THIS LOCK TO BE GRANTED:\nTABLE LOCK table `t`.`hot` trx id 9 lock mode X waiting\n"
            "FILE I/O\n";
        const Transaction waiter = readEngineStatus(table).transactions.front();
        QCOMPARE(waiter.request->object, QStringLiteral("t.hot"));
        QCOMPARE(waiter.request->mode, QStringLiteral("X"));
    }

    void anyTextIsSurvived()
    {
        const QByteArray text = captured("status-queue.txt") + convoy(3, "0000000002d4");
        for (qsizetype cut = 0; cut < text.size(); cut += 37) {
            readEngineStatus(text.left(cut));
            QByteArray wrong = text;
            wrong[cut] = static_cast<char>(cut);
            readEngineStatus(wrong);
        }
    }

    void aStatementThatForgesTheTextIsNoticed_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::addColumn<bool>("forged");
        QTest::newRow("ordinary") << QByteArray("UPDATE stock SET units = 1 -- TRANSACTION") << false;
        QTest::newRow("header") << QByteArray("SELECT 1\n---TRANSACTION 5, ACTIVE 9 sec\n") << true;
        QTest::newRow("wait") << QByteArray("SELECT '------- TRX HAS BEEN WAITING 5 us'") << true;
        QTest::newRow("end") << QByteArray("SELECT 1\nFILE I/O\n") << true;
    }

    void aStatementThatForgesTheTextIsNoticed()
    {
        QFETCH(const QByteArray, statement);
        QFETCH(const bool, forged);
        Answer answer;
        Row row;
        for (int i = 0; i < 7; ++i)
            row.append(QByteArray("1"));
        row.append(statement);
        answer.rows.push_back(row);
        QCOMPARE(forgesEngineStatus(answer), forged);
    }

    void sharedLocks()
    {
        // 1 holds S, 2 wants X, 3 wants S: 3 is not in the way of 1 but of nobody else's making than 2's.
        EngineState state{readTransactions(answerOf({"1 | RUNNING | 11 | 9000 | NULL | NULL | 0",
                                                     "2 | LOCK WAIT | 12 | 8000 | 8000 | 2:5:3:2 | 0",
                                                     "3 | LOCK WAIT | 13 | 7000 | 7000 | 3:5:3:2 | 0"})),
                          {},
                          true,
                          false};
        addRowLocks(answerOf({"1:5:3:2 | 1 | S | `t`.`a` | k", "2:5:3:2 | 2 | X | `t`.`a` | k",
                              "3:5:3:2 | 3 | S | `t`.`a` | k"}),
                    state);
        QCOMPARE(printed(graphOf(state)),
                 QStringList({QStringLiteral("11 < : ,"), QStringLiteral("12 < 11: waiting, t.a (k) X"),
                              QStringLiteral("13 < 12: waiting, t.a (k) S")}));
    }

    void aCycleStaysACycle()
    {
        EngineState state{readTransactions(answerOf({"1 | LOCK WAIT | 11 | 9000 | 9000 | 1:5:3:3 | 1",
                                                     "2 | LOCK WAIT | 12 | 8000 | 8000 | 2:5:3:2 | 1"})),
                          {},
                          true,
                          false};
        addRowLocks(answerOf({"1:5:3:2 | 1 | X | `t`.`a` | k", "2:5:3:3 | 2 | X | `t`.`a` | k",
                              "1:5:3:3 | 1 | X | `t`.`a` | k", "2:5:3:2 | 2 | X | `t`.`a` | k"}),
                    state);
        const auto tree = lockTree(graphOf(state));
        QCOMPARE(tree.size(), 2u);
        QVERIFY(tree[0].cycle && tree[1].cycle && !tree[0].root && !tree[1].root);
    }

    void mySqlEightNamesTheHoldersOfTheFirstInEachQueue()
    {
        EngineState state{readTransactions(answerOf({
                              "421 | RUNNING | 11 | 9000000 | NULL | NULL | 3",
                              "422 | LOCK WAIT | 12 | 8000000 | 8000000 | 140043377180872:4:4:2:140043376866176 | 0",
                              "423 | LOCK WAIT | 13 | 7000000 | 7000000 | 140043377180873:4:4:2:140043376866177 | 0",
                          })),
                          {},
                          true,
                          false};
        const QStringList asked = oldestRequests(state.transactions, 20);
        QCOMPARE(asked, QStringList(QStringLiteral("140043377180872:4:4:2:140043376866176")));
        addLockWaits(answerOf({"140043377180872:4:4:2:140043376866176 | 421 | shop.stock | PRIMARY | X,REC_NOT_GAP"}),
                     state);
        QCOMPARE(printed(graphOf(state, {}, {session(11, "Sleep")})),
                 QStringList({QStringLiteral("11 < : idle in transaction,"),
                              QStringLiteral("12 < 11: waiting, shop.stock (PRIMARY) X,REC_NOT_GAP"),
                              QStringLiteral("13 < 11: waiting, shop.stock (PRIMARY) X,REC_NOT_GAP")}));
    }

    void thousandsAreBounded()
    {
        const LockGraph graph = graphOf(readEngineStatus(convoy(4'000, "0000000002d4")), {}, {session(12, "Sleep")});
        QCOMPARE(graph.participants.size(), 2'000);
        QCOMPARE(graph.participants.front().id, QStringLiteral("12"));
    }

    void metadataLocks_data()
    {
        QTest::addColumn<QByteArray>("locks");
        QTest::addColumn<QByteArray>("threads");
        const QByteArray holders =
            "t | hot | MDL_SHARED_READ | GRANTED | 6\nt | other | MDL_SHARED_READ | GRANTED | 5\n"
            "t | hot | MDL_SHARED_UPGRADABLE | GRANTED | 7\n";
        QTest::newRow("plugin: holders only") << holders << QByteArray();
        QTest::newRow("performance_schema")
            << QByteArray("t | hot | SHARED_READ | GRANTED | 106\nt | hot | SHARED_UPGRADABLE | GRANTED | 107\n"
                          "t | hot | EXCLUSIVE | PENDING | 107\nt | hot | SHARED_READ | PENDING | 108\n"
                          "t | hot | SHARED_WRITE | PENDING | 109\n")
            << QByteArray("106 | 6\n107 | 7\n108 | 8\n109 | 9\n");
    }

    /// An open transaction, an ALTER behind it, and everybody else behind the ALTER.
    void metadataLocks()
    {
        QFETCH(const QByteArray, locks);
        QFETCH(const QByteArray, threads);
        const char *state = "Waiting for table metadata lock";
        const std::vector waiters = {session(7, "Query", state, "ALTER TABLE hot ADD COLUMN c int"),
                                     session(8, "Query", state, "SELECT count ( * ) FROM hot"),
                                     session(9, "Query", state, "UPDATE hot SET v = ? WHERE id = ?")};
        const auto waits = metadataWaits(readMetadataLocks(answerOfText(locks), answerOfText(threads)), waiters);
        auto lines = printed(graphOf({}, waits, {session(6, "Sleep"), waiters[0], waiters[1], waiters[2]}));
        lines.replaceInStrings(QStringLiteral(" SHARED_READ"), QString())
            .replaceInStrings(QStringLiteral(" SHARED_WRITE"), QString());
        QCOMPARE(lines,
                 QStringList({QStringLiteral("6 < : idle in transaction,"),
                              QStringLiteral("7 < 6: waiting, t.hot EXCLUSIVE"),
                              QStringLiteral("8 < 7: waiting, t.hot"), QStringLiteral("9 < 7: waiting, t.hot")}));
    }

    void aWaiterWithoutAKnownHolderIsAlone()
    {
        const std::vector waiters = {
            session(8, "Query", "Waiting for table metadata lock", "SELECT ? FROM nothing_known")};
        const auto waits =
            metadataWaits(readMetadataLocks(answerOf({"t | hot | MDL_SHARED_UPGRADABLE | GRANTED | 7"}), {}), waiters);
        QCOMPARE(printed(graphOf({}, waits, waiters)), QStringList(QStringLiteral("8 < : waiting,")));
    }

    void whatIsDearIsLookedAtLessOften_data()
    {
        QTest::addColumn<int>("costMs");
        QTest::addColumn<int>("counted");
        QTest::addColumn<bool>("holdsKnown");
        QTest::addColumn<int>("tablesFromMs"); // -1: they were never read
        QTest::addColumn<int>("nextMs");
        QTest::newRow("cheap: after five seconds") << 2 << 3 << true << -1 << 5000;
        QTest::newRow("dear: within 300 times its cost") << 100 << 3 << true << -1 << 30'000;
        QTest::newRow("more wait than the graph has: at once") << 100 << 7 << true << -1 << 0;
        QTest::newRow("no holder, and the tables may be asked soon") << 2 << 3 << false << 1000 << 1000;
        QTest::newRow("no holder, but asking costs more than that") << 10 << 3 << false << 1000 << 3000;
        QTest::newRow("no holder, the tables much later") << 2 << 3 << false << 60'000 << 5000;
        QTest::newRow("no holder, and no tables") << 2 << 3 << false << -1 << 5000;
    }

    void whatIsDearIsLookedAtLessOften()
    {
        QFETCH(int, costMs);
        QFETCH(int, counted);
        QFETCH(bool, holdsKnown);
        QFETCH(int, tablesFromMs);
        QFETCH(int, nextMs);
        EngineState graph = readEngineStatus(convoy(3, "0000000002d4"));
        QCOMPARE(graph.waiters(), 3);
        graph.holdsKnown = holdsKnown;
        const MonoTime now{std::chrono::hours(1)};
        const auto tables = tablesFromMs < 0 ? std::nullopt : std::optional(now + Milliseconds(tablesFromMs));
        const MonoTime next = nextGraph(graph, {now, Milliseconds(costMs), counted, tables});
        QCOMPARE(std::chrono::duration_cast<Milliseconds>(next - now).count(), nextMs);
    }

    void holdersThatNobodyDescribedAreAskedFor()
    {
        const EngineState state = readEngineStatus(convoy(3, "0000000002d4"));
        const auto waits = rowWaits(state);
        const std::vector<MetadataWait> none;
        const QHash<quint64, QString> names;
        const std::vector<SessionRow> sessions = {session(21, "Query")};
        QCOMPARE(undescribedBlockers({state, waits, none, sessions, names, {}}), std::vector<quint64>{12});
        QVERIFY(!hasBlockerWithoutSession({state, waits, none, sessions, names, {}}));
    }
};

QTEST_GUILESS_MAIN(TestMysqlLocks)
#include "tst_mysql_locks.moc"
