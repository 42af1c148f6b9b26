// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/deadline.h"

#include <sys/socket.h>

namespace surgedeck {

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = 0;

    QString toString() const; ///< numeric, without the port
};

/// `host` is a literal address of this machine itself. A name is none, whatever it looks like.
bool isLoopbackAddress(const QString &host);

/// Addresses of `host`, at most 16, IPv6 and IPv4 in turn as RFC 8305 wants them tried, with `port` filled in.
/// getaddrinfo knows no deadline: it runs on a thread of its own, at most 8 of them, one for each name, and is left
/// alone when the deadline passes first. Any thread. Errors: Unreachable when there is no such name, Timeout,
/// Cancelled.
Result<std::vector<SocketAddress>> resolve(const QString &host, quint16 port, const Deadline &deadline);

} // namespace surgedeck
