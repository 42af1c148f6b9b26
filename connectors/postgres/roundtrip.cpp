// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/roundtrip.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace surgedeck::postgres {

std::chrono::microseconds networkRoundTrip(int socket)
{
    constexpr unsigned unknown = ~0U;
    tcp_info info{};
    socklen_t length = sizeof info;
    if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0 || info.tcpi_min_rtt == unknown)
        return std::chrono::microseconds(0);
    return std::chrono::microseconds(info.tcpi_min_rtt);
}

} // namespace surgedeck::postgres
