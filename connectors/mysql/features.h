// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/session.h"

namespace surgedeck::mysql {

/// What the server at the other end is and lets us see. Read once for each connection.
struct Features
{
    enum class Engine
    {
        MySql,
        MariaDb
    };
    enum class MetadataLocks
    {
        Unknown,           ///< the server does not say who holds them
        PerformanceSchema, ///< holders and waiters
        Plugin,            ///< MariaDB's metadata_lock_info: holders
    };

    Engine engine = Engine::MySql;
    QString version;
    int versionNumber = 0; ///< 101119 is 10.11.19
    bool performanceSchema = false;
    bool performanceSchemaReadable = false;
    bool statementDigests = false;
    MetadataLocks metadataLocks = MetadataLocks::Unknown;
    QString account{};         ///< as a GRANT names it: `view`@`%`
    bool processRight = false; ///< without PROCESS a session sees itself and nobody else

    bool isMariaDb() const { return engine == Engine::MariaDb; }
    bool isMySql(int least) const { return !isMariaDb() && versionNumber >= least; }
};

/// From VERSION() and @@version_comment.
Features featuresOf(const QString &version, const QString &comment);

/// Asks the server; what it refuses counts as not there. Error: the connection is lost.
Result<Features> detectFeatures(Session &session, const Deadline &deadline);

} // namespace surgedeck::mysql
