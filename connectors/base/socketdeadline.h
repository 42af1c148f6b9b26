// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <atomic>
#include <stop_token>
#include <thread>

namespace surgedeck {

/// The total time that any call to a peer may take.
constexpr Milliseconds callDeadline{4000};

/// Ends what blocks on a socket when its time is over or when stop is requested, by shutting the socket down: the library
/// then sees a closed connection. Timeouts of libraries count from byte to byte, so a peer that drips one byte a second
/// would otherwise hold a worker for ever. Made and destroyed by the thread that blocks, around the call; the socket must
/// stay open until then.
class SocketDeadline
{
public:
    SocketDeadline(int socket, Milliseconds limit, std::stop_token stop);
    ~SocketDeadline();
    SocketDeadline(const SocketDeadline &) = delete;
    SocketDeadline &operator=(const SocketDeadline &) = delete;

    /// It was the deadline, not the peer, that closed the connection.
    bool expired() const { return m_expired; }

private:
    void watch(std::stop_token finished, int socket, Milliseconds limit);

    std::atomic<bool> m_expired = false;
    struct ShutDown
    {
        int socket;
        void operator()() const;
    };
    std::stop_callback<ShutDown> m_onStop;
    std::jthread m_watch;
};

} // namespace surgedeck
