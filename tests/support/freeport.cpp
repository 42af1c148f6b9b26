// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/freeport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace surgedeck {

quint16 freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *name = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket, name, length) != 0 || ::getsockname(socket, name, &length) != 0)
        qFatal("no free port");
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace surgedeck
