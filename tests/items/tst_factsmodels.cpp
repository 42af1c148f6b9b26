// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factstable.h"
#include "models/items/factstree.h"
#include "tests/support/testrules.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;

namespace {

/// "a1 b2": two rows, a with text 1 and b with text 2.
std::vector<RowFacts> rowsOf(const QString &text)
{
    std::vector<RowFacts> rows;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        CellFacts cell;
        cell.text = word.mid(1);
        rows.push_back({word.left(1), {cell}, false});
    }
    return rows;
}

/// "a .b ..c d": b hangs from a, c from b.
std::vector<TreeRowFacts> treeOf(const QString &text)
{
    std::vector<TreeRowFacts> rows;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto depth = static_cast<int>(word.count(QLatin1Char('.')));
        CellFacts cell;
        cell.text = word.mid(depth + 1);
        rows.push_back({{word.mid(depth, 1), {cell}, false}, depth});
    }
    return rows;
}

QString printed(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList words;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        words << QString(depth, QLatin1Char('.')) + index.data(IdRole).toString() + index.data().toString();
        const QString below = printed(model, index, depth + 1);
        if (!below.isEmpty())
            words << below;
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestFactsModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyUpdateArrivesAndNoneResets()
    {
        FactsTable model({{QStringLiteral("name"), false}});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QRandomGenerator random(7);
        for (int i = 0; i < 500; ++i) {
            QStringList ids;
            for (const QChar id : QStringLiteral("abcdefgh"))
                if (random.bounded(3) != 0)
                    ids.insert(random.bounded(static_cast<int>(ids.size()) + 1), id + QString::number(random.bounded(4)));
            const QString wanted = ids.join(QLatin1Char(' '));
            model.setRows(rowsOf(wanted));
            QCOMPARE(printed(model), wanted);
        }
        QCOMPARE(resets.count(), 0);
    }

    void oneRangeIsAnnouncedPerUpdate()
    {
        FactsTable model({{QStringLiteral("name"), false}});
        model.setRows(rowsOf(QStringLiteral("a1 b1 c1 d1")));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setRows(rowsOf(QStringLiteral("a1 b2 c1 d2")));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 1);
        QCOMPARE(changes[0][1].toModelIndex().row(), 3);
        model.setRows(rowsOf(QStringLiteral("a1 b2 c1 d2")));
        QCOMPARE(changes.count(), 1);
    }

    void aSelectedRowIsFollowedToItsNewPlace()
    {
        FactsTable model({{QStringLiteral("name"), false}});
        model.setRows(rowsOf(QStringLiteral("a1 b1 c1")));
        const QPersistentModelIndex selected = model.index(2, 0);
        model.setRows(rowsOf(QStringLiteral("c1 x1 a1 b1")));
        QCOMPARE(selected.row(), 0);
        QCOMPARE(selected.data(IdRole).toString(), QStringLiteral("c"));
    }

    void aRepeatedIdIsKeptOnce()
    {
        FactsTable model({{QStringLiteral("name"), false}});
        model.setRows(rowsOf(QStringLiteral("a1 a2 b1")));
        QCOMPARE(printed(model), QStringLiteral("a1 b1"));
    }

    void treesGrowAndShrink()
    {
        FactsTree model({{QStringLiteral("session"), false}});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (const char *text : {"a1", "a1 .b1 .c1", "a2 .b2 .c2", "a2 .b2 ..c2 d1", "d1 .e1", "", "x1 .y1 ..z1", "x2 .y2 ..z2"}) {
            const QString wanted = QString::fromLatin1(text);
            model.setRows(treeOf(wanted));
            QCOMPARE(printed(model), wanted);
        }
        QCOMPARE(resets.count(), 0);
    }

    void aTreeOfTheSameShapeOnlyChangesData()
    {
        FactsTree model({{QStringLiteral("session"), false}});
        model.setRows(treeOf(QStringLiteral("a1 .b1 .c1")));
        const QPersistentModelIndex selected = model.index(1, 0, model.index(0, 0));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setRows(treeOf(QStringLiteral("a1 .b1 .c9")));
        QCOMPARE(inserted.count(), 0);
        QCOMPARE(selected.data().toString(), QStringLiteral("9"));
    }
};

QTEST_GUILESS_MAIN(TestFactsModels)
#include "tst_factsmodels.moc"
