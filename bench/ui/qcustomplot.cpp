// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_qcustomplot trends|million: the same work as the other sides with QCustomPlot; CPU milliseconds a frame.
#include "bench/ui/measure.h"
#include "bench/ui/values.h"

#include <qcustomplot.h>

#include <numeric>

using namespace surgedeck;

namespace {

constexpr int charts = 30;
constexpr int columns = 5;
constexpr int points = 600;
constexpr int million = 1'000'000;

double trends(QWidget &window)
{
    auto *grid = new QGridLayout(&window);
    QList<QCustomPlot *> plots;
    for (int i = 0; i < charts; ++i) {
        auto *plot = new QCustomPlot(&window);
        plot->addGraph();
        plot->xAxis->setRange(0, points);
        plot->yAxis->setRange(0, 12);
        grid->addWidget(plot, i / columns, i % columns);
        plots << plot;
    }
    QVector<double> keys(points);
    std::iota(keys.begin(), keys.end(), 0.0);
    bench::showPainted(window);
    return bench::medianFrame(window, 200, [&](int frame) {
        for (int i = 0; i < charts; ++i) {
            const std::vector<double> values = bench::values(points, frame, i);
            plots[i]->graph(0)->setData(keys, QVector<double>(values.begin(), values.end()), true);
            plots[i]->replot(QCustomPlot::rpQueuedReplot);
        }
    });
}

double onePlot(QWidget &window)
{
    auto *grid = new QGridLayout(&window);
    auto *plot = new QCustomPlot(&window);
    plot->addGraph();
    plot->yAxis->setRange(0, 12);
    grid->addWidget(plot);
    QVector<double> keys(million);
    std::iota(keys.begin(), keys.end(), 0.0);
    const std::vector<double> values = bench::values(million, 0, 0);
    plot->graph(0)->setData(keys, QVector<double>(values.begin(), values.end()), true);
    bench::showPainted(window);
    return bench::medianFrame(window, 100, [&](int frame) {
        const double from = (frame % 50) * 2000.0;
        plot->xAxis->setRange(from, from + 900'000);
        plot->replot(QCustomPlot::rpQueuedReplot);
    });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QWidget window;
    const bool trend = QCoreApplication::arguments().value(1) == QLatin1String("trends");
    QTextStream(stdout) << (trend ? trends(window) : onePlot(window)) << '\n';
    return 0;
}
