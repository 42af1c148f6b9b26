// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace surgedeck::postgres {

/// The least time that a byte took to the peer of a TCP socket and back, as the kernel saw it in the last minutes; 0
/// for a local socket. What is left of a statement's time is the server's work: a server far away is not a busy one.
std::chrono::microseconds networkRoundTrip(int socket);

} // namespace surgedeck::postgres
