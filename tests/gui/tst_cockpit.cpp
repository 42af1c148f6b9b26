// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/session.h"
#include "tests/gui/shopfixture.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/tableview.h"
#include "widgets/treeview.h"
#include "widgets/valuetile.h"

#include <QDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int greySpread = 24; // the greys of the tokens reach 19, the palest state colour has 37

int mostColour(const QImage &image)
{
    int most = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
            most = std::max(most, high - low);
        }
    return most;
}

/// A window on the fixture shop whose time stands still.
class Bench
{
public:
    explicit Bench(QSize size = {1920, 1080})
        : session(fixtureShop(), {}, {}, clock)
        , window(session)
    {
        window.setFixedSize(size);
        window.show();
    }

    void feed(std::vector<Record> (*records)(WallTime, MonoTime), int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            clock.advance(1s);
            session.receive(records(clock.now(), clock.monotonic()));
            (void)session.evaluate();
        }
        window.refresh();
    }

    QImage picture(const QString &name)
    {
        QTest::qWait(0);
        const QImage image = window.grab().toImage();
        const QString folder = qEnvironmentVariable("SURGEDECK_BUILD", QStringLiteral(".")) + QStringLiteral("/pictures");
        QDir().mkpath(folder);
        image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
        return image;
    }

    TestClock clock;
    WatchSession session;
    MainWindow window;
};

QMap<QString, QRect> geometryOf(const MainWindow &window)
{
    QMap<QString, QRect> all;
    for (const QWidget *widget : window.findChildren<QWidget *>())
        if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_")))
            all.insert(widget->objectName(), QRect(widget->mapTo(&window, QPoint()), widget->size()));
    return all;
}

} // namespace

class TestCockpit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void aCalmScreenHasNoHue_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("dark") << int(ThemeName::Dark);
        QTest::newRow("light") << int(ThemeName::Light);
    }

    void aCalmScreenHasNoHue()
    {
        QFETCH(int, theme);
        theme::apply(ThemeName(theme));
        Bench bench;
        bench.feed(calmRecords, 3);
        QVERIFY(mostColour(bench.picture(QStringLiteral("calm-%1").arg(theme))) <= greySpread);
        bench.feed(convoyRecords, 20);
        QVERIFY(mostColour(bench.picture(QStringLiteral("convoy-%1").arg(theme))) > greySpread);
    }

    void theConvoyIsNamedAtTheFirstSight()
    {
        Bench bench;
        bench.feed(convoyRecords, 1);
        const auto *chain = bench.window.findChild<TreeView *>();
        QVERIFY(chain);
        const QModelIndex root = chain->model()->index(0, 0);
        QCOMPARE(root.data().toString(), QStringLiteral("48211"));
        QCOMPARE(chain->model()->index(0, 3).data().toString(), QStringLiteral("blocks 63"));
        const auto *digests = bench.window.findChild<Panel *>(QStringLiteral("panel-queries"))->findChild<TableView *>();
        QCOMPARE(digests->model()->index(0, 0).data().toString(), QStringLiteral("stock"));
        QVERIFY(digests->model()->index(0, 2).data().toString() == QStringLiteral("63"));
    }

    void nothingMovesBetweenCalmAndIncident()
    {
        Bench bench;
        bench.feed(calmRecords, 3);
        const auto calm = geometryOf(bench.window);
        QVERIFY(calm.contains(QStringLiteral("panel-queries")));
        bench.feed(convoyRecords, 20);
        QCOMPARE(geometryOf(bench.window), calm);
    }

    void nothingLeavesItsFrame_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("percent");
        for (const QSize size : {QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080), QSize(2560, 1440)})
            for (const int percent : {100, 125, 150})
                QTest::addRow("%dx%d at %d %%", size.width(), size.height(), percent) << size << percent;
    }

    void nothingLeavesItsFrame()
    {
        QFETCH(QSize, size);
        QFETCH(int, percent);
        theme::apply(ThemeName::Dark, percent);
        Bench bench(size);
        bench.feed(convoyRecords, 2);
        QCOMPARE(bench.window.size(), size);
        for (const Panel *panel : bench.window.findChildren<Panel *>()) {
            if (!panel->isVisible())
                continue;
            const QRect frame(panel->mapTo(&bench.window, QPoint()), panel->size());
            QVERIFY2(bench.window.rect().contains(frame), qPrintable(panel->objectName()));
        }
        for (const ValueTile *tile : bench.window.findChildren<ValueTile *>())
            QVERIFY2(tile->parentWidget()->rect().contains(tile->geometry()), qPrintable(tile->objectName()));
        bench.picture(QStringLiteral("%1x%2-%3").arg(size.width()).arg(size.height()).arg(percent));
    }

    void aSilentSourceIsNotGreenAndNotZero()
    {
        Bench bench;
        bench.feed(calmRecords, 3);
        bench.clock.advance(42s);
        bench.window.refresh();
        const auto *tile = bench.window.findChild<ValueTile *>(QStringLiteral("tile-success"));
        QCOMPARE(tile->reading().state.kind, DataState::Kind::Stale);
        QVERIFY(tile->spokenName().contains(QStringLiteral("stale")));
        QCOMPARE(bench.session.platform().view().indicators[0].state, Health::Unknown);
        bench.picture(QStringLiteral("stale"));
    }

    void panelsAreReachedByTheirKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("panel");
        QTest::newRow("alarms") << "A" << "panel-alarms";
        QTest::newRow("health") << "H" << "panel-health";
        QTest::newRow("queries") << "Q" << "panel-queries";
        QTest::newRow("traffic") << "S" << "panel-traffic";
    }

    void panelsAreReachedByTheirKeys()
    {
        QFETCH(QString, key);
        QFETCH(QString, panel);
        Bench bench;
        bench.feed(convoyRecords, 20);
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, QKeySequence(key)[0].key());
        const QWidget *focused = QApplication::focusWidget();
        QVERIFY(focused);
        QVERIFY(bench.window.findChild<Panel *>(panel)->isAncestorOf(focused)
                || bench.window.findChild<Panel *>(panel) == focused);
    }

    void viewsAreSwitchedByDigit()
    {
        Bench bench;
        bench.feed(calmRecords, 1);
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        QTest::keyClick(&bench.window, Qt::Key_7);
        QVERIFY(!bench.window.findChild<QWidget *>(QStringLiteral("view-cockpit"))->isVisible());
        QTest::keyClick(&bench.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(bench.window.findChild<QWidget *>(QStringLiteral("view-cockpit"))->isVisible());
    }
};

QTEST_MAIN(TestCockpit)
#include "tst_cockpit.moc"
