// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/stream.h"

namespace surgedeck {

/// Where a Redis server is and who we are there.
struct RedisTarget
{
    Endpoint endpoint;
    StreamSecurity security = StreamSecurity::Plain;
    QString user;
    QString password;
};

/// redis://[[user]:password@]host[:port][/db], rediss:// for TLS, unix:/path or unix://[[user]:password@]/path for a
/// local socket; user and password percent-encoded where they hold reserved characters. ?ssl_cert_reqs=none switches
/// the check of the certificate off. The database is accepted and not used: what we read belongs to the whole server,
/// and SELECT would be one more right to grant. Error: Config; it never repeats the password.
Result<RedisTarget> parseRedisUrl(const QString &url);

} // namespace surgedeck
