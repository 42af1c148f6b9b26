// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_key [WORKSPACE]: a key press until what it changes is painted, in the cockpit window, while records of a
// convoy come in ten times a second and another thread keeps a core busy as a parser would; with a WORKSPACE, while its
// sources are watched instead. Prints the 50th and 99th percentile and the worst, in milliseconds of real time.
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/loading.h"
#include "app/verbs/verb.h"
#include "tests/gui/shopfixture.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/trendview.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int presses = 400;

/// Presses an arrow at moments that fall anywhere between two updates, and notes when the chart was painted.
class Presser final : public QObject
{
public:
    Presser(TrendView &view, const Clock &clock)
        : m_view(view)
        , m_clock(clock)
    {
        view.installEventFilter(this);
        m_next.setSingleShot(true);
        m_next.setTimerType(Qt::PreciseTimer);
        connect(&m_next, &QTimer::timeout, this, &Presser::press);
        m_next.start(500ms);
    }

    std::vector<double> latencies;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || !m_pressed)
            return false;
        // After the paint that is under way now.
        QTimer::singleShot(0, this, [this, since = *m_pressed] {
            latencies.push_back(toSeconds(m_clock.monotonic() - since) * 1000);
            if (latencies.size() == presses)
                return QCoreApplication::quit();
            m_next.start(7ms + Milliseconds((latencies.size() * 13) % 41));
        });
        m_pressed.reset();
        return false;
    }

private:
    void press()
    {
        m_pressed = m_clock.monotonic();
        // Never at the end, where a key moves nothing and nothing is painted: there this would wait for ever.
        const bool left = latencies.size() < 20 || latencies.size() / 10 % 2 == 1;
        QCoreApplication::postEvent(
            &m_view, new QKeyEvent(QEvent::KeyPress, left ? Qt::Key_Left : Qt::Key_Right, Qt::NoModifier));
    }

    TrendView &m_view;
    const Clock &m_clock;
    QTimer m_next;
    std::optional<MonoTime> m_pressed;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    theme::apply(ThemeName::Dark);
    SystemClock clock;
    QTextStream out(stdout), err(stderr);
    const QStringList arguments = QCoreApplication::arguments();
    VerbCall call{arguments, out, err};
    const bool isWatching = arguments.size() > 1;
    const auto workspace = isWatching ? loadWorkspaceForVerb(call, arguments[1]) : fixtureShop();
    if (!workspace)
        return ExitUsage;
    WatchSession session(workspace, isWatching ? prepareSources(*workspace) : std::vector<PreparedSource>{}, {}, clock);
    if (isWatching)
        session.start();
    else
        session.receive(calmRecords(clock.now(), clock.monotonic()));
    MainWindow window(session);
    window.resize(1920, 1080);
    window.show();

    TimeAxis axis;
    axis.setLive({clock.now() - 1h, clock.now()});
    TrendView view;
    TrendData data;
    for (int i = 0; i < 720; ++i)
        data.values.push_back(i % 60);
    data.span = axis.range();
    view.setAxis(&axis);
    view.setData(data);
    view.resize(640, 200);
    view.show();

    QTimer records;
    QObject::connect(&records, &QTimer::timeout, &records,
                     [&] { session.receive(convoyRecords(clock.now(), clock.monotonic())); });
    if (!isWatching)
        records.start(100ms);
    std::atomic<bool> stop = isWatching;
    std::thread parser([&stop] {
        volatile double sum = 0;
        while (!stop)
            for (int i = 0; i < 100'000; ++i)
                sum = sum + i;
    });
    Presser presser(view, clock);
    QApplication::exec();
    stop = true;
    parser.join();
    std::sort(presser.latencies.begin(), presser.latencies.end());
    const auto at = [&](double share) {
        return presser.latencies[std::size_t(share * double(presser.latencies.size() - 1))];
    };
    out << at(0.5) << ' ' << at(0.99) << ' ' << at(1) << '\n';
    return 0;
}
