// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstable.h"
#include "models/items/workbenchrows.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

DigestRow digest(const QString &id, const QString &text)
{
    DigestRow row;
    row.id = id;
    row.text = text;
    row.timeShare = 0.2;
    return row;
}

std::vector<RowFacts> made(const RowsToMake &rows)
{
    std::vector<RowFacts> all;
    for (std::size_t i = 0; i < rows.ids.size(); ++i)
        all.push_back(rows.make(i));
    return all;
}

} // namespace

class TestWorkbenchRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatIsNotKnownIsADash()
    {
        DatabaseView view;
        view.digests = {digest(QStringLiteral("d1"), QStringLiteral("select * from stock where sku = ?"))};
        const auto cells = std::make_shared<StatementCells>(SqlDialect::PostgreSql);
        const auto rows = made(workbenchRows(view, cells, {}));
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].cells.size(), workbenchHeads().size());
        QCOMPARE(rows[0].cells[0].lead, QStringLiteral("SELECT"));
        QCOMPARE(rows[0].cells[0].text, QStringLiteral("stock"));
        for (const std::size_t column : {4, 5, 6, 7, 8, 9, 10, 11})
            QCOMPARE(rows[0].cells[column].text, QStringLiteral("\u2014"));
    }

    void filters()
    {
        DatabaseView view;
        view.digests = {digest(QStringLiteral("d1"), QStringLiteral("select * from stock")),
                        digest(QStringLiteral("d2"), QStringLiteral("update stock set x = ?")),
                        digest(QStringLiteral("d3"), QStringLiteral("select * from cart"))};
        view.digests[1].waitingNow = 4;
        view.digests[2].vsUsual = 3;
        const auto ids = [&](const WorkbenchFilter &filter) {
            const auto rows = workbenchRows(view, std::make_shared<StatementCells>(SqlDialect::PostgreSql), filter);
            return QStringList(rows.ids.begin(), rows.ids.end()).join(u' ');
        };
        QCOMPARE(ids({QStringLiteral("STOCK"), false}), QStringLiteral("d1 d2"));
        QCOMPARE(ids({QStringLiteral("stock update"), false}), QStringLiteral("d2"));
        QCOMPARE(ids({{}, true}), QStringLiteral("d2 d3"));
        QCOMPARE(ids({QStringLiteral("nothing"), false}), QString());
        QCOMPARE(ids({QStringLiteral("-stock"), false}), QStringLiteral("d3"));
        QCOMPARE(ids({QStringLiteral("\"select * from\" -cart"), false}), QStringLiteral("d1"));
        QCOMPARE(ids({QStringLiteral("\"UPDATE stock\""), false}), QStringLiteral("d2")); // as the table shows it
    }

    void whatIsNewSinceTheDeployment()
    {
        const WallTime now{Milliseconds(1'790'000'000'000)};
        const std::vector<Change> changes{{QStringLiteral("c2"), now - 5min, QStringLiteral("flag"), QStringLiteral("sale on"), {}},
                                          {QStringLiteral("c1"), now - 10min, QStringLiteral("deploy"), QStringLiteral("checkout 4.2"), {}}};
        DigestRow row = digest(QStringLiteral("d"), QStringLiteral("select a from b"));
        QVERIFY(!newSince(row, changes));
        row.firstSeen = now - 9min;
        QVERIFY(!newSince(row, changes)); // it may be older
        row.firstSeenIsCertain = true;
        QCOMPARE(newSince(row, changes)->id, QStringLiteral("c1"));
        DatabaseView view;
        view.digests = {row};
        const auto cells = std::make_shared<StatementCells>(SqlDialect::PostgreSql);
        auto rows = made(workbenchRows(view, cells, {{}, true}, {now, changes}));
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].cells.back().unit, QStringLiteral("new"));
        QVERIFY(rows[0].cells.back().tip.contains(QStringLiteral("checkout 4.2")));
        view.digests[0].firstSeen = now - 11min;
        QVERIFY(workbenchRows(view, cells, {{}, true}, {now, changes}).ids.empty());
        view.digests[0].firstSeenIsCertain = false;
        rows = made(workbenchRows(view, cells, {}, {now, changes}));
        QVERIFY(rows[0].cells.back().text.startsWith(QStringLiteral("\u2264")));
    }

    /// A second of a database with 5,000 digests: the first word looked for makes their summaries, every later one is quick.
    void fiveThousandDigestsCostLittle()
    {
        DatabaseView view;
        for (int i = 0; i < 5'000; ++i)
            view.digests.push_back(digest(QStringLiteral("d%1").arg(i), QStringLiteral("select a, b, c from t%1 join u on u.id = t%1.id where x = ? and y > ? order by z limit ?").arg(i)));
        const auto cells = std::make_shared<StatementCells>(SqlDialect::MySql);
        QCOMPARE(workbenchRows(view, cells, {QStringLiteral("t4999"), false}).ids.size(), std::size_t(1));
        QElapsedTimer timer;
        timer.start();
        FactsTable table(workbenchHeads());
        table.setRowsToMake(workbenchRows(view, cells, {}));
        const auto leadOf = [&table](int row) { return table.index(row, 0).data(IdRole).toString() + u' ' + table.facts(row).cells[0].text; };
        QCOMPARE(leadOf(4'999), QStringLiteral("d4999 t4999 + u"));
        std::reverse(view.digests.begin(), view.digests.end());
        table.setRowsToMake(workbenchRows(view, cells, {QStringLiteral("t49"), false}));
        QCOMPARE(table.rowCount(), 111);
        QCOMPARE(leadOf(0), QStringLiteral("d4999 t4999 + u"));
        table.setRows({}); // the next that are made at once are not asked of those
        QCOMPARE(table.rowCount(), 0);
        qInfo("5,000 digests shown, turned around and filtered: %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed()))); // generous: sanitizers
    }

    void reasons()
    {
        DatabaseView view;
        DigestRow row = digest(QStringLiteral("d"), QStringLiteral("update stock set x = ?"));
        QVERIFY(whySlow(row, view).startsWith(QLatin1String("nothing stands out")));
        row.vsUsual = 4;
        QVERIFY(whySlow(row, view).contains(QLatin1String("4.0 times its usual time")));
        row.rowsExaminedPerSent = 350'000;
        QVERIFY(whySlow(row, view).contains(QLatin1String("an index is missing")));
        row.lockShare = 0.96;
        QVERIFY(whySlow(row, view).contains(QLatin1String("96 % of its time is lock wait")));
        row.activeNow = 9;
        row.waitingNow = 8;
        LockNode root;
        root.root = true;
        root.participant.id = QStringLiteral("48211");
        root.participant.user = QStringLiteral("stock_sync");
        root.participant.state = QStringLiteral("idle in transaction");
        view.locks = {root};
        QVERIFY(whySlow(row, view).contains(QLatin1String("session 48211 (stock_sync), idle in transaction")));
    }

    void statementsAreRead()
    {
        QCOMPARE(statementLines(QStringLiteral("select a from b where c = ? and d = ? order by e")),
                 QStringLiteral("select a\n  from b\n  where c = ?\n    and d = ?\n  order by e"));
    }

    void manySessionsCostLittle()
    {
        std::vector<Session> sessions(10'000);
        for (int i = 0; i < 10'000; ++i) {
            sessions[std::size_t(i)].id = QString::number(i);
            sessions[std::size_t(i)].text = QStringLiteral("update stock set quantity = ? where sku = ?");
            sessions[std::size_t(i)].active = true;
            sessions[std::size_t(i)].age = Milliseconds(i);
        }
        QElapsedTimer timer;
        timer.start();
        const auto rows = sessionRows(sessions, {QStringLiteral("stock"), false}, 1'000);
        QCOMPARE(rows.size(), std::size_t(1'000));
        QCOMPARE(rows[0].id, QStringLiteral("9999"));
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed()))); // generous: sanitizers
        FactsTable table(sessionHeads());
        table.setRows(rows);
        QCOMPARE(table.rowCount(), 1'000);
    }
};

QTEST_GUILESS_MAIN(TestWorkbenchRows)
#include "tst_workbenchrows.moc"
