// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/socketdeadline.h"

#include <sys/socket.h>

#include <condition_variable>
#include <mutex>

namespace surgedeck {

void SocketDeadline::ShutDown::operator()() const
{
    ::shutdown(socket, SHUT_RDWR);
}

SocketDeadline::SocketDeadline(int socket, Milliseconds limit, std::stop_token stop)
    : m_onStop(std::move(stop), ShutDown{socket})
    , m_watch([this, socket, limit](std::stop_token finished) { watch(std::move(finished), socket, limit); })
{
}

SocketDeadline::~SocketDeadline() = default;

void SocketDeadline::watch(std::stop_token finished, int socket, Milliseconds limit)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    wake.wait_for(lock, finished, limit, [] { return false; });
    if (finished.stop_requested())
        return;
    m_expired = true;
    ShutDown{socket}();
}

} // namespace surgedeck
