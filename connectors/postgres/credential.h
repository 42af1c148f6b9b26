// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"

namespace surgedeck::postgres {

/// What the role that we read with could do besides reading: "superuser", "may write public.orders". Empty: nothing
/// that we look for. Looks at 500 tables at most.
Result<QStringList> harmOf(ReadSession &session);

/// One sentence for people: what the role could do, and what to use instead.
QString harmAdvice(const QString &role, const QStringList &harm);

/// What acting needs, for a connection test. Nothing is acted.
struct ActRights
{
    bool cancelFunction = false; ///< may call cockpit.cancel
    bool signalBackend = false;
    bool seesSessions = false; ///< enough of them to prove, in the statement that acts, which one it is
    bool superuser = false;
    bool whenFull = false; ///< may sign in when all ordinary connections are taken
    int reservedSlots = 0; ///< superuser_reserved_connections
};

/// The statements that give `role` what it lacks.
QString actAdvice(const QString &role, const ActRights &rights);

Result<ActRights> readActRights(ReadSession &session);

} // namespace surgedeck::postgres
