// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_start empty|panels: from exec to the end of the first paint, in milliseconds: an empty Qt window, or thirty panels
// with a trend of an hour in each.
#include "widgets/panel.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/trendview.h"

#include "bench/ui/values.h"

#include <QApplication>
#include <QFile>
#include <QGridLayout>
#include <QTextStream>
#include <QTimer>

#include <ctime>
#include <unistd.h>

using namespace surgedeck;

namespace {

constexpr int panels = 30;
constexpr int columns = 5;

/// When the kernel started this process, in seconds since boot.
double startedAt()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
}

double sinceBoot()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

class FirstPaint final : public QObject
{
protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, this, [] {
                QTextStream(stdout) << (sinceBoot() - startedAt()) * 1000 << '\n';
                QCoreApplication::quit();
            });
        return false;
    }
};

void fill(QWidget &window, TimeAxis &axis)
{
    theme::apply(ThemeName::Dark);
    auto *grid = new QGridLayout(&window);
    axis.setLive({WallTime{}, WallTime{std::chrono::hours(1)}});
    for (int i = 0; i < panels; ++i) {
        auto *view = new TrendView(nullptr, TrendView::TimeLabels::Shown);
        view->setAxis(&axis);
        view->setCaption({QStringLiteral("Checkout p95"), QStringLiteral("7.84"), QStringLiteral("s"), QStringLiteral("limit 5.00 s")});
        TrendData data;
        data.values = bench::values(720, 0, i);
        data.span = axis.range();
        view->setData(std::move(data));
        auto *panel = new Panel(QStringLiteral("Checkout latency"));
        panel->setBody(view);
        panel->setState({.kind = DataState::Kind::Live, .age = Milliseconds(1000)});
        grid->addWidget(panel, i / columns, i % columns);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    FirstPaint firstPaint;
    TimeAxis axis;
    QWidget window;
    if (QCoreApplication::arguments().value(1) == QLatin1String("panels"))
        fill(window, axis);
    window.installEventFilter(&firstPaint);
    window.resize(1920, 1080);
    window.show();
    return QApplication::exec();
}
