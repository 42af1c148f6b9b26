// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"
#include "models/domain/command.h"

namespace surgedeck::postgres {

/// One session of the server, as it is now: what a command would hit.
struct SessionTarget
{
    bool exists = false;
    bool visible = false; ///< we may see more of it than that it is there
    bool ours = false;    ///< a console's, this one or another
    QString user;
    QString application;
    QString client;
    QString backendType;
    QString state;
    QString statement; ///< normalised
    QString digest;
    QString identity;                   ///< as Session::identity: pid, start of the backend, start of the transaction
    std::string statementMark;          ///< md5 of the statement's whole text, made on the server
    std::optional<qint64> backendStart; ///< microseconds since 1970
    std::optional<qint64> transactionStart;
    std::optional<Milliseconds> transactionAge;

    bool isActive() const { return exists && visible && !state.startsWith(QLatin1String("idle")); }
    /// "4711, stock_sync (nightly) from 10.0.0.5:4711, idle in transaction for 12 s"
    QString words(const QString &id) const;
};

/// Reads the session with this process id. Errors as those of ReadSession::read.
Result<SessionTarget> readTarget(ReadSession &session, const QString &id);

/// What cancelling a statement (or ending a session) rests on. `identity` is what was confirmed; empty: nothing yet.
std::vector<Precondition> preconditionsOf(const SessionTarget &target, const Action &action);

/// What a command of this kind goes by: the identity of the session, for a statement with its digest behind a '#'.
QString identityFor(const SessionTarget &target, const Action &action);

} // namespace surgedeck::postgres
