// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/descriptor.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <poll.h>

#include <optional>
#include <stop_token>
#include <vector>

namespace surgedeck {

/// The total time of one call to a peer, however many waits it is made of, and its end by stop. A kernel timer, so that
/// no clock is read and a peer that drips single bytes gains nothing. Several threads may wait under one; stop may come
/// from any.
class Deadline
{
public:
    Deadline(Milliseconds limit, std::stop_token stop);
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;

    /// Blocks until `events` of poll(2), an error or a hang-up is there on `fd`. Errors: Timeout, Cancelled.
    Status wait(int fd, short events) const;
    /// The same for any of `fds`, whose `revents` are set; false when none was ready within `patience`.
    Result<bool> waitAny(std::vector<pollfd> &fds, std::optional<Milliseconds> patience = std::nullopt) const;
    /// Error when the time is over or stop was requested.
    Status check() const;
    /// 1 ms at least, so that a limit made of it is a limit.
    Milliseconds left() const;

private:
    struct Raise
    {
        int event;
        void operator()() const;
    };

    Milliseconds m_limit;
    Descriptor m_timer;
    Descriptor m_stopEvent;
    std::stop_callback<Raise> m_onStop;
};

} // namespace surgedeck
