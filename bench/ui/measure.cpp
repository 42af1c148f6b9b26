// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/ui/measure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <vector>

namespace surgedeck::bench {

namespace {

constexpr int warmUp = 10;

/// Notices when everything that was to be painted has been.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget &window)
        : m_window(window)
    {
        window.installEventFilter(this);
    }
    ~PaintWatch() override { m_window.removeEventFilter(this); }

    void wait()
    {
        m_painted = false;
        while (!m_painted)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_painted = m_painted || event->type() == QEvent::UpdateRequest || event->type() == QEvent::Paint;
        return false;
    }

private:
    QWidget &m_window;
    bool m_painted = false;
};

} // namespace

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

void showPainted(QWidget &window)
{
    PaintWatch watch(window);
    window.resize(1920, 1080);
    window.show();
    watch.wait();
    QCoreApplication::processEvents();
}

double medianFrame(QWidget &window, int frames, const std::function<void(int)> &work)
{
    PaintWatch watch(window);
    std::vector<double> times;
    for (int frame = 0; frame < frames + warmUp; ++frame) {
        const double before = cpuMs();
        work(frame);
        watch.wait();
        if (frame >= warmUp)
            times.push_back(cpuMs() - before);
    }
    std::nth_element(times.begin(), times.begin() + long(times.size() / 2), times.end());
    return times[times.size() / 2];
}

double pssMiB()
{
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

} // namespace surgedeck::bench
