// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/secret.h"

namespace surgedeck::mysql {

struct ClientCredentials
{
    QString user;
    Secret password;
};

/// Reads user and password from the groups [client], [client-server] and [client-mariadb] of an option file, the last
/// one winning; everything else in it (init commands, TLS switches, includes) is left out, because a file for other
/// tools must not weaken this one. A file that is missing, larger than 64 KiB or writable by everybody says nothing, as
/// for the server's own tools. Grammar: MariaDB "Configuring MariaDB with Option Files".
ClientCredentials readClientCredentials(const QString &path);
/// The same for its text.
ClientCredentials parseClientCredentials(const QString &text);

} // namespace surgedeck::mysql
