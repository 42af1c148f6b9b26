// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/cockpitbench.h"
#include "tests/support/testrules.h"
#include "widgets/chart/chartview.h"
#include "widgets/panel.h"
#include "widgets/steprail.h"
#include "widgets/textpaint.h"
#include "widgets/theme/motion.h"
#include "widgets/theme/theme.h"
#include "widgets/valuetile.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int mostNodes = 20'000;

/// One thing that a reader meets, with the words of those around it.
struct Node
{
    QAccessible::Role role = QAccessible::NoRole;
    QString name;
    QString words; ///< name, description and value
};

QString wordsOf(QAccessibleInterface &face)
{
    return QStringList{face.text(QAccessible::Name), face.text(QAccessible::Description), face.text(QAccessible::Value)}
        .join(QLatin1Char('\n'));
}

void collect(QAccessibleInterface *face, QList<Node> &nodes)
{
    if (face == nullptr || !face->isValid() || face->state().invisible || nodes.size() >= mostNodes)
        return;
    nodes << Node{face->role(), face->text(QAccessible::Name), wordsOf(*face)};
    for (int i = 0; i < face->childCount(); ++i)
        collect(face->child(i), nodes);
}

QList<Node> treeOf(QWidget &window)
{
    QList<Node> nodes;
    collect(QAccessible::queryAccessibleInterface(&window), nodes);
    return nodes;
}

/// Spaces of all kinds say nothing about a figure.
QString dense(QString text)
{
    text.removeIf([](QChar c) { return c.isSpace(); });
    return text;
}

/// "+ 61" may be heard as "61 more": the figures are what counts, each with its unit.
bool isTold(const QString &told, const QString &text)
{
    static const QRegularExpression figures(QStringLiteral("[0-9][0-9.]*\\s?(%|s|ms|/min|pt)?"));
    int found = 0;
    for (auto figure = figures.globalMatch(text); figure.hasNext(); ++found)
        if (!told.contains(dense(figure.next().captured())))
            return false;
    return found > 0;
}

bool saysAState(const QString &words)
{
    static const QStringList states{QStringLiteral("normal"), QStringLiteral("attention"), QStringLiteral("degraded"),
                                    QStringLiteral("critical"), QStringLiteral("unknown")};
    return std::any_of(states.begin(), states.end(), [&](const QString &state) { return words.contains(state); });
}

bool saysAnAge(const QString &words)
{
    return words.contains(QStringLiteral(" old")) || words.contains(QStringLiteral("no data since")) ||
           words.contains(QStringLiteral("age not known"));
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    /// Whatever figure is painted is also told, in one piece with its unit.
    void everyPaintedFigureIsInTheTree_data()
    {
        QTest::addColumn<bool>("convoy");
        QTest::newRow("calm") << false;
        QTest::newRow("convoy") << true;
    }
    void everyPaintedFigureIsInTheTree()
    {
        QFETCH(bool, convoy);
        CockpitBench bench;
        convoy ? bench.beInConvoy() : bench.beCalm();
        QStringList drawn;
        watchDrawnTexts(&drawn);
        bench.picture(QStringLiteral("accessible"));
        watchDrawnTexts(nullptr);
        QString told;
        for (const Node &node : treeOf(bench.window))
            told += dense(node.words) + QLatin1Char('\n');
        drawn.removeDuplicates();
        QStringList untold;
        int figures = 0;
        for (const QString &text : drawn) {
            if (!isFigure(text))
                continue;
            ++figures;
            // Facts that stand beside each other are told one by one.
            for (const QString &part : text.split(QStringLiteral(" \u00b7 ")))
                if (!told.contains(dense(part)) && !isTold(told, part))
                    untold << part;
        }
        QVERIFY2(figures > 40, qPrintable(QString::number(figures)));
        QVERIFY2(untold.isEmpty(), qPrintable(untold.join(QStringLiteral(" | "))));
    }

    void everyTileTellsStateAndAge()
    {
        CockpitBench bench;
        bench.beInConvoy();
        int tiles = 0;
        for (ValueTile *tile : bench.window.findChildren<ValueTile *>()) {
            const QString words = wordsOf(*QAccessible::queryAccessibleInterface(tile));
            QVERIFY2(saysAState(words) && saysAnAge(words), qPrintable(words));
            ++tiles;
        }
        QCOMPARE(tiles, 6);
    }

    /// The age of rows is that of their panel, where a reader comes from.
    void everyPanelTellsTheAgeOfWhatIsInIt()
    {
        CockpitBench bench;
        bench.beInConvoy();
        for (Panel *panel : bench.window.findChildren<Panel *>()) {
            if (!panel->isVisible() || !panel->state().showsData())
                continue;
            const QString words = wordsOf(*QAccessible::queryAccessibleInterface(panel));
            QVERIFY2(saysAnAge(words), qPrintable(words));
        }
    }

    void everyRowTellsItsState_data()
    {
        QTest::addColumn<QString>("panel");
        QTest::newRow("alarms") << "panel-alarms";
        QTest::newRow("health") << "panel-health";
    }
    void everyRowTellsItsState()
    {
        QFETCH(QString, panel);
        CockpitBench bench;
        bench.beInConvoy();
        auto *table = bench.window.findChild<Panel *>(panel)->findChild<QAbstractItemView *>();
        QAccessibleTableInterface *face = QAccessible::queryAccessibleInterface(table)->tableInterface();
        QVERIFY(face && face->rowCount() > 3);
        for (int row = 0; row < face->rowCount(); ++row)
            QVERIFY2(saysAState(face->cellAt(row, 0)->text(QAccessible::Name)),
                     qPrintable(face->cellAt(row, 0)->text(QAccessible::Name)));
    }

    void paintedPartsAreChildren()
    {
        CockpitBench bench;
        bench.beInConvoy();
        auto *rail = bench.window.findChild<StepRail *>();
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(rail);
        QCOMPARE(face->role(), QAccessible::List);
        QVERIFY(face->childCount() >= 5);
        for (int i = 0; i < face->childCount(); ++i) {
            QAccessibleInterface *step = face->child(i);
            QVERIFY(step && step->isValid());
            QCOMPARE(step->role(), QAccessible::ListItem);
            QVERIFY(step->text(QAccessible::Name).contains(QLatin1Char('%')));
            QCOMPARE(step->parent(), face);
            QCOMPARE(face->indexOfChild(step), i);
        }
        // Fewer steps than a moment ago: who held on to the last one is told that it is gone.
        QAccessibleInterface *last = face->child(face->childCount() - 1);
        rail->setSteps({});
        QVERIFY(!last->isValid());
        QCOMPARE(face->childCount(), 0);
    }

    void aTileIsPressedByAReader()
    {
        CockpitBench bench;
        bench.beCalm();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        auto *tile = bench.find<ValueTile>("tile-p95");
        QAccessibleActionInterface *actions = QAccessible::queryAccessibleInterface(tile)->actionInterface();
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::pressAction()));
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::setFocusAction()));
        actions->doAction(QAccessibleActionInterface::pressAction());
        auto *detail = bench.find<Panel>("detail-trend");
        QVERIFY(detail && detail->isVisible());
        // And the large chart is a table for who can not see it.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        auto *chart = bench.window.findChild<ChartView *>();
        QVERIFY(chart);
        chart->setTableShown(true);
        QVERIFY(QAccessible::queryAccessibleInterface(chart->findChild<QAbstractItemView *>())
                    ->tableInterface()
                    ->rowCount() > 100);
    }

    void nothingAlternatesWithReducedMotion()
    {
        theme::setMotion(Motion::Reduced);
        const auto restore = qScopeGuard([] { theme::setMotion(Motion::Full); });
        CockpitBench bench;
        bench.feed(convoyRecords, 20);
        const QImage one = bench.find<ValueTile>("tile-success")->grab().toImage();
        bench.feed(convoyRecords, 1);
        const QImage two = bench.find<ValueTile>("tile-success")->grab().toImage();
        QVERIFY(!one.isNull());
        // The shape stands at the left edge of the first line; age and sparkline may move on.
        const QRect shape(0, 0, 30, 30);
        QCOMPARE(one.copy(shape), two.copy(shape));
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
