// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

struct st_mysql;

namespace surgedeck::mysql {

struct ConnectionOptions;

/// A handle of the client library, ready for non-blocking calls, with every safety switch set: TLS 1.2 or newer as
/// `options` say, no LOAD DATA LOCAL, no reconnect behind our back, no authentication that sends the password readable.
/// Reads no option file. `addresses` is how many the host has. TlsMode::Preferred is not for here: try Required, then
/// Disabled. nullptr when there is no memory. The caller closes it.
st_mysql *newClientHandle(const ConnectionOptions &options, std::size_t addresses);

} // namespace surgedeck::mysql
