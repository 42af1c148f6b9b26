// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/support/widgets/widgetrules.h"
#include "widgets/chart/chartcanvas.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/exportbar.h"
#include "widgets/panel.h"
#include "widgets/seriestable.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime noon{std::chrono::milliseconds(1'795'780'800'000)}; // 2026-11-27 12:00:00 UTC

TimeRange hour()
{
    return {noon - 1h, noon};
}

/// An hour at one point each five seconds.
std::vector<MetricPoint> points(double (*value)(double share))
{
    std::vector<MetricPoint> result;
    for (int i = 0; i <= 720; ++i)
        result.push_back({noon - 1h + 5s * i, value(i / 720.0)});
    return result;
}

double convoy(double share)
{
    return share < 0.8 ? 1.9 + 0.1 * std::sin(share * 80) : 1.9 + 6 * (1 - std::exp(-(share - 0.8) * 40));
}

double usual(double share)
{
    return 2.4 + 0.4 * std::sin(share * 9);
}

double calls(double share)
{
    return std::floor(900 + 60 * std::sin(share * 30));
}

std::vector<ChartSeries> convoySeries()
{
    ChartSeries p95{.name = QStringLiteral("Checkout p95"), .unit = QStringLiteral("s")};
    p95.origin = QStringLiteral("histogram_quantile(0.95, sum by (le) (rate(x_bucket[1m])))");
    p95.value = QStringLiteral("7.88");
    p95.points = points(convoy);
    p95.limit = ChartLimit{5, TrendData::BadSide::Above, QStringLiteral("limit 5.00 s")};
    p95.health = Health::Critical;
    p95.state = {.kind = DataState::Kind::Live, .age = 2s};
    ChartSeries lastWeek{.name = QStringLiteral("same hour last week"), .unit = QStringLiteral("s")};
    lastWeek.value = QStringLiteral("2.41");
    lastWeek.points = points(usual);
    lastWeek.state = p95.state;
    ChartSeries rate{.name = QStringLiteral("Checkout calls"), .unit = QStringLiteral("/min")};
    rate.value = QStringLiteral("912");
    rate.points = points(calls);
    rate.state = {.kind = DataState::Kind::Stale, .age = 42s, .since = QStringLiteral("11:59:18")};
    return {std::move(p95), std::move(lastWeek), std::move(rate)};
}

/// A chart in a panel, as the cockpit opens it.
struct Bench
{
    explicit Bench(std::vector<ChartSeries> series = convoySeries())
    {
        axis.setLive(hour());
        chart = new ChartView(&axis);
        chart->setTitle(QStringLiteral("Checkout latency"));
        chart->setSeries(std::move(series));
        chart->setEvents({{noon - 14min, QStringLiteral("flash deal")}, {noon - 12min, QStringLiteral("first alarm"), Health::Critical}});
        panel.setBody(chart);
        panel.setState({.kind = DataState::Kind::Live, .age = 2s});
        panel.resize(1264, 560);
        panel.show();
        canvas = chart->findChild<ChartCanvas *>();
    }

    QImage picture(const QString &name)
    {
        QCoreApplication::processEvents();
        const QImage image = panel.grab().toImage();
        const QString folder = qEnvironmentVariable("SURGEDECK_BUILD") + QStringLiteral("/gallery");
        QDir().mkpath(folder);
        image.save(QStringLiteral("%1/%2.png").arg(folder, name));
        return image;
    }

    QPoint at(double share) const
    {
        const QRectF area = canvas->areas().front();
        return {int(area.left() + share * area.width()), int(area.center().y())};
    }

    QPushButton *button(const QString &words) const
    {
        for (auto *one : chart->findChildren<QPushButton *>())
            if (one->text() == words || one->accessibleName() == words)
                return one;
        return nullptr;
    }

    TimeAxis axis; // outlives the view
    Panel panel{QStringLiteral("Checkout latency p95")};
    ChartView *chart = nullptr;
    ChartCanvas *canvas = nullptr;
};

} // namespace

class TestChart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void pictures_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::addColumn<int>("percent");
        QTest::newRow("dark") << ThemeName::Dark << 100;
        QTest::newRow("light") << ThemeName::Light << 100;
        QTest::newRow("large") << ThemeName::Dark << 150;
    }
    void pictures()
    {
        QFETCH(ThemeName, theme);
        QFETCH(int, percent);
        theme::apply(theme, percent);
        Bench bench;
        bench.axis.setCursor(noon - 8min);
        bench.chart->pinCursor();
        bench.axis.setCursor(noon - 5min);
        const QImage image = bench.picture(QStringLiteral("chart-") + QLatin1String(QTest::currentDataTag()));
        QVERIFY(widestChannelSpread(image) > 60);
        QCOMPARE(outsideOfParent(bench.panel).join(QLatin1Char('\n')), QString());
        QCOMPARE(focusableWithoutName(bench.panel).join(QLatin1Char('\n')), QString());
    }

    void normalSeriesHaveNoHue()
    {
        std::vector<ChartSeries> series = convoySeries();
        for (ChartSeries &one : series) {
            one.health = Health::Normal;
            one.state = {.kind = DataState::Kind::Live, .age = 2s};
        }
        Bench bench(std::move(series));
        bench.chart->setEvents({});
        QVERIFY(widestChannelSpread(bench.picture(QStringLiteral("chart-calm"))) <= 24);
    }

    void aDragZoomsAndTheWayBackIsKept()
    {
        Bench bench;
        QTest::mousePress(bench.canvas, Qt::LeftButton, {}, bench.at(0.5));
        QTest::mouseMove(bench.canvas, bench.at(0.6));
        QTest::mouseMove(bench.canvas, bench.at(0.75));
        QTest::mouseRelease(bench.canvas, Qt::LeftButton, {}, bench.at(0.75));
        QVERIFY(!bench.axis.isLive());
        QVERIFY(std::chrono::abs(bench.axis.range().from - (noon - 30min)) < 10s);
        QVERIFY(std::chrono::abs(bench.axis.range().to - (noon - 15min)) < 10s);
        const TimeRange zoomed = bench.axis.range();
        QTest::mouseClick(bench.button(QStringLiteral("Zoom back")), Qt::LeftButton);
        QVERIFY(bench.axis.isLive());
        QTest::mouseClick(bench.button(QStringLiteral("Zoom on")), Qt::LeftButton);
        QCOMPARE(bench.axis.range(), zoomed);
        QTest::mouseClick(bench.button(QStringLiteral("Live")), Qt::LeftButton);
        QVERIFY(bench.axis.isLive());
        QVERIFY(!bench.button(QStringLiteral("Live"))->isEnabled());
    }

    void shiftAndADragSelects()
    {
        Bench bench;
        QSignalSpy selected(bench.chart, &ChartView::rangeSelected);
        QTest::mousePress(bench.canvas, Qt::LeftButton, Qt::ShiftModifier, bench.at(0.25));
        QMouseEvent move(QEvent::MouseMove, bench.at(0.5), bench.canvas->mapToGlobal(bench.at(0.5)), Qt::NoButton,
                         Qt::LeftButton, Qt::ShiftModifier);
        QCoreApplication::sendEvent(bench.canvas, &move);
        QTest::mouseRelease(bench.canvas, Qt::LeftButton, Qt::ShiftModifier, bench.at(0.5));
        QCOMPARE(selected.count(), 1);
        QVERIFY(bench.axis.isLive());
        QVERIFY(std::chrono::abs(bench.axis.selection()->length() - 15min) < 20s);
        QTest::keyClick(bench.canvas, Qt::Key_Escape);
        QVERIFY(!bench.axis.selection());
    }

    void theKeyboardReachesEverything()
    {
        Bench bench;
        QTest::keyClick(bench.canvas, Qt::Key_Left);
        QVERIFY2(bench.canvas->readout().startsWith(QStringLiteral("12:00:00, Checkout p95 7.90 s")), qPrintable(bench.canvas->readout()));
        QTest::keyClick(bench.canvas, Qt::Key_Left);
        QVERIFY(bench.canvas->spokenDescription().startsWith(QStringLiteral("11:59:55")));
        QTest::keyClick(bench.canvas, Qt::Key_Plus);
        QVERIFY(bench.axis.range().length() < 31min);
        QTest::keyClick(bench.canvas, Qt::Key_PageUp);
        QVERIFY(bench.axis.range().to < noon - 10min);
        QTest::keyClick(bench.canvas, Qt::Key_Left, Qt::AltModifier);
        QVERIFY(bench.axis.isLive());
        QSignalSpy pinned(bench.chart, &ChartView::pinned);
        QTest::keyClick(bench.canvas, Qt::Key_P);
        QCOMPARE(pinned.count(), 1);
        QCOMPARE(bench.chart->pins().size(), std::size_t(1));
        QSignalSpy closed(bench.chart, &ChartView::closeWanted);
        for (int i = 0; i < 4 && closed.isEmpty(); ++i)
            QTest::keyClick(bench.canvas, Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
    }

    void whatAReaderHears()
    {
        Bench bench;
        const QString name = bench.canvas->spokenName();
        for (const char *part : {"Checkout latency", "Checkout p95 7.88 s", "critical", "highest 7.90", "Checkout calls", "unknown",
                                 "11:00:00 to 12:00:00"})
            QVERIFY2(name.contains(QLatin1String(part)), qPrintable(name));
    }

    void theTableHasTheSameDataInTheSamePlace()
    {
        Bench bench;
        bench.canvas->setFocus();
        QTest::keyClick(bench.canvas, Qt::Key_D, Qt::ControlModifier);
        QVERIFY(bench.chart->isTableShown());
        QVERIFY(!bench.canvas->isVisible());
        auto *table = bench.chart->findChild<SeriesTable *>();
        QCOMPARE(table->model()->rowCount(), 721);
        QCOMPARE(table->model()->columnCount(), 4);
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("7.90"));
        bench.picture(QStringLiteral("chart-table"));
        QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!bench.chart->isTableShown() && bench.canvas->isVisible());
    }

    void newPointsMoveOnTheLiveSpan()
    {
        Bench bench;
        const QImage before = bench.canvas->grab().toImage();
        bench.chart->append(0, {{noon + 5s, 9.4}, {noon + 5s, 1}, {noon - 1s, 2}}); // two are not newer
        bench.axis.setLive({noon + 5s - 1h, noon + 5s});
        QVERIFY(bench.canvas->grab().toImage() != before);
        bench.axis.setCursor(noon + 5s);
        QVERIFY2(bench.canvas->readout().contains(QStringLiteral("9.40")), qPrintable(bench.canvas->readout()));
    }

    void moreSeriesThanCanBeToldApartAreNamed()
    {
        std::vector<ChartSeries> many;
        for (int i = 0; i < 11; ++i)
            many.push_back({.name = QStringLiteral("series %1").arg(i), .unit = QStringLiteral("s"), .points = points(usual)});
        Bench bench(std::move(many));
        QVERIFY(bench.chart->findChild<QWidget *>() != nullptr);
        bench.picture(QStringLiteral("chart-many"));
    }

    void anEmptyChartIsNoError()
    {
        Bench bench{std::vector<ChartSeries>()};
        bench.picture(QStringLiteral("chart-empty"));
        QTest::keyClick(bench.canvas, Qt::Key_Left);
        QTest::mouseMove(bench.canvas, {100, 100});
        bench.chart->setTableShown(true);
        bench.chart->setTableShown(false);
    }

    void exportsSayWhatTheyHold_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QByteArrayList>("wanted");
        QTest::newRow("csv") << "Save as CSV"
                             << QByteArrayList{"series A: Checkout p95 (s) = histogram_quantile(0.95", "time,series,unit,value\n",
                                               "times in UTC", "2026-11-27T11:00:00.000Z,\"Checkout p95\",\"s\",1.9\n"};
        QTest::newRow("svg") << "Save as SVG" << QByteArrayList{"<svg xmlns=", "Checkout latency", "limit 5.00 s", "flash deal", ">11:30<"};
        QTest::newRow("png") << "Save as PNG" << QByteArrayList{QByteArray("\x89PNG\r\n", 6)};
    }
    void exportsSayWhatTheyHold()
    {
        QFETCH(QString, button);
        QFETCH(QByteArrayList, wanted);
        QTemporaryDir folder;
        Bench bench;
        QTest::mouseClick(bench.button(button), Qt::LeftButton);
        auto *path = bench.chart->findChild<QLineEdit *>(QStringLiteral("export-path"));
        QVERIFY(path->isVisible());
        QVERIFY2(path->text().contains(QStringLiteral("checkout-latency-2026-11-27-1200.")), qPrintable(path->text()));
        const QString file = folder.filePath(QStringLiteral("chart.") + QLatin1String(QTest::currentDataTag()));
        path->setText(file);
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(result(bench).contains(QStringLiteral("saved")));
        bench.picture(QStringLiteral("chart-export"));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        for (const QByteArray &part : wanted)
            QVERIFY2(text.contains(part), text.left(1200));
        // A second time it asks, and only then replaces.
        QTest::keyClick(path, Qt::Key_Return);
        QVERIFY(result(bench).contains(QStringLiteral("replace")));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(result(bench).contains(QStringLiteral("saved")));
        QTest::keyClick(path, Qt::Key_Escape);
        QVERIFY(!path->isVisible());
    }

    void whatCanNotBeWrittenSaysWhy()
    {
        Bench bench;
        bench.chart->exportAs(ChartExport::Format::Csv);
        auto *path = bench.chart->findChild<QLineEdit *>(QStringLiteral("export-path"));
        path->setText(QStringLiteral("/nowhere/at/all.csv"));
        QTest::keyClick(path, Qt::Key_Return);
        QVERIFY2(result(bench).contains(QStringLiteral("not written")), qPrintable(result(bench)));
    }

    void aCsvOfAMillionPointsLeavesTheWindowAlive()
    {
        std::vector<MetricPoint> many;
        for (int i = 0; i < 300'000; ++i)
            many.push_back({noon - 1h + 12ms * i, double(i)});
        Bench bench({{.name = QStringLiteral("=cmd()"), .unit = QStringLiteral("x"), .points = std::move(many)}});
        QTemporaryDir folder;
        bench.chart->exportAs(ChartExport::Format::Csv);
        auto *path = bench.chart->findChild<QLineEdit *>(QStringLiteral("export-path"));
        path->setText(folder.filePath(QStringLiteral("many.csv")));
        int turns = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&turns] { ++turns; });
        beat.start(0);
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(result(bench).contains(QStringLiteral("saved")), 20'000);
        QVERIFY2(turns > 20, qPrintable(QString::number(turns)));
        QFile written(path->text());
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QCOMPARE(text.count('\n'), 300'000 + 4);
        QVERIFY(text.contains("\"'=cmd()\"")); // no spreadsheet runs it
    }

    void hostileNamesStayWords()
    {
        const QString evil = QStringLiteral("<b onload=x>&\u202Egnp</b> \x1b[31m\n") + QString(100'000, QLatin1Char('y'));
        Bench bench({{.name = evil, .unit = evil, .origin = evil, .value = evil, .points = points(usual)}});
        bench.chart->setTitle(evil);
        bench.chart->setEvents({{noon - 10min, evil}});
        bench.axis.setCursor(noon - 20min);
        bench.picture(QStringLiteral("chart-hostile"));
        ChartModel model;
        model.title = evil;
        model.setSeries({{.name = evil, .unit = evil, .points = points(usual)}}, 8);
        model.fitScales(hour(), 5);
        const QByteArray svg = chartSvg(model, hour(), {800, 300});
        QVERIFY(!svg.contains("<b ") && !svg.contains('\x1b') && svg.size() < 200'000);
        QVERIFY(exportName(evil, hour(), ChartExport::Format::Png).size() < 100);
    }

private:
    static QString result(const Bench &bench)
    {
        return bench.chart->findChild<QLabel *>(QStringLiteral("export-result"))->text();
    }
};

QTEST_MAIN(TestChart)
#include "tst_chart.moc"
