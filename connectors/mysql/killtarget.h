// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/features.h"
#include "models/domain/command.h"

namespace surgedeck::mysql {

/// One session of the server, as it is now: what a command would hit.
struct KillTarget
{
    bool exists = false;
    quint64 id = 0;
    QString user;
    QString host;
    QString command; ///< the server's word: "Query", "Sleep", "Killed"
    QString state;
    QString statement; ///< normalised
    QString digest;
    QString identity;               ///< as Session::identity: the thread, and the transaction where it has one
    std::optional<quint64> queryId; ///< MariaDB: changes with every statement of the session
    std::optional<double> rowsModified;
    std::optional<double> transactionSeconds;
    bool ours = false; ///< a console's, this one or another

    bool isActive() const;
    bool isSystem() const; ///< replication, the event scheduler, threads of the server itself
    QString words(const QString &id) const;
};

/// Accounts that consoles use: their sessions are left alone.
struct OwnAccounts
{
    quint64 thread = 0; ///< of the session that asks
    QStringList users;
};

/// What a look needs.
struct KillLook
{
    Session &session;
    const Features &features;
    OwnAccounts own;
    const Deadline &deadline;
};

/// Reads the session with this thread id: the process list first and the transaction after it, so that a statement that
/// begins in between shows as another query id at the kill. Error: the connection is lost, or a right is missing.
Result<KillTarget> readKillTarget(const KillLook &look, quint64 id);

std::vector<Precondition> preconditionsOf(const KillTarget &target, const Action &action);

/// The identity of the session; for cancelling a statement with its digest behind a '#'. Empty: it is not there.
QString identityFor(const KillTarget &target, const Action &action);

/// The one statement that ends it, or nothing if it is not what it was when `target` was read. On MySQL, which has no
/// query ids, the session is named alone.
QString killStatement(const KillTarget &target, const Features &features, const Action &action);

} // namespace surgedeck::mysql
