// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/resolver.h"

namespace surgedeck {

/// Where a peer listens: a host and port, or the path of a unix socket.
struct Endpoint
{
    QString host;
    quint16 port = 0;
    QString unixPath;

    bool isLocal() const; ///< a unix socket, a loopback address or "localhost": what is sent stays on this machine
    QString toString() const;
    bool operator==(const Endpoint &) const = default;
};

/// Connects and hands over a non-blocking socket. Several addresses are tried side by side, 250 ms apart (RFC 8305):
/// one dead address does not eat the deadline. Errors: Unreachable, Auth (no right to open a unix socket), Timeout,
/// Cancelled.
Result<Descriptor> dial(const Endpoint &endpoint, const Deadline &deadline);
/// The same for addresses that are resolved already.
Result<Descriptor> dialAny(const Endpoint &endpoint, const std::vector<SocketAddress> &addresses,
                           const Deadline &deadline);

} // namespace surgedeck
