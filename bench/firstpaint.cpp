// SPDX-License-Identifier: GPL-3.0-or-later
// From exec to the end of the first paint, printed in milliseconds: an empty Qt window, or the cockpit on a shop in values.
#include "app/mainwindow.h"
#include "app/session.h"
#include "tests/gui/shopfixture.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QTextStream>

#include <ctime>

using namespace surgedeck;

namespace {

/// When whoever measures started this process, in seconds since boot: the kernel's own note is exact to 10 ms only.
double startedAt()
{
    return qEnvironmentVariable("BENCH_STARTED").toDouble();
}

double sinceBoot()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Ends the program at the first paint of the window it watches.
class FirstPaint final : public QObject
{
public:
    using QObject::QObject;

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

int showUntilPainted(QWidget &window, FirstPaint &firstPaint)
{
    window.installEventFilter(&firstPaint);
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    FirstPaint firstPaint;
    if (QCoreApplication::arguments().value(1) == QLatin1String("empty")) {
        QWidget window;
        return showUntilPainted(window, firstPaint);
    }
    theme::apply(ThemeName::Dark);
    SystemClock clock;
    WatchSession session(fixtureShop(), {}, {}, clock);
    session.receive(calmRecords(clock.now(), clock.monotonic()));
    MainWindow window(session);
    return showUntilPainted(window, firstPaint);
}
