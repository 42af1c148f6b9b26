// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

#include <QByteArray>

namespace surgedeck {

/// One line of CLIENT LIST (redis.io/docs/latest/commands/client-list).
struct RedisClient
{
    QString id;
    QString address; ///< of the peer: "10.0.0.5:4711"
    QString name;
    QString user;
    QString database;
    QString flags;   ///< "N": ordinary, "S": a replica, "M": the writer, "b": blocked, "O": MONITOR, "P": pub/sub
    QString command; ///< the last one's word, without its arguments
    std::optional<Milliseconds> idle;

    bool isOurs() const { return name.startsWith(QLatin1String("surgedeck")); }
    bool isReplication() const { return flags.contains(QLatin1Char('S')) || flags.contains(QLatin1Char('M')); }
    /// Number, address and user: ids are not given twice while the server runs.
    QString identity() const;
    Session session() const;
};

/// Lines that are none are left out; at most 2,000 clients.
std::vector<RedisClient> parseClientList(const QByteArray &text);

} // namespace surgedeck
