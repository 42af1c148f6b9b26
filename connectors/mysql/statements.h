// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/features.h"

namespace surgedeck::mysql {

/// Every statement that a source sends, for one server. The columns are the same from every server, so that their
/// readers know no dialect. Only those for MariaDB 10.11 have run against a real server; those for MySQL are written
/// from the MySQL 5.7 and 8.0 reference manuals. An empty text: this server has no such thing.
struct Statements
{
    QStringList settings; ///< of a new session; one that the server does not know is not an error
    QString counters;     ///< name, value
    /// id, user, host, database, command, age in ms, state, first 1024 characters of the statement.
    /// %1: ids that are listed although they are idle, %2: limit
    QString sessions;
    QString sessionsById;  ///< the same columns; %1: ids
    QString sessionCounts; ///< command, state, number of sessions
    /// Transaction id, state, thread id, age and wait in µs, id of the lock it waits for, rows modified.
    QString transactions;
    QString rowLocks;     ///< lock id, transaction id, mode, table, index; costs the square of the number of waiters
    QString engineStatus; ///< one text; costs the number of waiters
    QString lockWaits; ///< %1: ids of locks that are waited for; waited lock id, holder's transaction id, table, index,
                       ///< mode
    QString metadataLocks; ///< schema, table, mode, GRANTED or PENDING, thread
    QString threads;       ///< thread of the line above, session id; empty: they are the same
    /// Schema, digest, count, time and lock time in ps, rows examined, rows sent, first seen and whether that was
    /// within the time asked for, p95 in ps.
    QString digests;      ///< %1: seconds; those that ran within them
    QString digestTexts;  ///< %1: digests; digest, text
    QString programNames; ///< session id, name
    QString replication;  ///< SHOW, columns by name
    QString facts;        ///< connection limit, read only
    QString tableSize;    ///< %1: schema, %2: table, both as literals; rows, bytes: as the engine estimates them
    QString tableIndexes; ///< the same; index, column, in their order

    QStringList all() const;
};

Statements statementsFor(const Features &features);

} // namespace surgedeck::mysql
