// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/locktree.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// "2>1,3 4" : 2 waits for 1 and for 3; 4 takes part and waits for nobody.
LockGraph graphOf(const QString &text)
{
    LockGraph graph;
    for (const QString &part : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QStringList sides = part.split(QLatin1Char('>'));
        LockParticipant participant;
        participant.id = sides[0];
        for (const QString &blocker : sides.value(1).split(QLatin1Char(','), Qt::SkipEmptyParts))
            participant.blockedBy.push_back(blocker);
        graph.participants.push_back(participant);
    }
    return graph;
}

/// "1* blocks 2; .2 blocks 0": reading order, a dot per depth, * for roots, ! for cycles.
QString printed(const std::vector<LockNode> &nodes)
{
    QStringList lines;
    for (const LockNode &node : nodes)
        lines << QString(node.depth, QLatin1Char('.')) + node.participant.id
                + (node.root ? QStringLiteral("*") : node.cycle ? QStringLiteral("!") : QString())
                + QString::number(node.blocks).prepend(QLatin1Char(' '));
    return lines.join(QStringLiteral("; "));
}

} // namespace

class TestLockTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void order_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *graph, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(graph) << QString::fromLatin1(expected);
        };
        row("nobody waits", "", "");
        row("one root, one waiter", "1 2>1", "1* 1; .2 0");
        row("a blocker that was not described", "2>1", "1* 1; .2 0");
        row("a chain", "3>2 2>1 1", "1* 2; .2 1; ..3 0");
        row("waits for two, counted once", "1 2>1 3>1 4>2,3", "1* 3; .2 1; ..4 0; .3 1");
        row("two roots, the heavier first", "1 2>1 5 6>5 7>5", "5* 2; .6 0; .7 0; 1* 1; .2 0");
        row("one waiter under two roots appears once", "1 2 3>1,2", "1* 1; .3 0; 2* 1");
        row("a deadlock", "1>2 2>1", "1! 1; .2! 1");
        row("a deadlock under a waiter", "1>2 2>1 3>1", "1! 2; .2! 2; .3 0");
        row("a participant without relations", "1", "1 0");
        row("waits for itself", "1>1", "1! 0");
    }

    void order()
    {
        QFETCH(QString, graph);
        QFETCH(QString, expected);
        QCOMPARE(printed(lockTree(graphOf(graph))), expected);
    }

    void theLongestWaiterComesFirst()
    {
        LockGraph graph = graphOf(QStringLiteral("1 2>1 3>1"));
        graph.participants[1].age = 5s;
        graph.participants[2].age = 41s;
        QCOMPARE(printed(lockTree(graph)), QStringLiteral("1* 2; .3 0; .2 0"));
    }

    void aConvoyOfSevenHundredWhoAllWaitForEachOther()
    {
        LockGraph graph;
        graph.participants.push_back({});
        graph.participants.back().id = QStringLiteral("root");
        for (int i = 0; i < 700; ++i) {
            LockParticipant waiter;
            waiter.id = QString::number(i);
            waiter.blockedBy.push_back(QStringLiteral("root"));
            for (int ahead = 0; ahead < i; ++ahead)
                waiter.blockedBy.push_back(QString::number(ahead));
            graph.participants.push_back(std::move(waiter));
        }
        const auto nodes = lockTree(graph);
        QCOMPARE(nodes.size(), std::size_t{701});
        QCOMPARE(nodes[0].participant.id, QStringLiteral("root"));
        QVERIFY(nodes[0].root);
        QCOMPARE(nodes[0].blocks, 700);
        QCOMPARE(std::count_if(nodes.begin(), nodes.end(), [](const LockNode &node) { return node.root; }), 1);
    }

    void moreThanFitsIsCut()
    {
        LockGraph graph;
        for (int i = 0; i < 20'000; ++i) {
            LockParticipant waiter;
            waiter.id = QString::number(i);
            waiter.blockedBy.push_back(QStringLiteral("root%1").arg(i % 7));
            graph.participants.push_back(std::move(waiter));
        }
        QVERIFY(lockTree(graph).size() <= 10'240);
    }

    /// One that holds, 9,000 that wait for it, and a chain of a thousand behind one of those.
    void tenThousandSessions()
    {
        LockGraph graph = graphOf(QStringLiteral("root"));
        for (int i = 0; i < 10'000; ++i) {
            LockParticipant waiter;
            waiter.id = QString::number(i);
            waiter.blockedBy.push_back(i < 9'000 ? QStringLiteral("root") : QString::number(i - 1));
            waiter.age = Milliseconds(i);
            graph.participants.push_back(std::move(waiter));
        }
        QElapsedTimer timer;
        timer.start();
        const auto nodes = lockTree(graph);
        qInfo("a lock tree of 10,001 sessions: %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed()))); // generous: sanitizers
        QCOMPARE(nodes.size(), std::size_t(10'001));
        QVERIFY(nodes[0].root && nodes[0].blocks == 10'000);
        QCOMPARE(nodes[1].participant.id, QStringLiteral("8999")); // who has most behind it
        QCOMPARE(nodes[1].blocks, 1'000);
        QCOMPARE(nodes[1'001].depth, 1'001);
    }
};

QTEST_GUILESS_MAIN(TestLockTree)
#include "tst_locktree.moc"
