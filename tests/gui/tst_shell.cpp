// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/appearance.h"
#include "app/windowsheet.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/topbar.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

QWidget *sheetOf(WindowBench &bench)
{
    return bench.window.sheet().content();
}

/// The row of the overview of keys that tells of a command: "Ctrl K | Go to or run a command".
QString keyRow(WindowBench &bench, const QString &title)
{
    const auto *model = sheetOf(bench)->findChild<QTableView *>()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, 2).data().toString() == title)
            return model->index(row, 1).data().toString();
    return {};
}

void selectKeyRow(WindowBench &bench, const QString &title)
{
    auto *table = sheetOf(bench)->findChild<QTableView *>();
    for (int row = 0; row < table->model()->rowCount(); ++row)
        if (table->model()->index(row, 2).data().toString() == title)
            table->selectRow(row);
}

/// Takes what would be opened in the browser.
class Browser : public QObject
{
    Q_OBJECT
public:
    QStringList opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened << url.toString(QUrl::FullyEncoded); }
};

} // namespace

class TestShell : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void f6GoesThroughThePanelsAndBack()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        const auto panel = [] {
            for (const QWidget *widget = QApplication::focusWidget(); widget != nullptr;
                 widget = widget->parentWidget())
                if (qobject_cast<const Panel *>(widget) != nullptr)
                    return widget->objectName();
            return QString();
        };
        QStringList forth, back;
        for (int i = 0; i < 6; ++i) {
            bench.press(Qt::Key_F6);
            forth << panel();
        }
        QVERIFY(QSet<QString>(forth.begin(), forth.end()).size() >= 5);
        for (int i = 0; i < 5; ++i) {
            bench.press(QKeySequence(QStringLiteral("Shift+F6")));
            back.prepend(panel());
        }
        QCOMPARE(back, forth.mid(0, 5));
    }

    /// R13: the Tab key alone comes to everything that can be pressed or read, in every view.
    void tabReachesEverything_data()
    {
        QTest::addColumn<QString>("view");
        for (const QString &view : MainWindow::viewIds())
            QTest::newRow(qPrintable(view)) << view;
    }
    void tabReachesEverything()
    {
        QFETCH(QString, view);
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        if (!bench.window.showView(view)) { // the fixture's workspace has no boards
            QCOMPARE(view, QStringLiteral("boards"));
            return;
        }
        QTest::qWait(0);
        QSet<QWidget *> left;
        // Of exclusive choices Tab comes to the one that holds; arrows choose another.
        const auto isOtherChoice = [](QWidget *widget) {
            const auto *choice = qobject_cast<QAbstractButton *>(widget);
            return choice != nullptr && choice->group() != nullptr && choice->group()->exclusive() && !choice->isChecked();
        };
        for (QWidget *widget : bench.window.findChildren<QWidget *>())
            if (!isOtherChoice(widget) && (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() && widget->focusProxy() == nullptr)
                left << widget;
        QVERIFY(left.size() > 5);
        bench.window.centralWidget()->setFocus();
        for (int i = 0; i < 200 && !left.isEmpty(); ++i) {
            bench.press(Qt::Key_Tab);
            left.remove(QApplication::focusWidget());
        }
        QStringList never;
        for (const QWidget *widget : std::as_const(left))
            never << QStringLiteral("%1 %2").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        QVERIFY2(never.isEmpty(), qPrintable(never.join(QStringLiteral(", "))));
    }

    void aPanelIsReachedFromEveryView()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(Qt::Key_7);
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
        bench.press(Qt::Key_H);
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        QVERIFY(
            bench.window.findChild<Panel *>(QStringLiteral("panel-health"))->isAncestorOf(QApplication::focusWidget()));
    }

    void escGoesBackStepByStep()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(Qt::Key_H);
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        QVERIFY(sheetOf(bench));
        bench.press(Qt::Key_Escape);
        QVERIFY(!sheetOf(bench));
        auto *table = qobject_cast<QTableView *>(QApplication::focusWidget());
        QVERIFY(table && table->currentIndex().isValid());
        bench.press(Qt::Key_Escape);
        QVERIFY(!table->currentIndex().isValid());
        bench.press(Qt::Key_Escape);
        bench.press(Qt::Key_Escape);
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        bench.press(Qt::Key_Escape); // nothing left to leave
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
    }

    void lettersAreTextWhileOneTypes()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        bench.type(QStringLiteral("a7h"));
        QVERIFY(sheetOf(bench));
        QCOMPARE(qobject_cast<QLineEdit *>(QApplication::focusWidget())->text(), QStringLiteral("a7h"));
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        bench.press(QKeySequence(QStringLiteral("Ctrl+7"))); // works while typing, too
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
    }

    void singleKeysCanBeSwitchedOff()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        Preferences off;
        off.singleKeys = false;
        bench.settings.change(off);
        bench.press(Qt::Key_7);
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        bench.press(QKeySequence(QStringLiteral("Ctrl+7")));
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
        bench.settings.change({});
        bench.press(Qt::Key_1);
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
    }

    void f1ListsEveryKeyThatWorks()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(Qt::Key_F1);
        bench.picture(QStringLiteral("keys"));
        QCOMPARE(keyRow(bench, QStringLiteral("Go to or run a command")), QStringLiteral("Ctrl K"));
        QCOMPARE(keyRow(bench, QStringLiteral("View: Connections")), QStringLiteral("7, Ctrl 7"));
        QCOMPARE(keyRow(bench, QStringLiteral("Copy the table as tab-separated values")),
                 QStringLiteral("Ctrl Shift C"));
        const auto *model = sheetOf(bench)->findChild<QTableView *>()->model();
        int listed = 0; // also what has no key: it may be given one, or leads to a guarded control
        for (const WindowCommand &command : bench.window.commands().all()) {
            listed += command.section.isEmpty() ? 0 : 1;
            QVERIFY2(command.keys.isEmpty() || !command.section.isEmpty() || command.guarded, qPrintable(command.id));
        }
        QVERIFY(listed > 15);
        QCOMPARE(model->rowCount(), listed);
        bench.press(Qt::Key_Escape);
        bench.press(Qt::Key_Escape);
        QVERIFY(!sheetOf(bench));
    }

    void aKeyIsChangedWhereItIsListed()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        const QString alarms = QStringLiteral("Go to Alarms");
        bench.press(Qt::Key_F1);
        selectKeyRow(bench, alarms);
        bench.press(Qt::Key_Return);
        bench.press(Qt::Key_H); // taken: nothing is changed, and it does not do what it does elsewhere
        QVERIFY(sheetOf(bench));
        QCOMPARE(keyRow(bench, alarms), QStringLiteral("A"));
        selectKeyRow(bench, alarms);
        bench.press(Qt::Key_Return);
        bench.press(Qt::Key_X);
        QCOMPARE(keyRow(bench, alarms), QStringLiteral("X"));
        bench.window.sheet().close();
        bench.press(Qt::Key_X);
        QVERIFY(
            bench.window.findChild<Panel *>(QStringLiteral("panel-alarms"))->isAncestorOf(QApplication::focusWidget()));
        bench.window.centralWidget()->setFocus();
        bench.press(Qt::Key_A);
        QCOMPARE(QApplication::focusWidget(), bench.window.centralWidget());
        bench.window.commands().restoreKeys(QStringLiteral("panel-alarms"));
        bench.press(Qt::Key_A);
        QVERIFY(
            bench.window.findChild<Panel *>(QStringLiteral("panel-alarms"))->isAncestorOf(QApplication::focusWidget()));
    }

    void copiesTheSituation()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+S")));
        const QString text = QGuiApplication::clipboard()->text();
        for (const char *part : {"ShopFlow, production", "critical since", "Checkout success 97.81 %",
                                 "Checkout (errors 2.19 %", "/checkout/* on the new side: desired"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QVERIFY(bench.window.topBar().commandField()->outcome().startsWith(QStringLiteral("Situation copied")));
        bench.picture(QStringLiteral("copied"));
    }

    void rowsAndTablesAreCopied()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(Qt::Key_H);
        bench.press(QKeySequence(QStringLiteral("Ctrl+C")));
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Storefront + CDN, ")));
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
        const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 11);
        QVERIFY(lines[0].startsWith(QStringLiteral("Service\tRate /min\tErrors\tp99")));
    }

    void opensOnlyTheWorkspacesOwnLinksAndOnlyWhenAsked()
    {
        Browser browser;
        QDesktopServices::setUrlHandler(QStringLiteral("https"), &browser, "open");
        TestClock clock;
        auto workspace = std::make_shared<Workspace>(*fixtureShop());
        LinkConfig bridge;
        bridge.name = QStringLiteral("bridge");
        bridge.url = QStringLiteral("https://meet.example/war-room");
        LinkConfig evil;
        evil.name = QStringLiteral("files");
        evil.url = QStringLiteral("file:///etc/passwd");
        workspace->links = {bridge, evil};
        WatchSession session(workspace, {}, {}, clock);
        MainWindow window(session);
        window.show();
        QCOMPARE(browser.opened, QStringList());
        window.commands().run(QStringLiteral("link-bridge"));
        QCOMPARE(browser.opened, QStringList{bridge.url});
        window.commands().run(QStringLiteral("link-files"));
        QCOMPARE(browser.opened.size(), 1);
        QVERIFY(window.topBar().commandField()->outcome().contains(QStringLiteral("no web address")));
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    }

    void settingsCountAtOnceAndAreKept()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("surgedeck/settings.ini"));
        const SystemClock clock;
        {
            Settings settings(file);
            QCOMPARE(settings.values(), Preferences{});
            Appearance appearance(settings, clock);
            Preferences values;
            values.theme = ThemeChoice::Light;
            values.textPercent = 125;
            values.motion = Motion::Reduced;
            values.singleKeys = false;
            values.tone = true;
            values.language = QStringLiteral("de");
            values.keys = {{QStringLiteral("panel-alarms"), {QStringLiteral("X")}}, {QStringLiteral("keys"), {}}};
            settings.change(values);
            QCOMPARE(theme::name(), ThemeName::Light);
            QCOMPARE(theme::textPercent(), 125);
            QCOMPARE(theme::motion(), Motion::Reduced);
        }
        Settings again(file);
        QCOMPARE(again.values().theme, ThemeChoice::Light);
        QCOMPARE(again.values().textPercent, 125);
        QCOMPARE(again.values().motion, Motion::Reduced);
        QVERIFY(!again.values().singleKeys && again.values().tone);
        QCOMPARE(again.values().keys.value(QStringLiteral("panel-alarms")), QStringList{QStringLiteral("X")});
        QVERIFY(again.values().keys.contains(QStringLiteral("keys")));
        theme::setMotion(Motion::Full);
    }

    void aBrokenSettingsFileIsTheUsualSettings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("noise") << QByteArray("\x00\xff\xfe[[[=\n;;", 11);
        QTest::newRow("values") << QByteArray("[General]\ntheme=pink\ntext=900\nmotion=7\nlanguage=xx\n");
        QTest::newRow("long") << QByteArray("[General]\nlanguage=") + QByteArray(100'000, 'x');
    }
    void aBrokenSettingsFileIsTheUsualSettings()
    {
        QFETCH(QByteArray, text);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("settings.ini")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const Settings settings(file.fileName());
        QCOMPARE(settings.values().theme, ThemeChoice::Dark);
        QCOMPARE(settings.values().textPercent, 100);
        QVERIFY(settings.values().language.size() <= 10);
    }

    void theDayDecidesTheTheme()
    {
        QCOMPARE(themeAt(ThemeChoice::LightByDay, 6), ThemeName::Dark);
        QCOMPARE(themeAt(ThemeChoice::LightByDay, 7), ThemeName::Light);
        QCOMPARE(themeAt(ThemeChoice::LightByDay, 18), ThemeName::Light);
        QCOMPARE(themeAt(ThemeChoice::LightByDay, 19), ThemeName::Dark);
        QCOMPARE(themeAt(ThemeChoice::Dark, 12), ThemeName::Dark);
    }

    void theSettingsPanelIsWalkedByKeys()
    {
        WindowBench bench;
        Appearance appearance(bench.settings, bench.clock);
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+,")));
        QCOMPARE(bench.focusedName(), QStringLiteral("Theme: Dark"));
        bench.picture(QStringLiteral("settings"));
        bench.press(Qt::Key_Right);
        QCOMPARE(bench.focusedName(), QStringLiteral("Theme: Light"));
        QCOMPARE(bench.settings.values().theme, ThemeChoice::Light);
        QCOMPARE(theme::name(), ThemeName::Light);
        bench.press(Qt::Key_Tab);
        QVERIFY(bench.focusedName().startsWith(QStringLiteral("Text: ")));
        bench.press(Qt::Key_Escape);
        QVERIFY(!sheetOf(bench));
    }

    void theTopBarFitsAtEveryWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("percent");
        for (const int width : {1366, 1440, 1680, 1920, 2560})
            for (const int percent : {90, 100, 125, 150})
                QTest::addRow("%d at %d %%", width, percent) << width << percent;
    }
    void theTopBarFitsAtEveryWidth()
    {
        QFETCH(int, width);
        QFETCH(int, percent);
        theme::apply(ThemeName::Dark, percent);
        WindowBench bench({width, 900});
        bench.feed(convoyRecords, 2);
        bench.clock.advance(42s); // every source is stale
        bench.window.setPerson(QStringLiteral("M. Okafor · commander"));
        bench.window.refresh();
        QCOMPARE(bench.window.width(), width);
        int right = 0;
        QList<QWidget *> parts;
        for (QWidget *part : bench.window.topBar().findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            if (part->isVisible())
                parts << part;
        std::sort(parts.begin(), parts.end(), [](const QWidget *a, const QWidget *b) { return a->x() < b->x(); });
        for (const QWidget *part : parts) {
            QVERIFY2(part->x() >= right, part->metaObject()->className());
            right = part->geometry().right();
            QVERIFY2(part->width() >= std::min(part->sizeHint().width(), part->minimumSizeHint().width()),
                     part->metaObject()->className());
        }
        QVERIFY(right < width);
        bench.picture(QStringLiteral("topbar-%1-%2").arg(width).arg(percent));
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
