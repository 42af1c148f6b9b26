// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/activityprobe.h"
#include "connectors/postgres/lockgraph.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::postgres;
using namespace std::chrono_literals;

namespace {

/// One line of pg_locks in short: "pid type object mode granted|waiting ms".
LockRow row(const QString &line)
{
    const QStringList words = line.split(QLatin1Char(' '));
    LockRow lock;
    lock.owner = words.at(0);
    lock.target.key = words.at(1) + QLatin1Char('/') + words.at(2);
    lock.target.words = words.at(1) == QLatin1String("tuple") ? QStringLiteral("row of ") : QString();
    lock.target.kind = words.at(1) == QLatin1String("relation")        ? LockTarget::Kind::Relation
                       : words.at(1) == QLatin1String("tuple")         ? LockTarget::Kind::Tuple
                       : words.at(1) == QLatin1String("transactionid") ? LockTarget::Kind::Transaction
                                                                       : LockTarget::Kind::Other;
    if (lock.target.kind == LockTarget::Kind::Relation || lock.target.kind == LockTarget::Kind::Tuple)
        lock.target.relation = words.at(2).split(QLatin1Char('.')).front().toUInt();
    else
        lock.target.words = words.at(1) + QLatin1Char(' ') + words.at(2);
    lock.modeWord = words.at(3) + QStringLiteral("Lock");
    lock.mode = lockModeOf(lock.modeWord);
    lock.granted = words.at(4) == QLatin1String("granted");
    if (!lock.granted)
        lock.waiting = Milliseconds(words.at(5).toInt());
    return lock;
}

LockTable table(const QStringList &lines)
{
    LockTable result;
    result.relations = {{100, QStringLiteral("public.stock")}, {200, QStringLiteral("public.orders")}};
    for (const QString &line : lines) {
        result.rows.push_back(row(line));
        const QString &owner = result.rows.back().owner;
        result.owners.try_emplace(owner,
                                  LockOwner{owner, QStringLiteral("shop"), {}, QStringLiteral("active"), {}, 9000ms});
    }
    return result;
}

/// "id<blocker+blocker:object:mode" in the order of ids.
QStringList drawn(const LockGraph &graph)
{
    QStringList lines;
    for (const LockParticipant &participant : graph.participants) {
        QStringList blockers(participant.blockedBy.begin(), participant.blockedBy.end());
        blockers.sort();
        lines << participant.id + QLatin1Char('<') + blockers.join(QLatin1Char('+')) + QLatin1Char(':') +
                     participant.object + QLatin1Char(':') + participant.mode;
    }
    lines.sort();
    return lines;
}

} // namespace

class TestPostgresLocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// Table 13.2 of the manual, line by line: "X" where the requested mode (line) conflicts with the held one
    /// (column).
    void modesConflictAsTheManualSays()
    {
        static constexpr const char *words[] = {
            "AccessShare", "RowShare",          "RowExclusive", "ShareUpdateExclusive",
            "Share",       "ShareRowExclusive", "Exclusive",    "AccessExclusive"};
        static constexpr const char *manual[] = {".......X", "......XX", "....XXXX", "...XXXXX",
                                                 "..XX.XXX", "..XXXXXX", ".XXXXXXX", "XXXXXXXX"};
        for (int wanted = 0; wanted < 8; ++wanted) {
            for (int held = 0; held < 8; ++held) {
                const LockMode a = lockModeOf(QString::fromLatin1(words[held]) + QStringLiteral("Lock"));
                const LockMode b = lockModeOf(QString::fromLatin1(words[wanted]) + QStringLiteral("Lock"));
                QVERIFY2(conflicts(a, b) == (manual[wanted][held] == 'X'), words[wanted]);
                QCOMPARE(conflicts(a, b), conflicts(b, a));
            }
        }
        QVERIFY(!conflicts(lockModeOf(u"SIReadLock"), LockMode::AccessExclusive));
    }

    void graphs_data()
    {
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("nobody waits") << QStringList{QStringLiteral("1 relation 100 RowExclusive granted")}
                                      << QStringList{};
        // Captured: three updates of one row, the first one's transaction open. Only one waits for the transaction, the
        // other two for the lock on the row that it holds.
        QTest::newRow("hot row") << QStringList{QStringLiteral("10 transactionid 7 Exclusive granted"),
                                                QStringLiteral("11 tuple 100.3.4 Exclusive granted"),
                                                QStringLiteral("11 transactionid 7 Share waiting 3000"),
                                                QStringLiteral("12 tuple 100.3.4 Exclusive waiting 2000"),
                                                QStringLiteral("13 tuple 100.3.4 Exclusive waiting 1000")}
                                 << QStringList{QStringLiteral("10<:row of public.stock:ExclusiveLock"),
                                                QStringLiteral("11<10:row of public.stock:ShareLock"),
                                                QStringLiteral("12<11:row of public.stock:ExclusiveLock"),
                                                QStringLiteral("13<11:row of public.stock:ExclusiveLock")};
        // A reader that would get its lock at once stands behind the DDL that waits.
        QTest::newRow("ddl queue") << QStringList{QStringLiteral("20 relation 200 AccessShare granted"),
                                                  QStringLiteral("21 relation 200 AccessExclusive waiting 5000"),
                                                  QStringLiteral("22 relation 200 AccessShare waiting 4000"),
                                                  QStringLiteral("23 relation 200 RowExclusive waiting 3000")}
                                   << QStringList{QStringLiteral("20<:public.orders:AccessShareLock"),
                                                  QStringLiteral("21<20:public.orders:AccessExclusiveLock"),
                                                  QStringLiteral("22<21:public.orders:AccessShareLock"),
                                                  QStringLiteral("23<21:public.orders:RowExclusiveLock")};
        QTest::newRow("two ddl, holder and head of the queue both block")
            << QStringList{QStringLiteral("20 relation 200 AccessShare granted"),
                           QStringLiteral("21 relation 200 AccessExclusive waiting 5000"),
                           QStringLiteral("22 relation 200 AccessExclusive waiting 4000")}
            << QStringList{QStringLiteral("20<:public.orders:AccessShareLock"),
                           QStringLiteral("21<20:public.orders:AccessExclusiveLock"),
                           QStringLiteral("22<20+21:public.orders:AccessExclusiveLock")};
        QTest::newRow("locks that agree do not block")
            << QStringList{QStringLiteral("30 relation 100 RowExclusive granted"),
                           QStringLiteral("31 relation 100 RowShare granted"),
                           QStringLiteral("32 relation 100 Share waiting 100")}
            << QStringList{QStringLiteral("30<:public.stock:RowExclusiveLock"),
                           QStringLiteral("32<30:public.stock:ShareLock")};
        QTest::newRow("an object of its own is another queue")
            << QStringList{QStringLiteral("40 advisory 1 Exclusive granted"),
                           QStringLiteral("41 advisory 1 Exclusive waiting 5"),
                           QStringLiteral("42 advisory 2 Exclusive granted")}
            << QStringList{QStringLiteral("40<:advisory 1:ExclusiveLock"),
                           QStringLiteral("41<40:advisory 1:ExclusiveLock")};
        QTest::newRow("deadlock until the server breaks it")
            << QStringList{QStringLiteral("50 transactionid 1 Exclusive granted"),
                           QStringLiteral("51 transactionid 2 Exclusive granted"),
                           QStringLiteral("50 transactionid 2 Share waiting 10"),
                           QStringLiteral("51 transactionid 1 Share waiting 20")}
            << QStringList{QStringLiteral("50<51:transactionid 2:ShareLock"),
                           QStringLiteral("51<50:transactionid 1:ShareLock")};
        QTest::newRow("a session does not block itself")
            << QStringList{QStringLiteral("60 relation 100 Share granted"),
                           QStringLiteral("60 relation 100 AccessExclusive waiting 10"),
                           QStringLiteral("61 relation 100 RowShare granted")}
            << QStringList{QStringLiteral("60<61:public.stock:AccessExclusiveLock"),
                           QStringLiteral("61<:public.stock:RowShareLock")};
    }

    void graphs()
    {
        QFETCH(const QStringList, rows);
        QFETCH(const QStringList, expected);
        const LockGraph graph = buildLockGraph(table(rows));
        QCOMPARE(drawn(graph), expected);
        QCOMPARE(graph.cannotTell, QString());
    }

    void aWaiterWithoutAVisibleBlockerIsNoRoot()
    {
        const LockGraph graph = buildLockGraph(table({QStringLiteral("1 relation 100 AccessExclusive waiting 50"),
                                                      QStringLiteral("2 relation 100 AccessShare waiting 40")}));
        QCOMPARE(graph.waiters, 2);
        QVERIFY(graph.participants.empty());
        QVERIFY(graph.cannotTell.contains(QStringLiteral("could not be seen")));
    }

    void statesAndAgesAreThoseOfTheRole()
    {
        const LockGraph graph = buildLockGraph(table({QStringLiteral("1 transactionid 5 Exclusive granted"),
                                                      QStringLiteral("2 transactionid 5 Share waiting 70")}));
        QCOMPARE(graph.waiters, 1);
        QCOMPARE(graph.participants.at(0).state, QStringLiteral("active"));
        QCOMPARE(graph.participants.at(0).age, std::optional(9000ms)); // its transaction
        QCOMPARE(graph.participants.at(1).state, QStringLiteral("waiting"));
        QCOMPARE(graph.participants.at(1).age, std::optional(70ms)); // its wait
    }

    void aLongQueueStaysBounded()
    {
        QStringList lines{QStringLiteral("1 relation 100 AccessExclusive granted")};
        for (int pid = 2; pid < 4000; ++pid)
            lines << QStringLiteral("%1 relation 100 RowExclusive waiting %1").arg(pid);
        const LockGraph graph = buildLockGraph(table(lines));
        QCOMPARE(graph.waiters, 3998);
        QCOMPARE(graph.participants.size(), std::size_t(2000));
        QCOMPARE(graph.participants.front().id, QStringLiteral("1"));
        QVERIFY(graph.participants.front().blockedBy.empty());
        for (std::size_t i = 1; i < graph.participants.size(); ++i)
            QCOMPARE(graph.participants[i].blockedBy, std::vector<QString>{QStringLiteral("1")});
        QVERIFY(graph.cannotTell.contains(QStringLiteral("2000")));
    }

    void manyHoldersOfOneTableStayBounded()
    {
        QStringList lines;
        for (int pid = 1; pid <= 500; ++pid)
            lines << QStringLiteral("%1 relation 100 AccessShare granted").arg(pid);
        lines << QStringLiteral("900 relation 100 AccessExclusive waiting 10");
        const LockGraph graph = buildLockGraph(table(lines));
        QCOMPARE(graph.participants.size(), std::size_t(51));
        QVERIFY(graph.cannotTell.contains(QStringLiteral("50 blockers")));
    }

    void waitsAreClassed_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("expected");
        const auto add = [](const char *type, WaitClass wait) {
            QTest::newRow(type) << QString::fromLatin1(type) << int(wait);
        };
        add("", WaitClass::Running);
        add("Lock", WaitClass::Lock);
        add("LWLock", WaitClass::Lock);
        add("IO", WaitClass::Io);
        add("Client", WaitClass::Client);
        for (const char *other : {"Activity", "BufferPin", "Extension", "IPC", "Timeout", "InjectionPoint", "lock"})
            add(other, WaitClass::Other);
    }

    void waitsAreClassed()
    {
        QFETCH(const QString, type);
        QFETCH(const int, expected);
        QCOMPARE(int(waitClassOf(type)), expected);
    }
};

QTEST_GUILESS_MAIN(TestPostgresLocks)
#include "tst_postgres_locks.moc"
