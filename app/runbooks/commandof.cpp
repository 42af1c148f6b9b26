// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/commandof.h"

#include "models/workspace/workspace.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using runbook::Action;

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

QString textIn(const Action &action, const char *name)
{
    return action.with.value(QLatin1String(name)).toString();
}

Result<surgedeck::Action> onSession(const Action &action, const QString &source, runbook::Observing &observing)
{
    const auto session = observing.session(source, action.session);
    if (!session)
        return refused(QStringLiteral("there is no such session on %1 now").arg(source));
    if (action.word == QLatin1String("session.end"))
        return surgedeck::Action(EndSession{session->id, session->identity});
    return surgedeck::Action(CancelStatement{session->id, session->identity});
}

Result<surgedeck::Action> onServer(const Action &action)
{
    SetServerState set{textIn(action, "backend"), textIn(action, "server"), SetServerState::State::Drain};
    if (set.backend.isEmpty() || set.server.isEmpty())
        return refused(QStringLiteral("the step names no backend and server"));
    if (action.word == QLatin1String("server.ready"))
        set.state = SetServerState::State::Ready;
    return surgedeck::Action(set);
}

/// Only the parameters that the workspace's action has: a shipped runbook may offer more.
Result<surgedeck::Action> ofWorkspace(const Action &action, const QString &id, const Workspace &workspace)
{
    const auto config = std::ranges::find(workspace.actions, id, &ActionConfig::id);
    if (config == workspace.actions.end())
        return refused(QStringLiteral("the workspace has no action %1").arg(id));
    CallAction call{id, {}};
    for (const ActionParameter &parameter : config->params)
        if (action.with.contains(parameter.name))
            call.parameters.insert(parameter.name, action.with.value(parameter.name));
    return surgedeck::Action(call);
}

/// Everybody to the stable side, as absolute weights. A shift that is under way is told by its own controls: two hands
/// on one route are a conflict.
Result<surgedeck::Action> abortOf(const RouteConfig &route, const Platform &platform)
{
    const auto &routes = platform.view().routes;
    const auto view = std::ranges::find(routes, route.id, &RouteView::id);
    const bool isFree = view != routes.end() && (view->state == RouteState::Idle || view->state == RouteState::Drifted);
    if (!isFree)
        return refused(QStringLiteral("a shift of %1 is under way: abort it in the Traffic view").arg(route.id));
    SetWeights weights;
    weights.route = route.control.route;
    weights.backend = route.control.backend;
    for (const QString &server : route.control.stable)
        weights.weights.push_back({server, 100});
    for (const QString &server : route.control.canary)
        weights.weights.push_back({server, 0});
    return surgedeck::Action(weights);
}

Result<Command> onRoute(const Action &action, const QString &id, const Platform &platform)
{
    const auto &routes = platform.workspace().traffic.routes;
    const auto route = std::ranges::find(routes, id, &RouteConfig::id);
    if (route == routes.end())
        return refused(QStringLiteral("the workspace has no route %1").arg(id));
    if (action.word != QLatin1String("traffic.abort"))
        return refused(QStringLiteral("%1 is a wish about a shift, and none is under way").arg(action.word));
    SURGEDECK_TRY(weights, abortOf(*route, platform));
    Command command;
    command.source = route->control.source.id;
    command.action = weights;
    return command;
}

Result<surgedeck::Action> typed(const Action &action, const QString &target, runbook::Observing &observing)
{
    if (action.word.startsWith(QLatin1String("session.")))
        return onSession(action, target, observing);
    if (action.word.startsWith(QLatin1String("server.")))
        return onServer(action);
    if (action.word == QLatin1String("call"))
        return ofWorkspace(action, target, observing.platform().workspace());
    if (action.word == QLatin1String("release.rollback"))
        return surgedeck::Action(RollBackRelease{textIn(action, "release")});
    if (action.word == QLatin1String("cache.unlink")) {
        UnlinkPrefix unlink{textIn(action, "prefix")};
        unlink.keysPerSecond = action.with.value(QStringLiteral("keys_per_second")).toInt(unlink.keysPerSecond);
        unlink.mostKeys = action.with.value(QStringLiteral("most_keys")).toInt(int(unlink.mostKeys));
        return surgedeck::Action(unlink);
    }
    if (action.word == QLatin1String("timeout.set")) {
        const QJsonValue seconds = action.with.value(QStringLiteral("seconds"));
        const auto timeout =
            seconds.isDouble() ? std::optional(Milliseconds(std::llround(seconds.toDouble() * 1000))) : std::nullopt;
        return surgedeck::Action(SetStatementTimeout{textIn(action, "role"), timeout});
    }
    return refused(QStringLiteral("%1 is not available in this version").arg(action.word));
}

} // namespace

Result<Command> commandOf(const runbook::Action &action, const runbook::Binding &binding, runbook::Observing &observing)
{
    const auto target = binding.find(action.bind);
    if (target == binding.end())
        return refused(QStringLiteral("the workspace has nothing that %1 stands for").arg(action.bind));
    if (action.word.startsWith(QLatin1String("traffic.")))
        return onRoute(action, target->second, observing.platform());
    SURGEDECK_TRY(made, typed(action, target->second, observing));
    Command command;
    // The workspace's own actions go to no source.
    command.source = action.word == QLatin1String("call") ? QString() : target->second;
    command.action = made;
    return command;
}

} // namespace surgedeck
