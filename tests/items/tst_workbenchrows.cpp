// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstable.h"
#include "models/items/workbenchrows.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

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
        const auto rows = workbenchRows(view, SqlDialect::PostgreSql, {});
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].cells.size(), workbenchHeads().size());
        QCOMPARE(rows[0].cells[0].lead, QStringLiteral("SELECT"));
        QCOMPARE(rows[0].cells[0].text, QStringLiteral("stock"));
        for (const std::size_t column : {3, 4, 5, 6, 7, 8})
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
            QStringList list;
            for (const RowFacts &row : workbenchRows(view, SqlDialect::PostgreSql, filter))
                list << row.id;
            return list.join(u' ');
        };
        QCOMPARE(ids({QStringLiteral("STOCK"), false}), QStringLiteral("d1 d2"));
        QCOMPARE(ids({QStringLiteral("stock update"), false}), QStringLiteral("d2"));
        QCOMPARE(ids({{}, true}), QStringLiteral("d2 d3"));
        QCOMPARE(ids({QStringLiteral("nothing"), false}), QString());
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
