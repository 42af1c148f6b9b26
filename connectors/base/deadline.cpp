// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/deadline.h"

#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace surgedeck {

namespace {

Descriptor startTimer(Milliseconds limit)
{
    Descriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    const auto left = std::max(limit, Milliseconds(1));
    itimerspec when{};
    when.it_value.tv_sec = left.count() / 1000;
    when.it_value.tv_nsec = left.count() % 1000 * 1'000'000;
    if (timer.valid())
        ::timerfd_settime(timer.get(), 0, &when, nullptr);
    return timer;
}

} // namespace

void Deadline::Raise::operator()() const
{
    if (event >= 0)
        ::eventfd_write(event, 1);
}

Deadline::Deadline(Milliseconds limit, std::stop_token stop)
    : m_limit(limit)
    , m_timer(startTimer(limit))
    , m_stopEvent(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_onStop(std::move(stop), Raise{m_stopEvent.get()})
{
}

Status Deadline::wait(int fd, short events) const
{
    std::vector<pollfd> fds = {{fd, events, 0}};
    SURGEDECK_TRY(ready, waitAny(fds));
    Q_UNUSED(ready);
    return ok();
}

Result<bool> Deadline::waitAny(std::vector<pollfd> &fds, std::optional<Milliseconds> patience) const
{
    if (!m_timer.valid() || !m_stopEvent.valid())
        return Error{Error::Kind::Unreachable, QStringLiteral("this program has no file descriptors left")};
    fds.push_back({m_timer.get(), POLLIN, 0});
    fds.push_back({m_stopEvent.get(), POLLIN, 0});
    const int timeout = patience ? static_cast<int>(patience->count()) : -1;
    int ready = ::poll(fds.data(), fds.size(), timeout);
    while (ready < 0 && errno == EINTR)
        ready = ::poll(fds.data(), fds.size(), timeout);
    const bool stopped = fds.back().revents != 0;
    const bool late = fds[fds.size() - 2].revents != 0;
    fds.resize(fds.size() - 2);
    if (ready < 0)
        return Error{Error::Kind::Unreachable, QString::fromLocal8Bit(std::strerror(errno))};
    if (stopped)
        return Error{Error::Kind::Cancelled, QStringLiteral("stopped")};
    if (late)
        return Error{Error::Kind::Timeout, QStringLiteral("no answer within %1 s").arg(toSeconds(m_limit))};
    return ready > 0;
}

Status Deadline::check() const
{
    std::vector<pollfd> none;
    SURGEDECK_TRY(ready, waitAny(none, Milliseconds(0)));
    Q_UNUSED(ready);
    return ok();
}

Milliseconds Deadline::left() const
{
    itimerspec when{};
    ::timerfd_gettime(m_timer.get(), &when);
    return std::max(Milliseconds(when.it_value.tv_sec * 1000 + when.it_value.tv_nsec / 1'000'000), Milliseconds(1));
}

} // namespace surgedeck
