// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"

#include "app/actioncalls.h"
#include "app/sourcesettings.h"
#include "connectors/base/dispatcher.h"
#include "connectors/builtin.h"
#include "models/workspace/workspace.h"

#include <algorithm>

namespace surgedeck {

namespace {

/// Our acting sessions say so on the server.
QString actingName(const QString &clientName, Role role)
{
    QString name = clientName;
    return name.replace(QLatin1String("/viewer/"), QLatin1Char('/') + toWord(role) + QLatin1Char('/'));
}

Result<Role> parsedRole(const QString &word, const QString &where)
{
    if (const auto role = roleOf(word))
        return *role;
    return Error{Error::Kind::Config,
                 QStringLiteral("%1 is viewer, responder or commander, not '%2'").arg(where, word.left(40))};
}

} // namespace

std::unique_ptr<Dispatcher> makeCommandRoad(const Workspace &workspace, Role role, JournalWriter &journal,
                                            const Clock &clock)
{
    role = std::min(role, machineRole());
    auto road = std::make_unique<Dispatcher>(role, journal, clock);
    if (role == Role::Viewer)
        return road;
    for (PreparedSource &source : prepareSources(workspace, {}, Credentials::ReadAndAct)) {
        if (!source.settings) {
            road->add(source.id, source.settings.error());
            continue;
        }
        source.settings->clientName = actingName(source.settings->clientName, role);
        road->add(source.id, createActuator(*source.settings, clock));
    }
    if (!workspace.actions.empty())
        road->add({}, makeActionActuator(workspace, clock));
    return road;
}

Role machineRole()
{
    const QString most = qEnvironmentVariable("SURGEDECK_ROLE");
    return most.isEmpty() ? Role::Commander : roleOf(most).value_or(Role::Viewer);
}

Result<Role> allowedRole(const QString &wanted, Role otherwise)
{
    Role role = otherwise;
    if (!wanted.isEmpty()) {
        SURGEDECK_TRY(asked, parsedRole(wanted, QStringLiteral("--role")));
        role = asked;
    }
    const QString most = qEnvironmentVariable("SURGEDECK_ROLE");
    if (most.isEmpty())
        return role;
    SURGEDECK_TRY(limit, parsedRole(most, QStringLiteral("SURGEDECK_ROLE")));
    return std::min(role, limit);
}

} // namespace surgedeck
