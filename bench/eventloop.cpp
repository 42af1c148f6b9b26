// SPDX-License-Identifier: GPL-3.0-or-later
// bench_eventloop WORKSPACE SECONDS: the cockpit on all sources of a workspace; prints the longest time, in milliseconds,
// during which the event loop did not come round, and the share of a core that the program took in the second half.
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/loading.h"
#include "app/verbs/verb.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QTextStream>

#include <ctime>

using namespace surgedeck;

namespace {

double cpuSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    QTextStream err(stderr);
    VerbCall call{arguments, out, err};
    const auto workspace = loadWorkspaceForVerb(call, arguments.value(1));
    if (!workspace)
        return ExitUsage;
    theme::apply(ThemeName::Dark);
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {}, clock);
    MainWindow window(session);
    window.resize(1920, 1080);
    window.show();
    session.start();

    // Counted from the second second on: before that the window is still being made.
    const MonoTime countFrom = clock.monotonic() + std::chrono::seconds(2);
    MonoTime last = clock.monotonic();
    std::chrono::nanoseconds worst{0};
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    beat.setInterval(2);
    QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
        const MonoTime now = clock.monotonic();
        if (now > countFrom)
            worst = std::max<std::chrono::nanoseconds>(worst, now - last);
        last = now;
    });
    beat.start();
    const std::chrono::seconds lasts(arguments.value(2).toInt());
    double cpuBefore = 0;
    MonoTime halfTime{};
    QTimer::singleShot(lasts / 2, &application, [&] {
        cpuBefore = cpuSeconds();
        halfTime = clock.monotonic();
    });
    QTimer::singleShot(lasts, &application, &QCoreApplication::quit);
    QApplication::exec();
    out << std::chrono::duration<double, std::milli>(worst).count() << ' '
        << (cpuSeconds() - cpuBefore) / toSeconds(clock.monotonic() - halfTime) << '\n';
    return ExitFine;
}
