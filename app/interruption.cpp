// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interruption.h"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace surgedeck {

namespace {

int pipeEnds[2] = {-1, -1}; // a signal handler may only use what is global

void wake(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

void closeEnds()
{
    for (int &end : pipeEnds) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace

Interruption::Interruption(std::function<void()> interrupted)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [interrupted = std::move(interrupted)] {
                         char byte = 0;
                         while (::read(pipeEnds[0], &byte, 1) == 1) {
                         }
                         interrupted();
                     });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    closeEnds();
}

} // namespace surgedeck
