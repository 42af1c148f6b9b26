// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace surgedeck::postgres {

/// How far the opening of a connection came.
enum class OpeningStage
{
    Connect,
    Tls,
    SignIn,
    Done
};

/// What libpq says when a connection fails. With verbosity VERBOSE, set before the server answers, its text carries the
/// SQLSTATE: the words depend on the server's language, the code does not.
struct ServerWords
{
    QString code; ///< SQLSTATE; empty when it was not the server that spoke
    QString text;
    bool operator==(const ServerWords &) const = default;
};

ServerWords serverWords(const QString &libpqMessage);

/// Why the connection could not be opened. Says what to do.
Error openingError(OpeningStage stage, const QString &libpqMessage);

/// Why a statement failed on an open connection; `code` is its SQLSTATE, empty when the connection broke.
Error statementError(const QString &code, const QString &message);

/// The server (a PgBouncer) takes no `options` at the start of a session.
bool refusesOptions(const QString &libpqMessage);

/// The server can not turn a text into the encoding that we asked for.
bool isEncodingError(const QString &code);

} // namespace surgedeck::postgres
