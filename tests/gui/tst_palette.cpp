// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/paletteitems.h"
#include "app/windowsheet.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/commandpalette.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/topbar.h"

#include <QClipboard>
#include <QListView>
#include <QTableView>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

CommandPalette *paletteOf(WindowBench &bench)
{
    return qobject_cast<CommandPalette *>(bench.window.sheet().content());
}

/// Titles as they stand, headings included.
QStringList linesOf(const CommandPalette &palette)
{
    QStringList lines;
    const auto *model = palette.findChild<QListView *>()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        lines << model->index(row, 0).data().toString();
    return lines;
}

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void opensBelowTheTilesAndHidesNothingThatMatters()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        CommandPalette *palette = paletteOf(bench);
        QVERIFY(palette && palette->isVisible());
        const QRect frame(palette->mapTo(&bench.window, QPoint()), palette->size());
        for (const char *kept : {"panel-alarms", "panel-health", "panel-runbook"}) {
            const auto *panel = bench.window.findChild<Panel *>(QLatin1String(kept));
            QVERIFY2(!frame.intersects(QRect(panel->mapTo(&bench.window, QPoint()), panel->size())), kept);
        }
        QCOMPARE(bench.focusedName(), QStringLiteral("Go to or run a command"));
        bench.picture(QStringLiteral("palette"));
        bench.type(QStringLiteral("stock"));
        bench.picture(QStringLiteral("palette-stock"));
    }

    void escGoesBackToWhereTheKeyboardWas()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(Qt::Key_A);
        const QString before = bench.focusedName();
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        bench.press(Qt::Key_Escape);
        QVERIFY(!paletteOf(bench));
        QCOMPARE(bench.focusedName(), before);
    }

    void groupsStandUnderTheirHeadings()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        const QStringList lines = linesOf(*paletteOf(bench));
        const auto doNow = lines.indexOf(QStringLiteral("Do now"));
        const auto goTo = lines.indexOf(QStringLiteral("Go to"));
        const auto lookUp = lines.indexOf(QStringLiteral("Look up"));
        QVERIFY2(doNow == 0 && doNow < goTo && goTo < lookUp, qPrintable(lines.join(QLatin1Char('\n'))));
        QVERIFY(lines.indexOf(QStringLiteral("Copy situation")) < goTo);
    }

    void whatIsWrongNowStandsFirst()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        const QStringList lines = linesOf(*paletteOf(bench));
        const QString first = lines.value(lines.indexOf(QStringLiteral("Go to")) + 1);
        QVERIFY2(first.startsWith(QLatin1String("Alarm")), qPrintable(first));
        QCOMPARE(lines.value(lines.indexOf(QStringLiteral("Look up")) + 1),
                 QStringLiteral("Sessions that hold locks on legacy-db"));
    }

    void goesToTheRowOfAnAlarm()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        bench.press(QKeySequence(QStringLiteral("7")));
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        bench.type(QStringLiteral("alarm pool"));
        bench.press(Qt::Key_Return);
        QVERIFY(!paletteOf(bench));
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        auto *table = qobject_cast<QTableView *>(QApplication::focusWidget());
        QVERIFY(table && bench.window.findChild<Panel *>(QStringLiteral("panel-alarms"))->isAncestorOf(table));
        QVERIFY(table->currentIndex().siblingAtColumn(2).data().toString().startsWith(QLatin1String("Database pool")));
    }

    void theFirstResultIsThereWithin50ms()
    {
        WindowBench bench;
        bench.feed(convoyRecords, 20);
        std::vector<PaletteItem> items = paletteItems(bench.window);
        const std::vector<PaletteItem> once = items;
        while (items.size() < 2000) // a shop of many services, with a flood of alarms
            items.insert(items.end(), once.begin(), once.end());
        const SystemClock stopwatch;
        const MonoTime start = stopwatch.monotonic();
        for (const char *query : {"h", "ho", "hol", "hold"})
            (void)searchPalette(QLatin1String(query), items, {});
        const double perKeyMs = toSeconds(stopwatch.monotonic() - start) * 1000 / 4;
        const MonoTime opening = stopwatch.monotonic();
        bench.press(QKeySequence(QStringLiteral("Ctrl+K")));
        const double openMs = toSeconds(stopwatch.monotonic() - opening) * 1000;
        qInfo("open %.1f ms, a key among %d entries %.1f ms", openMs, int(items.size()), perKeyMs);
        // Sanitizers make everything several times slower; the figure itself is printed.
        QVERIFY2(openMs < 250 && perKeyMs < 250, qPrintable(QStringLiteral("%1 %2").arg(openMs).arg(perKeyMs)));
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
