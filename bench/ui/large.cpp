// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_large pan|cursor ours|qtcharts: one chart on 1920x1080. pan: a million points, nine tenths of them in view, moved on
// each frame. cursor: a hundred thousand points, the crosshair moved each frame. Prints CPU milliseconds a frame.
#include "bench/ui/measure.h"
#include "bench/ui/values.h"
#include "widgets/chart/chartcanvas.h"
#include "widgets/chart/chartview.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QChartView>
#include <QGraphicsLineItem>
#include <QGridLayout>
#include <QLineSeries>
#include <QTextStream>
#include <QValueAxis>

using namespace surgedeck;

namespace {

constexpr int panPoints = 1'000'000;
constexpr int cursorPoints = 100'000;
constexpr int steps = 50;

std::vector<MetricPoint> points(int count)
{
    std::vector<MetricPoint> result;
    int i = 0;
    for (const double value : bench::values(count, 0, 0))
        result.push_back({WallTime(Milliseconds(i++)), value});
    return result;
}

struct Ours
{
    explicit Ours(QWidget &window, int count)
    {
        axis.setLive({WallTime{}, WallTime(Milliseconds(count))});
        auto *chart = new ChartView(&axis, &window);
        chart->setSeries({{.name = QStringLiteral("noise"), .unit = QStringLiteral("s"), .points = points(count)}});
        (new QGridLayout(&window))->addWidget(chart);
    }
    TimeAxis axis;
};

double pan(QWidget &window)
{
    Ours side(window, panPoints);
    bench::showPainted(window);
    return bench::medianFrame(window, 200, [&](int frame) {
        const WallTime from{Milliseconds((frame % steps) * 2000)};
        side.axis.adjustTo({from, from + Milliseconds(900'000)});
    });
}

double cursor(QWidget &window)
{
    Ours side(window, cursorPoints);
    bench::showPainted(window);
    return bench::medianFrame(window, 400, [&](int frame) {
        side.axis.setCursor(WallTime(Milliseconds(10'000 + (frame * 997) % 80'000)));
    });
}

double cursorOfQtCharts(QWidget &window)
{
    auto *chart = new QChart;
    chart->legend()->hide();
    auto *series = new QLineSeries;
    QList<QPointF> list;
    double x = 0;
    for (const double value : bench::values(cursorPoints, 0, 0))
        list << QPointF(x++, value);
    series->replace(list);
    chart->addSeries(series);
    chart->createDefaultAxes();
    auto *view = new QChartView(chart, &window);
    (new QGridLayout(&window))->addWidget(view);
    auto *line = new QGraphicsLineItem(chart);
    bench::showPainted(window);
    const QRectF plot = chart->plotArea();
    return bench::medianFrame(window, 100, [&](int frame) {
        const double at = plot.left() + (frame * 37) % int(plot.width());
        line->setLine(at, plot.top(), at, plot.bottom());
    });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    theme::apply(ThemeName::Dark);
    const QStringList arguments = QCoreApplication::arguments();
    const bool ours = arguments.value(2) == QLatin1String("ours");
    QWidget window;
    const double ms = arguments.value(1) == QLatin1String("pan") ? pan(window) : ours ? cursor(window) : cursorOfQtCharts(window);
    QTextStream(stdout) << ms << '\n';
    return 0;
}
