// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/shiftparts.h"

#include "app/acting.h"
#include "app/person.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "connectors/builtin.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqliteshiftstore.h"
#include "models/workspace/workspace.h"

#include <QFile>

#include <algorithm>

namespace surgedeck {

Result<std::shared_ptr<ShiftStore>> openShiftStore(const Workspace &workspace, const Clock &clock)
{
    SURGEDECK_TRY(store, SqliteShiftStore::open(journalDirectory(workspace.name), personName(), clock));
    return std::shared_ptr<ShiftStore>(std::move(store));
}

Result<ShiftEngine::Parts> shiftPartsOf(const Workspace &workspace, const RouteConfig &route, const Clock &clock)
{
    if (machineRole() == Role::Viewer)
        return Error{Error::Kind::Refused, QStringLiteral("a viewer changes nothing: this machine is for viewers")};
    const auto prepared = prepareSources(workspace, route.control.source.id, Credentials::ReadAndAct);
    if (prepared.empty())
        return Error{Error::Kind::Config,
                     QStringLiteral("the workspace has no source %1").arg(route.control.source.id)};
    if (!prepared.front().settings)
        return prepared.front().settings.error();
    SURGEDECK_TRY(router, createRouteActuator(*prepared.front().settings, clock));
    SURGEDECK_TRY(store, openShiftStore(workspace, clock));
    ShiftEngine::Parts parts{
        route, workspace.traffic.timing, std::shared_ptr<RouteActuator>(std::move(router)), store, clock, personName()};
    parts.freezes = workspace.traffic.freezes;
    parts.codesNeeded = !workspace.traffic.approvers.empty();
    return parts;
}

const RouteConfig *routeOf(const Workspace &workspace, const QString &id)
{
    const auto &routes = workspace.traffic.routes;
    const auto found = std::ranges::find(routes, id, &RouteConfig::id);
    return found == routes.end() ? nullptr : &*found;
}

ShiftNote noteOf(const ShiftRecord &record)
{
    return {routeStateOf(record.state), record.reason, record.plan.steps};
}

void noteStoredShifts(WatchSession &session)
{
    const Workspace &workspace = session.platform().workspace();
    const bool any = QFile::exists(journalDirectory(workspace.name) + QStringLiteral("/traffic.sqlite"));
    const auto store = any ? openShiftStore(workspace, session.clock()) : Result<std::shared_ptr<ShiftStore>>(Error{});
    for (const RouteConfig &route : workspace.traffic.routes)
        if (const auto record = store ? storedShift(**store, route.id) : std::nullopt)
            session.noteShift(route.id, noteOf(*record));
}

std::optional<ShiftRecord> storedShift(ShiftStore &store, const QString &route)
{
    const auto stored = store.load(route);
    if (!stored || !*stored)
        return std::nullopt;
    const auto record = shiftRecordOf(**stored);
    return record ? std::optional(*record) : std::nullopt;
}

} // namespace surgedeck
