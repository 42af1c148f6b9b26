// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/descriptor.h"
#include "models/base/clock.h"

#include <atomic>
#include <thread>

namespace surgedeck::mysql {

/// Cuts a peer that sends without end. The client library gives control back only when the socket is empty, and keeps
/// all it read: a peer that is faster than the library would hold the worker for ever and fill its memory. Looks every
/// 50 ms and shuts the socket down when `limit` is over or more than 64 MB came in (TCP only: a unix socket does not
/// count). Made and destroyed by the thread that blocks, around the call.
class FloodGuard
{
public:
    FloodGuard(int socket, Milliseconds limit);
    FloodGuard(const FloodGuard &) = delete;
    FloodGuard &operator=(const FloodGuard &) = delete;

    bool tripped() const { return m_tripped; }

private:
    void watch(const std::stop_token &finished, Milliseconds limit);

    Descriptor m_socket; ///< our own name for it: the library may close its name, and the system give that to another
    std::atomic<bool> m_tripped = false;
    std::jthread m_watch;
};

} // namespace surgedeck::mysql
