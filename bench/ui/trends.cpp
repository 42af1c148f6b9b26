// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_trends ours|qtcharts: 30 charts of 600 points on 1920x1080, new data in every one each frame; prints CPU
// milliseconds a frame. With "memory" as second argument: MiB of the process with an hour of history at one value a second.
#include "bench/ui/measure.h"
#include "bench/ui/values.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/trendview.h"

#include <QApplication>
#include <QChartView>
#include <QGridLayout>
#include <QLineSeries>
#include <QTextStream>
#include <QValueAxis>

using namespace surgedeck;

namespace {

constexpr int charts = 30;
constexpr int columns = 5;
constexpr int points = 600;
constexpr int pointsOfAnHour = 3600;
constexpr int frames = 200;

struct Side
{
    virtual ~Side() = default;
    virtual void update(int frame) = 0;
};

class Ours final : public Side
{
public:
    Ours(QWidget &window, int count)
        : m_count(count)
    {
        auto *grid = new QGridLayout(&window);
        m_axis.setLive({WallTime{}, WallTime{std::chrono::hours(1)}});
        for (int i = 0; i < charts; ++i) {
            auto *view = new TrendView(&window, TrendView::TimeLabels::Shown);
            view->setGround(&Colours::canvas);
            view->setAxis(&m_axis);
            view->setCaption({QStringLiteral("Checkout p95"), QStringLiteral("7.84"), QStringLiteral("s"), QStringLiteral("limit 5.00 s")});
            grid->addWidget(view, i / columns, i % columns);
            m_views << view;
        }
        update(0);
    }

    void update(int frame) override
    {
        for (int i = 0; i < charts; ++i) {
            TrendData data;
            data.values = bench::values(m_count, frame, i);
            data.span = m_axis.range();
            data.limit = 8;
            data.badSide = TrendData::BadSide::Above;
            data.health = Health::Critical;
            m_views[i]->setData(std::move(data));
        }
    }

private:
    int m_count;
    TimeAxis m_axis;
    QList<TrendView *> m_views;
};

class QtCharts final : public Side
{
public:
    QtCharts(QWidget &window, int count)
        : m_count(count)
    {
        auto *grid = new QGridLayout(&window);
        for (int i = 0; i < charts; ++i) {
            auto *chart = new QChart;
            chart->legend()->hide();
            chart->setAnimationOptions(QChart::NoAnimation);
            auto *series = new QLineSeries;
            chart->addSeries(series);
            auto *x = new QValueAxis;
            auto *y = new QValueAxis;
            x->setRange(0, count);
            y->setRange(0, 12);
            chart->addAxis(x, Qt::AlignBottom);
            chart->addAxis(y, Qt::AlignLeft);
            series->attachAxis(x);
            series->attachAxis(y);
            auto *view = new QChartView(chart, &window);
            view->setRenderHint(QPainter::Antialiasing);
            grid->addWidget(view, i / columns, i % columns);
            m_series << series;
        }
        update(0);
    }

    void update(int frame) override
    {
        QList<QPointF> list;
        for (int i = 0; i < charts; ++i) {
            list.clear();
            double x = 0;
            for (const double value : bench::values(m_count, frame, i))
                list << QPointF(x++, value);
            m_series[i]->replace(list);
        }
    }

private:
    int m_count;
    QList<QLineSeries *> m_series;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool memory = arguments.value(2) == QLatin1String("memory");
    const int count = memory ? pointsOfAnHour : points;
    theme::apply(ThemeName::Dark);
    QWidget window;
    std::unique_ptr<Side> side;
    if (arguments.value(1) == QLatin1String("ours"))
        side = std::make_unique<Ours>(window, count);
    else
        side = std::make_unique<QtCharts>(window, count);
    bench::showPainted(window);
    const double frame = bench::medianFrame(window, memory ? 20 : frames, [&](int i) { side->update(i); });
    QTextStream(stdout) << (memory ? bench::pssMiB() : frame) << '\n';
    return 0;
}
