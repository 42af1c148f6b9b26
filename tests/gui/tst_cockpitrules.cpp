// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of the design that hold for the window as a whole. R1 and R5: tst_cockpitlook. R2, R3 (spoken), R10, R17:
// tst_cockpit. R8: tst_trends. R11: tst_guardedbutton. R13: tst_shell. R14: tst_dispatcher.
#include "app/incidents/incidentsheet.h"
#include "app/incidents/incidentwatch.h"
#include "models/domain/roles.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/button.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/topbar.h"
#include "widgets/valuetile.h"

#include <QAbstractAnimation>
#include <QApplication>
#include <QHeaderView>
#include <QRegularExpression>
#include <QStyle>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const QRegularExpression &bareFigure()
{
    static const QRegularExpression figure(
        QStringLiteral("^[\u2248<>\u2264\u2265\u00d7+\u2212-]? ?[0-9\u2009\u202f.]+[kMG]?$"));
    return figure;
}

QList<TableView *> visibleTables(const QWidget &root)
{
    QList<TableView *> tables = root.findChildren<TableView *>();
    tables.removeIf([](const TableView *table) { return !table->isVisible(); });
    return tables;
}

void eachFigure(const TableView &table, const std::function<void(const QModelIndex &)> &visit)
{
    const QAbstractItemModel &model = *table.model();
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 1; column < model.columnCount(); ++column)
            if (const QModelIndex index = model.index(row, column);
                bareFigure().match(index.data().toString()).hasMatch())
                visit(index);
}

QString placeOf(const TableView &table, const QModelIndex &index)
{
    return QStringLiteral("%1, row %2, column %3: %4")
        .arg(table.accessibleName())
        .arg(index.row())
        .arg(index.column())
        .arg(index.data().toString());
}

/// "Rate /min" and "vs usual" name the unit of their whole column; a count of things needs no other.
bool headNamesUnit(const TableView &table, int column)
{
    const QString head = table.model()->headerData(column, Qt::Horizontal).toString();
    return head.contains(QLatin1Char('/')) || head == QLatin1String("vs usual") || head == QLatin1String("Now");
}

} // namespace

class TestCockpitRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    /// R3: every number has a unit and an age.
    void everyFigureHasAUnitAndAnAge()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        int seen = 0;
        for (const TableView *table : visibleTables(bench.window))
            eachFigure(*table, [&](const QModelIndex &index) {
                ++seen;
                const bool named = !index.data(UnitRole).toString().isEmpty() || headNamesUnit(*table, index.column());
                QVERIFY2(named, qPrintable(placeOf(*table, index)));
            });
        QVERIFY(seen > 30); // the check can fail
        for (const ValueTile *tile : bench.window.findChildren<ValueTile *>())
            QVERIFY2(tile->reading().state.age.has_value(), qPrintable(tile->objectName()));
        for (const Panel *panel : bench.window.findChildren<Panel *>())
            if (panel->isVisible() && panel->state().showsData())
                QVERIFY2(panel->state().age.has_value(), qPrintable(panel->objectName()));
    }

    /// R4: what is old decides nothing. Every service and every guard that was judged is unknown then.
    void whatIsOldIsJudgedUnknown()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.clock.advance(21s);
        bench.window.refresh();
        for (const char *name : {"panel-health", "panel-traffic"}) {
            const auto *table = bench.window.findChild<Panel *>(QLatin1String(name))->findChild<TableView *>();
            QVERIFY(table->model()->rowCount() > 0);
            for (int row = 0; row < table->model()->rowCount(); ++row)
                QCOMPARE(Health(table->model()->index(row, 0).data(HealthRole).toInt()), Health::Unknown);
        }
    }

    /// R6: nothing opens over the window, whatever happens and whatever is asked for.
    void nothingCoversTheWindow()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        for (const char *keys : {"Ctrl+K", "F1", "Ctrl+,", "C", "Shift+A"}) {
            bench.press(QKeySequence(QLatin1String(keys)));
            QTest::qWait(0);
            QVERIFY2(QApplication::activeModalWidget() == nullptr && QApplication::activePopupWidget() == nullptr,
                     keys);
            for (const QWidget *window : QApplication::topLevelWidgets())
                QVERIFY2(window == &bench.window || !window->isVisible(), keys);
            bench.press(QKeySequence(Qt::Key_Escape));
        }
    }

    /// R7: figures stand on the right, thousands apart, minus is a minus, and a column keeps its decimals.
    void columnsOfFiguresAreEven()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        static const QRegularExpression crowded(QStringLiteral("[0-9]{4,}|^-[0-9]"));
        for (const TableView *table : visibleTables(bench.window)) {
            QHash<QString, qsizetype> decimals;
            eachFigure(*table, [&](const QModelIndex &index) {
                const QString text = index.data().toString();
                QVERIFY2(!crowded.match(text).hasMatch(), qPrintable(placeOf(*table, index)));
                QVERIFY2(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()).testFlag(Qt::AlignRight),
                         qPrintable(placeOf(*table, index)));
                const QString unit = index.data(UnitRole).toString();
                const qsizetype point = text.indexOf(QLatin1Char('.'));
                const qsizetype here = point < 0 ? 0 : text.size() - point - 1;
                const QString column = QStringLiteral("%1 %2").arg(index.column()).arg(unit);
                if ((unit == QLatin1String("%") || unit == QLatin1String("ms") || unit == QLatin1String("s")) &&
                    table->accessibleName() == QLatin1String("Platform health"))
                    QVERIFY2(decimals.value(column, here) == here, qPrintable(placeOf(*table, index)));
                decimals.insert(column, here);
            });
        }
    }

    /// R9: however many alarms there are, ten rows of them.
    void atMostTenAlarmsAreShown()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 30);
        const auto *table = bench.window.findChild<Panel *>(QStringLiteral("panel-alarms"))->findChild<TableView *>();
        QVERIFY(table->model()->rowCount() > 0 && table->model()->rowCount() <= 10);
    }

    /// R12: one bright button on a screen.
    void oneButtonIsBright()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        for (const QString &view : MainWindow::viewIds()) {
            if (!bench.window.showView(view))
                continue;
            bench.window.refresh();
            int bright = 0;
            for (const Button *button : bench.window.findChildren<Button *>())
                bright += button->isVisible() && button->isDefault() ? 1 : 0;
            QVERIFY2(bright <= 1, qPrintable(view));
        }
    }

    /// R15: local time, and UTC beside it, on every screen that the design names.
    void utcStandsBesideTheClock_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080), QSize(2560, 1440)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void utcStandsBesideTheClock()
    {
        QFETCH(const QSize, size);
        WindowBench bench(size);
        bench.feed(calmRecords, 3);
        const auto labels = bench.window.topBar().findChildren<PlainLabel *>();
        const bool shown = std::any_of(labels.begin(), labels.end(), [](const PlainLabel *label) {
            return label->isVisible() && label->text().endsWith(QStringLiteral("UTC"));
        });
        QVERIFY(shown);
    }

    /// R16: nothing is animated, in no view.
    void nothingIsAnimated()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 5);
        for (const QString &view : MainWindow::viewIds())
            (void)bench.window.showView(view);
        QCOMPARE(bench.window.findChildren<QAbstractAnimation *>().size(), 0);
        QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateMenu) &&
                !QApplication::isEffectEnabled(Qt::UI_FadeTooltip));
        QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    }

    /// The bar leads to what is next: to declare, then to note; a note without an incident says why not.
    void theIncidentBarLeadsOn()
    {
        const QTemporaryDir home;
        qputenv("XDG_STATE_HOME", home.path().toLocal8Bit());
        IncidentWatch incidents(QStringLiteral("shop-rules"));
        TestClock clock;
        WatchSession session(fixtureShop(), {}, {}, clock);
        MainWindow window(session, {.incidents = &incidents});
        window.setFixedSize(1366, 768);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *button = window.findChild<Button *>(QStringLiteral("incident-next"));
        QVERIFY(button && button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("Declare incident"));
        const auto *tone = window.findChild<Button *>(QStringLiteral("incident-tone"));
        QVERIFY(tone != nullptr && window.commands().keyText(QStringLiteral("tone")).isEmpty());
        QCOMPARE(tone->accessibleDescription(), QString()); // no key is no "key"
        const QRect place = button->geometry();
        const WindowCommand *note = window.commands().find(QStringLiteral("note"));
        QVERIFY(note && window.commands().stateOf(*note).refusal.contains(QStringLiteral("no incident is open")));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(window.findChild<IncidentSheet *>() != nullptr);
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &window, Qt::Key_Escape);
        Declaration declaration;
        declaration.title = QStringLiteral("Checkout fails");
        incidents.declare(QStringLiteral("M. Okafor"), declaration);
        QTRY_COMPARE_WITH_TIMEOUT(button->text(), QStringLiteral("Add note"), 10'000);
        QCOMPARE(button->geometry(), place);
        QVERIFY(window.commands().stateOf(*note).refusal.isEmpty());
    }
};

QTEST_MAIN(TestCockpitRules)
#include "tst_cockpitrules.moc"
