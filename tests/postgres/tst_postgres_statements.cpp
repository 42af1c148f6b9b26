// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/digestprobe.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::postgres;

namespace {

constexpr StatementKey first{1, 10, 100};
constexpr StatementKey firstOtherUser{1, 10, 101};
constexpr StatementKey second{2, 10, 100};

StatementMove moveOf(const std::vector<StatementMove> &moves, qint64 queryId)
{
    for (const StatementMove &move : moves)
        if (move.queryId == queryId)
            return move;
    return {};
}

} // namespace

class TestPostgresStatements : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void movesAreDifferencesOfAllUsers()
    {
        const auto moves =
            movesBetween({{first, {10, 100, 20}}, {firstOtherUser, {5, 50, 5}}, {second, {7, 7, 7}}},
                         {{first, {12, 130, 24}}, {firstOtherUser, {6, 60, 6}}, {second, {7, 7, 7}}}, ReadScope::Whole);
        QCOMPARE(moves.size(), std::size_t(1));
        QCOMPARE(moves.front().added.calls, 3.0);
        QCOMPARE(moves.front().added.totalMs, 40.0);
        QCOMPARE(moves.front().added.rows, 5.0);
        QCOMPARE(moves.front().before.totalMs, 150.0);
    }

    void aNewEntryCountedFromZero()
    {
        const auto moves = movesBetween({}, {{first, {3, 30, 3}}}, ReadScope::Whole);
        QCOMPARE(moveOf(moves, 1).added.calls, 3.0);
        QCOMPARE(moveOf(moves, 1).before.calls, 0.0);
    }

    void aNewEntryAfterAPartialReadMayBeOld()
    {
        QVERIFY(movesBetween({}, {{first, {3, 30, 3}}}, ReadScope::Partial).empty());
    }

    void fallenCountersBeganAgain()
    {
        const auto moves = movesBetween({{first, {100, 5000, 100}}, {second, {4, 4, 4}}},
                                        {{first, {2, 12, 2}}, {second, {4, 4, 4}}}, ReadScope::Whole);
        QCOMPARE(moves.size(), std::size_t(1));
        QCOMPARE(moves.front().added.calls, 2.0);
        QCOMPARE(moves.front().added.totalMs, 12.0);
        QCOMPARE(moves.front().before.calls, 0.0);
    }

    void whatVanishedMovedNothing()
    {
        QVERIFY(movesBetween({{first, {100, 5000, 100}}}, {}, ReadScope::Whole).empty());
    }

    void theTopIsByTimeAndByCalls()
    {
        std::vector<StatementMove> moves;
        for (qint64 id = 1; id <= 100; ++id)
            moves.push_back({id, {static_cast<double>(id), static_cast<double>(1000 - id), 0}, {}});
        const auto top = topMoves(moves, 10);
        QCOMPARE(top.size(), std::size_t(20));
        for (const qint64 id : {1, 10, 91, 100})
            QCOMPARE(moveOf(top, id).queryId, id);
        QCOMPARE(moveOf(top, 50).queryId, 0);
        QCOMPARE(topMoves(moves, 100).size(), std::size_t(100));
        QCOMPARE(topMoves(moves, 70).size(), std::size_t(100));
    }

    void queryIdsOfOneDigestAreOne()
    {
        StatementTexts texts;
        texts.learn(1, statementText(QStringLiteral("SELECT * FROM orders WHERE id IN ($1)"), 8192));
        texts.learn(2, statementText(QStringLiteral("select * from orders where id in ($1, $2)"), 8192));
        const auto deltas = deltasOf({{1, {2, 10, 4}, {8, 40, 0}}, {2, {1, 20, 6}, {2, 60, 0}}}, texts);
        QCOMPARE(deltas.size(), std::size_t(1));
        QCOMPARE(deltas.front().calls, 3.0);
        QCOMPARE(deltas.front().totalMs, 30.0);
        QCOMPARE(deltas.front().rowsSent, std::optional(10.0));
        QCOMPARE(deltas.front().usualMeanMs, std::optional(10.0));
        QVERIFY(!deltas.front().rowsExamined && !deltas.front().p95Ms && !deltas.front().lockMs);
    }

    void oursAreLeftOutAndUnreadOnesAreNot()
    {
        StatementTexts texts;
        texts.learn(1, statementText(QStringLiteral("/* surgedeck */ select $1"), 8192));
        const auto deltas = deltasOf({{1, {2, 10, 4}, {}}, {2, {1, 20, 6}, {}}}, texts);
        QCOMPARE(deltas.size(), std::size_t(1));
        QCOMPARE(deltas.front().text, QStringLiteral("statement 2, text not read yet"));
        QVERIFY(!deltas.front().usualMeanMs);
    }

    void aSessionsTextIsThatOfItsQueryId()
    {
        StatementTexts texts;
        const StatementText own =
            statementOf(texts, 7, QStringLiteral("select secret from cards where number = '4111'"), 1024);
        QVERIFY(!own.text.contains(QStringLiteral("4111")));
        QCOMPARE(texts.find(7)->digest, own.digest);
        // Cut by the server: the digest is that of the whole text, once it is known.
        const QString cut = QStringLiteral("select ") + QString(1020, QLatin1Char('a'));
        QVERIFY(statementOf(texts, 8, cut, 1024).digest != own.digest);
        QVERIFY(!texts.find(8));
        QCOMPARE(statementOf(texts, 7, cut, 1024).digest, own.digest);
    }

    void severalStatementsInOneTextTeachNothing()
    {
        StatementTexts texts;
        QVERIFY(!statementOf(texts, 7, QStringLiteral("begin; update a set b = 1"), 1024).digest.isEmpty());
        QVERIFY(!texts.find(7));
        QVERIFY(!statementOf(texts, 7, QStringLiteral("update a set b = 1; "), 1024).digest.isEmpty());
        QVERIFY(texts.find(7));
    }

    void textsStayBounded()
    {
        StatementTexts texts;
        for (qint64 id = 0; id < 10'001; ++id)
            texts.learn(id, {QStringLiteral("d"), QStringLiteral("t"), false});
        QVERIFY(!texts.find(0));
        QVERIFY(texts.find(10'000));
    }
};

QTEST_GUILESS_MAIN(TestPostgresStatements)
#include "tst_postgres_statements.moc"
