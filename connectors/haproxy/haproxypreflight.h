// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/haproxy/haproxyinstance.h"
#include "models/domain/routeactuator.h"

namespace surgedeck {

/// What one balancer says of a backend on its acting socket.
struct HaproxyBackend
{
    struct Server
    {
        QString name;
        int weight = 0;
        int initial = 0;
        int adminState = 0; ///< srv_admin_state: 0 takes part; bits for maintenance and drain
        bool backup = false;
        QString status; ///< "UP", "DOWN", "no check" ...
    };

    QByteArray level;     ///< of the socket
    QByteArray algorithm; ///< empty: this version does not say
    std::vector<Server> servers;

    const Server *find(const QString &name) const;
};

/// One line, nothing changes. Errors: as HaproxyInstance; Config when there is no such backend.
Result<HaproxyBackend> readHaproxyBackend(const HaproxyInstance &instance, const QString &backend,
                                          const Deadline &deadline);

/// What has to be true of a balancer before its weights or the state of a server are changed; each with its live value.
std::vector<Precondition> haproxyPreconditions(const HaproxyBackend &backend, const Action &action);

/// The commands that carry `action` out and those that read it back, one for each server. Raised weights come first: at
/// no moment are all of them 0. Error: Config, when a name could be read as another command.
struct HaproxyLines
{
    QByteArrayList change;
    QByteArrayList readBack;
};
Result<HaproxyLines> haproxyLines(const HaproxyBackend &backend, const Action &action);

} // namespace surgedeck
