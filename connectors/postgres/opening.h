// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/deadline.h"
#include "connectors/postgres/connectionplan.h"
#include "connectors/postgres/servererror.h"

#include <memory>

struct pg_conn;

namespace surgedeck::postgres {

struct ConnectionCloser
{
    void operator()(pg_conn *connection) const;
};
/// An open libpq connection.
using Connection = std::unique_ptr<pg_conn, ConnectionCloser>;

/// How the opening of a connection went; what a connection test shows.
struct OpeningLog
{
    OpeningStage stage = OpeningStage::Connect; ///< the one that it is in, or failed in
    std::optional<double> connectMs;
    std::optional<double> tlsMs;
    std::optional<double> signInMs;
    bool optionsRefused = false;
    bool targetSilent = false; ///< the first target neither accepted nor refused
};

struct OpeningRequest
{
    const ConnectionPlan &plan;
    std::size_t firstTarget = 0; ///< where to begin in the plan's targets
    bool withOptions = true;     ///< PgBouncer takes none
};

/// Opens a connection within `deadline`, names included, however slowly the peer talks. libpq tries the targets one
/// after the other and has no time of its own for each. Errors: Auth, Full, Unreachable, Timeout, Protocol, Config,
/// Cancelled.
Result<Connection> openConnection(const OpeningRequest &request, const Deadline &deadline, const Clock &clock,
                                  OpeningLog &log);

} // namespace surgedeck::postgres
