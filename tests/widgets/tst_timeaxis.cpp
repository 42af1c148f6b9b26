// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/timeticks.h"
#include "widgets/trendview.h"

#include "widgets/seriestable.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime noon{std::chrono::milliseconds(1'795'780'800'000)}; // 2026-11-27 12:00:00 UTC

TimeRange hour()
{
    return {noon - 1h, noon};
}

/// An hour in steps of five seconds that rises from 0 to 720.
TrendData rising()
{
    TrendData data;
    for (int i = 0; i <= 720; ++i)
        data.values.push_back(i);
    data.span = hour();
    return data;
}

/// Two trends over one axis, as in the panel of trends.
struct Panel
{
    Panel()
    {
        window.resize(640, 200);
        axis.setLive(hour());
        int y = 0;
        for (TrendView *view : {&upper, &lower}) {
            view->setGeometry(0, y, 640, 96);
            view->setAxis(&axis);
            view->setCaption({QStringLiteral("Lock waits"), QStringLiteral("720"), QStringLiteral("sessions")});
            view->setData(rising());
            y += 100;
        }
        window.show();
    }

    TimeAxis axis; // outlives the views
    QWidget window;
    TrendView upper{&window};
    TrendView lower{&window, TrendView::TimeLabels::Shown};
};

QString texts(const std::vector<TimeTick> &ticks)
{
    QStringList labels;
    for (const TimeTick &tick : ticks)
        labels << tick.label;
    return labels.join(QLatin1Char(' '));
}

} // namespace

class TestTimeAxis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init() { failOnAnyWarning(); }
    void cleanup()
    {
        qputenv("TZ", "UTC");
        ::tzset();
    }

    void theLiveSpanMovesOnUntilSomebodyZooms()
    {
        TimeAxis axis;
        QSignalSpy changed(&axis, &TimeAxis::rangeChanged);
        axis.setLive(hour());
        axis.setLive(hour());
        QCOMPARE(changed.count(), 1);
        QVERIFY(axis.isLive() && !axis.canGoBack());
        const TimeRange part{noon - 20min, noon - 10min};
        axis.zoomTo(part);
        axis.setLive({noon - 59min, noon + 1min});
        QCOMPARE(axis.range(), part);
        QCOMPARE(changed.count(), 2);
        axis.back();
        QVERIFY(axis.isLive());
        QCOMPARE(axis.range().to, noon + 1min);
        axis.forward();
        QCOMPARE(axis.range(), part);
        axis.showLive();
        axis.back();
        QCOMPARE(axis.range(), part);
    }

    void aZoomDropsWhatForwardLedTo()
    {
        TimeAxis axis;
        axis.setLive(hour());
        axis.zoomTo({noon - 30min, noon});
        axis.zoomTo({noon - 10min, noon});
        axis.back();
        axis.zoomTo({noon - 20min, noon - 15min});
        QVERIFY(!axis.canGoForward());
        axis.back();
        QCOMPARE(axis.range().from, noon - 30min);
    }

    void aSpanIsNeverShorterThanASecondNorBackward()
    {
        TimeAxis axis;
        axis.setLive(hour());
        axis.zoomTo({noon, noon});
        QCOMPARE(axis.range().length(), TimeAxis::shortest);
        axis.zoomTo({noon, noon - 5min});
        QCOMPARE(axis.range(), (TimeRange{noon - 5min, noon}));
        axis.panBy(-1min);
        QCOMPARE(axis.range(), (TimeRange{noon - 6min, noon - 1min}));
    }

    void historyIsBounded()
    {
        TimeAxis axis;
        axis.setLive(hour());
        for (int i = 0; i < 1000; ++i)
            axis.zoomTo({noon - 1min * (i + 1), noon});
        int steps = 0;
        for (; axis.canGoBack() && steps < 2000; ++steps)
            axis.back();
        QCOMPARE(steps, int(TimeAxis::mostSteps) - 1);
    }

    void ticksAreRoundInLocalTime_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("ticks");
        QTest::newRow("an hour") << QByteArray("UTC") << 60 << "11:00 11:15 11:30 11:45 12:00";
        QTest::newRow("half an hour of offset")
            << QByteArray("Asia/Kolkata") << 60 << "16:30 16:45 17:00 17:15 17:30";
        QTest::newRow("a minute") << QByteArray("UTC") << 1 << "11:59:00 11:59:15 11:59:30 11:59:45 12:00:00";
        QTest::newRow("a day") << QByteArray("UTC") << 24 * 60 << "12:00 18:00 27 Nov 06:00 12:00";
        QTest::newRow("four days") << QByteArray("UTC") << 4 * 24 * 60 << "24 Nov 25 Nov 26 Nov 27 Nov";
        QTest::newRow("nothing") << QByteArray("UTC") << 0 << "";
    }
    void ticksAreRoundInLocalTime()
    {
        QFETCH(QByteArray, zone);
        QFETCH(int, minutes);
        QFETCH(QString, ticks);
        qputenv("TZ", zone);
        ::tzset();
        QCOMPARE(texts(timeTicks({noon - std::chrono::minutes(minutes), noon}, 5)), ticks);
    }

    void theCrosshairIsTheSameInEveryChart()
    {
        Panel panel;
        const QPointF middle = panel.upper.plot().center();
        QTest::mouseMove(&panel.upper, middle.toPoint());
        QVERIFY(panel.axis.cursor().has_value());
        QVERIFY(std::chrono::abs(*panel.axis.cursor() - (noon - 30min)) < 30s);
        QCOMPARE(panel.lower.readout(), panel.upper.readout());
        QVERIFY2(panel.lower.readout().contains(QStringLiteral("sessions")), qPrintable(panel.lower.readout()));
        const QImage with = panel.lower.grab().toImage();
        panel.axis.setCursor(std::nullopt);
        QVERIFY(panel.lower.grab().toImage() != with);
        QVERIFY(panel.lower.readout().isEmpty());
    }

    void theArrowKeysWalkFromTheNewestValue()
    {
        Panel panel;
        QTest::keyClick(&panel.upper, Qt::Key_Left);
        QCOMPARE(panel.upper.readout(), QStringLiteral("12:00:00, 720 sessions"));
        QTest::keyClick(&panel.upper, Qt::Key_Left);
        QCOMPARE(panel.upper.readout(), QStringLiteral("11:59:55, 719 sessions"));
        QTest::keyClick(&panel.upper, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(panel.upper.readout(), QStringLiteral("11:59:05, 709 sessions"));
        QTest::keyClick(&panel.upper, Qt::Key_Home);
        QCOMPARE(panel.upper.readout(), QStringLiteral("11:00:00, 0 sessions"));
        QCOMPARE(panel.upper.spokenDescription(), panel.upper.readout());
        QTest::keyClick(&panel.upper, Qt::Key_Escape);
        QVERIFY(!panel.axis.cursor());
    }

    void aMovedCursorPaintsOnlyWhereItWasAndIs()
    {
        Panel panel;
        QVERIFY(QTest::qWaitForWindowActive(&panel.window)); // a change of focus paints everything
        struct Watch : QObject
        {
            QRegion painted;
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::Paint)
                    painted += static_cast<QPaintEvent *>(event)->region();
                return false;
            }
        } watch;
        panel.upper.installEventFilter(&watch);
        panel.axis.setCursor(noon - 50min);
        QTRY_VERIFY(!watch.painted.isEmpty()); // all of it, at first
        watch.painted = {};
        panel.axis.setCursor(noon - 10min);
        QTRY_VERIFY(!watch.painted.isEmpty());
        int area = 0;
        for (const QRect &part : watch.painted)
            area += part.width() * part.height();
        QVERIFY2(area < panel.upper.width() * panel.upper.height() / 2, qPrintable(QString::number(area)));
    }

    void aDragSelectsInAllAndIsNoClick()
    {
        Panel panel;
        QSignalSpy activated(&panel.upper, &TrendView::activated);
        const QRectF plot = panel.upper.plot();
        const QPoint from(int(plot.left()) + 40, int(plot.center().y()));
        const QPoint to(int(plot.right()) - 40, from.y());
        QTest::mousePress(&panel.upper, Qt::LeftButton, {}, from);
        QTest::mouseMove(&panel.upper, from + QPoint(30, 0));
        QTest::mouseMove(&panel.upper, to);
        QTest::mouseRelease(&panel.upper, Qt::LeftButton, {}, to);
        QVERIFY(panel.axis.selection().has_value());
        QVERIFY(panel.axis.selection()->length() > 40min && panel.axis.selection()->length() < 1h);
        QCOMPARE(activated.count(), 0);
        QTest::mouseClick(&panel.upper, Qt::LeftButton, {}, from);
        QCOMPARE(activated.count(), 1);
    }

    void aZoomShowsAPartOfTheData()
    {
        Panel panel;
        const QImage whole = panel.upper.grab().toImage();
        panel.axis.zoomTo({noon - 5min, noon});
        QVERIFY(panel.upper.grab().toImage() != whole);
        QVERIFY(panel.upper.spokenName().contains(QStringLiteral("11:55:00")));
        panel.axis.back();
        QCOMPARE(panel.upper.grab().toImage(), whole);
    }

    void theDataIsATableInTheSamePlace()
    {
        Panel panel;
        panel.upper.setFocus();
        QTest::keyClick(&panel.upper, Qt::Key_D, Qt::ControlModifier);
        auto *table = panel.upper.findChild<SeriesTable *>();
        QVERIFY(table != nullptr && table->isVisible());
        QCOMPARE(table->geometry(), panel.upper.rect());
        QCOMPARE(table->model()->rowCount(), 721);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("12:00:00"));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("719"));
        QVERIFY(!table->accessibleName().isEmpty());
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!panel.upper.isTableShown());
    }

    void whatIsOldIsHatchedFromTheNewestValueOn()
    {
        Panel panel;
        panel.axis.setLive({noon - 50min, noon + 10min});
        const QImage before = panel.upper.grab().toImage();
        panel.upper.setState({.kind = DataState::Kind::Stale, .age = 10min, .since = QStringLiteral("12:00:00")});
        const QImage after = panel.upper.grab().toImage();
        const QRectF plot = panel.upper.plot();
        const auto differ = [&](int x) {
            for (int y = int(plot.top()); y < int(plot.bottom()); ++y)
                if (before.pixel(x, y) != after.pixel(x, y))
                    return true;
            return false;
        };
        QVERIFY(differ(int(plot.right()) - 20));
        QVERIFY(panel.upper.spokenName().contains(QStringLiteral("unknown")));
        QVERIFY(panel.upper.spokenName().contains(QStringLiteral("stale")));
    }
};

QTEST_MAIN(TestTimeAxis)
#include "tst_timeaxis.moc"
