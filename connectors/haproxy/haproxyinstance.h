// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "connectors/haproxy/haproxytables.h"

namespace surgedeck {

/// "tcp://host:port", "unix:/path" or "unix:///path". Error: Config.
Result<Endpoint> parseHaproxyAddress(const QString &address);

/// What one balancer said of itself and its servers at one moment.
struct HaproxyReading
{
    QByteArray level; ///< of the socket: user, operator or admin
    QByteArray version;
    QByteArray process;           ///< differs after a reload or restart
    std::optional<WallTime> time; ///< by its own clock, to the second
    HaproxyTable stats;
    HaproxyTable state;
};

/// How a line that may change something went.
struct HaproxyExchange
{
    Result<std::vector<QByteArray>> answers = Error{}; ///< one each, in order
    bool sent = false; ///< bytes left: without answers nobody knows whether they were acted on
};

/// The runtime API of one balancer (HAProxy management guide, section 9.3). A line of commands is one connection, as
/// the API has it without a prompt; the balancer closes after its answer, of which at most 4 MB are taken. Whatever the
/// socket allows, a line that reads first lowers itself to level user: it could change nothing even if it asked to.
class HaproxyInstance
{
public:
    explicit HaproxyInstance(Endpoint endpoint)
        : m_endpoint(std::move(endpoint))
    {
    }

    const Endpoint &endpoint() const { return m_endpoint; }
    QString name() const; ///< "tcp://host:port" or "unix:/path"

    /// Blocks within `deadline`. Errors: those of dial(), Auth when the socket's level does not let us read, Protocol
    /// when this is no runtime API, Timeout, Cancelled.
    Result<HaproxyReading> read(const Deadline &deadline) const;
    /// Sends one line of commands at the level of the socket: what can act goes this way, and nothing else does. Blocks
    /// within `deadline`.
    HaproxyExchange command(const QByteArrayList &commands, const Deadline &deadline) const;
    /// The level of the socket; nothing else is asked.
    Result<QByteArray> level(const Deadline &deadline) const;

    static constexpr int commandsPerRead = 5;

private:
    /// The answers to `show cli level` and then to `commands`, one each.
    Result<std::vector<QByteArray>> ask(const QByteArrayList &commands, const Deadline &deadline) const;

    Endpoint m_endpoint;
};

/// The balancer's words for a command that failed, as an Error; nullopt when the answer is none of them.
std::optional<Error> haproxyRefusal(const QByteArray &answer);

} // namespace surgedeck
