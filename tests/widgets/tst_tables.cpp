// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/roles.h"
#include "tests/support/testrules.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;

class TestTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init()
    {
        failOnAnyWarning();
        m_table.reset(
            sample::makeView<TableView>(sample::healthColumns, sample::health, sample::Mood::Incident, "Services"));
        m_table->resize(640, 200);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
        m_table->setFocus(Qt::TabFocusReason);
    }

    void theKeyboardMovesByRows()
    {
        QCOMPARE(m_table->currentIndex().row(), 0);
        QTest::keyClick(m_table.get(), Qt::Key_Down);
        QCOMPARE(m_table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(m_table->currentIndex().row(), 1);
        QTest::keyClick(m_table.get(), Qt::Key_End);
        QCOMPARE(m_table->currentIndex().row(), 3);
        QTest::keyClick(m_table.get(), Qt::Key_Home);
        QCOMPARE(m_table->currentIndex().row(), 0);
        QSignalSpy activated(m_table.get(), &QAbstractItemView::activated);
        QTest::keyClick(m_table.get(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void letterKeysAreNotEaten()
    {
        QTest::keyClick(m_table.get(), Qt::Key_M);
        QCOMPARE(m_table->currentIndex().row(), 0);
    }

    void copyTakesTheRowWithUnits()
    {
        m_table->selectRow(2);
        QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Checkout, 912, 2.19 %, 9.60 s, 2.00 s, threads 92 %"));
    }

    void copyTakesTheTableAsTsv()
    {
        QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines.at(0), QStringLiteral("Service\tRate /min\tErrors\tp99\tlimit\tSaturation"));
        QCOMPARE(lines.at(1).count(QLatin1Char('\t')), 5);
    }

    void aCellCannotBecomeAFormula()
    {
        auto *model = qobject_cast<QStandardItemModel *>(m_table->model());
        model->item(0, 0)->setText(QStringLiteral("=HYPERLINK(\"http://x\")\tand\nmore"));
        QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString line = QGuiApplication::clipboard()->text().split(QLatin1Char('\n')).at(1);
        QVERIFY2(line.startsWith(QStringLiteral("'=HYPERLINK(\"http://x\") and more\t")), qPrintable(line));
    }

    void columnsLeaveWhenTheyHaveNoRoom()
    {
        QVERIFY(!m_table->horizontalHeader()->isSectionHidden(4));
        m_table->resize(450, 200);
        QTRY_VERIFY(m_table->horizontalHeader()->isSectionHidden(4));
        QVERIFY(!m_table->horizontalHeader()->isSectionHidden(5));
        QVERIFY(m_table->horizontalHeader()->length() <= m_table->viewport()->width());
        m_table->resize(640, 200);
        QTRY_VERIFY(!m_table->horizontalHeader()->isSectionHidden(4));
    }

    void rowsGrowWithTheText()
    {
        QCOMPARE(m_table->rowHeight(0), 26);
        theme::apply(ThemeName::Dark, 150);
        QTRY_COMPARE(m_table->rowHeight(0), 36);
        theme::apply(ThemeName::Dark);
        QTRY_COMPARE(m_table->rowHeight(0), 26);
    }

    void aLockChainIsAlwaysOpen()
    {
        std::unique_ptr<TreeView> tree(
            sample::makeView<TreeView>(sample::lockColumns, sample::locks, sample::Mood::Incident, "Lock chain"));
        tree->resize(500, 200);
        tree->show();
        const QModelIndex root = tree->model()->index(0, 0);
        QVERIFY(tree->isExpanded(root));
        QTest::keyClick(tree.get(), Qt::Key_Left);
        QVERIFY(tree->isExpanded(root));
        auto *model = qobject_cast<QStandardItemModel *>(tree->model());
        model->item(0)->child(0)->appendRow(new QStandardItem(QStringLiteral("50201")));
        QVERIFY(tree->isExpanded(tree->model()->index(0, 0, root)));
        QVERIFY(tree->visualRect(root).height() == 26);
    }

private:
    std::unique_ptr<TableView> m_table;
};

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
