// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/opening.h"
#include "connectors/postgres/rows.h"

#include <QString>

namespace surgedeck {
class SocketDeadline;
}

namespace surgedeck::postgres {

/// The time that one call of a source has left, and its stop.
struct CallBudget
{
    const Clock &clock;
    MonoTime end;
    std::stop_token stop;

    CallBudget(const Clock &ourClock, std::stop_token ourStop);
    Milliseconds left() const;
};

/// Why a call failed that `guard` watched over: its deadline and a stop look like a lost connection from below.
Error explained(const Error &error, const SocketDeadline &guard, const std::stop_token &stop);

/// What a server says of itself and of us at sign-in.
struct ServerIdentity
{
    int version = 0; ///< server_version_num: 150020
    QString versionText;
    QString role;
    QString database;
    std::optional<qint64> databaseId;
    std::optional<int> statementTimeoutMs;
    bool readOnly = false;
    bool pooled = false; ///< through a pooler that keeps no session of ours: settings travel with every transaction
    QString tls;         ///< "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty: plain text
    bool localSocket = false;
};

/// A session that reads. Every statement is tagged, runs read only under the server's own short timeouts, and is
/// counted. Worker thread of its source; blocks, so that the caller holds a SocketDeadline over socket() meanwhile.
/// After an error isBroken() tells whether it is of any more use.
class ReadSession
{
public:
    /// Connects and signs in. Errors as of openConnection, and of statements.
    static Result<std::unique_ptr<ReadSession>> open(const ConnectionPlan &plan, std::size_t firstTarget,
                                                     const CallBudget &budget, OpeningLog &log);
    ~ReadSession();

    /// `statement` takes `parameters` as $1, $2 ... Errors: Timeout, Auth, Unreachable, Protocol.
    Result<Rows> read(const char *statement, const std::vector<std::string> &parameters = {});

    int socket() const;
    bool isBroken() const { return m_broken; }
    const ServerIdentity &server() const { return m_server; }
    int statements() const { return m_statements; }
    /// Time during which the server worked for us: between question and answer, without the network's round trip.
    std::chrono::nanoseconds inFlight() const { return m_inFlight; }
    QString lastCode() const { return m_lastCode; } ///< SQLSTATE of the last error of read()

private:
    class Database;
    enum class Mode
    {
        Direct,
        Pooled
    };

    ReadSession(Connection connection, Mode mode, const Clock &clock);
    static Result<std::unique_ptr<ReadSession>> adopt(Connection connection, Mode mode, const CallBudget &budget);
    Status introduce();
    Result<Rows> run(const char *statement, const std::vector<std::string> &parameters);
    Error translate();

    const Clock &m_clock;
    std::unique_ptr<Database> m_database;
    ServerIdentity m_server;
    bool m_rawText = false; ///< the server's texts come as they are: they are not valid in its own encoding
    bool m_broken = false;
    int m_statements = 0;
    std::chrono::nanoseconds m_inFlight{0};
    QString m_lastCode;
};

} // namespace surgedeck::postgres
