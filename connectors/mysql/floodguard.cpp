// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/floodguard.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <condition_variable>
#include <mutex>

namespace surgedeck::mysql {

namespace {

constexpr quint64 mostBytes = 64 * 1024 * 1024;
constexpr Milliseconds period{50};

quint64 received(int socket)
{
    tcp_info info{};
    socklen_t length = sizeof info;
    return ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 ? info.tcpi_bytes_received : 0;
}

} // namespace

FloodGuard::FloodGuard(int socket, Milliseconds limit)
    : m_socket(::dup(socket))
    , m_watch([this, limit](const std::stop_token &finished) { watch(finished, limit); })
{
}

void FloodGuard::watch(const std::stop_token &finished, Milliseconds limit)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    const quint64 before = received(m_socket.get());
    for (Milliseconds passed{0}; passed < limit; passed += period) {
        wake.wait_for(lock, finished, period, [] { return false; });
        if (finished.stop_requested())
            return;
        if (received(m_socket.get()) - before > mostBytes)
            break;
    }
    m_tripped = true;
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

} // namespace surgedeck::mysql
