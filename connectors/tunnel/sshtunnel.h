// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/childprocess.h"
#include "connectors/base/dial.h"

namespace surgedeck {

/// The way to peers behind a bastion: the system's ssh with the user's own configuration, keys and agent, started
/// without a terminal. Nothing is asked, and a host that is not among the known hosts is refused whatever the
/// configuration says. Each peer gets a port of 127.0.0.1. Worker thread of its source.
class SshTunnel
{
public:
    explicit SshTunnel(QString host);

    /// A local port that leads to `far` (host and port, or a unix socket there). Before the first ready(). Error:
    /// Unreachable, when this machine has no port to give.
    Result<quint16> portTo(const Endpoint &far);

    /// Starts ssh where it does not run, and waits until it listens. Errors: Timeout (it goes on signing in: ask
    /// again), Auth (key or host key), Unreachable, Config (no ssh), Cancelled.
    Status ready(const Deadline &deadline);
    bool isUp();
    /// What ssh said since: why a peer behind it can not be reached.
    QString takeComplaint();
    const QString &host() const { return m_host; }

private:
    struct Forward
    {
        Endpoint far;
        quint16 port = 0;
    };

    Status start();
    QStringList command() const;
    bool listens() const;

    QString m_host;
    std::vector<Forward> m_forwards;
    ChildProcessPtr m_ssh;
    int m_waits = 0; ///< for the sign-in that is under way
    bool m_listening = false;
};

} // namespace surgedeck
