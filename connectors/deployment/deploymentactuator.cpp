// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/deployment/deploymentactuator.h"

#include "connectors/base/socketdeadline.h"
#include "models/domain/sourcesettings.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds readLimit{1'500};
constexpr Milliseconds writeLimit{2'000};
static_assert(readLimit + writeLimit < callDeadline);

constexpr int conflict = 409, preconditionFailed = 412;

Receipt receiptOf(const DeploymentApi::Change &change)
{
    Receipt receipt;
    receipt.detail = change.words;
    if (!change.known)
        return receipt;
    const bool done = change.status >= 200 && change.status < 300;
    receipt.state = done ? Receipt::State::Accepted : Receipt::State::Refused;
    if (done)
        receipt.generation = change.generation;
    else if (change.status == conflict || change.status == preconditionFailed)
        receipt.generation = change.generation.isEmpty() ? QStringLiteral("another") : change.generation;
    return receipt;
}

Precondition needed(const QString &name, const QString &value, bool holds)
{
    return {name, value, holds};
}

} // namespace

Result<RouteActuatorPtr> DeploymentActuator::create(const SourceSettings &settings, const Clock &clock)
{
    if (settings.actToken.isEmpty() && settings.actEndpoint.isEmpty())
        return Error{Error::Kind::Refused, QStringLiteral("there is no acting credential: act_token is missing")};
    HttpPeer peer = HttpPeer::of(settings);
    if (!settings.actEndpoint.isEmpty())
        peer.url = settings.actEndpoint;
    if (!settings.actToken.isEmpty())
        peer.bearerToken = settings.actToken;
    SURGEDECK_TRY(api, DeploymentApi::create(peer));
    return RouteActuatorPtr(new DeploymentActuator(std::move(api), settings.id, clock));
}

Result<ActuatorPtr> DeploymentActuator::createActuator(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(actuator, create(settings, clock));
    return ActuatorPtr(std::move(actuator));
}

Result<WeightsReading> DeploymentActuator::readWeights(const WeightsTarget &target, std::stop_token stop)
{
    SURGEDECK_TRY(route, m_api->route(target.route, readLimit, std::move(stop)));
    InstanceWeights instance{m_name, {}, {}};
    for (const DeploymentRoute::Backend &backend : route.backends)
        if (target.servers.contains(backend.name))
            instance.weights.push_back({backend.name, backend.weight, 1});
    return WeightsReading{{instance}, route.generation, route.confirmed};
}

Result<Inspection> DeploymentActuator::inspect(const Command &command, std::stop_token stop)
{
    if (const auto *action = std::get_if<SetWeights>(&command.action)) {
        SURGEDECK_TRY(route, m_api->route(action->route, readLimit, std::move(stop)));
        const bool same = action->generation.isEmpty() || action->generation == route.generation;
        return Inspection{
            {needed(QStringLiteral("the route is as it was seen"),
                    QStringLiteral("generation %1").arg(route.generation), same),
             needed(QStringLiteral("no other write waits for its confirmation"),
                    route.confirmed ? QStringLiteral("confirmed") : QStringLiteral("not confirmed"), route.confirmed)},
            route.generation};
    }
    if (const auto *action = std::get_if<RollBackRelease>(&command.action)) {
        SURGEDECK_TRY(releases, m_api->releases(readLimit, std::move(stop)));
        const auto found = std::ranges::find(releases, action->release, &DeploymentRelease::id);
        const bool live = found != releases.end() && found->state == QLatin1String("live");
        return Inspection{{needed(QStringLiteral("the release is live"),
                                  found == releases.end() ? QStringLiteral("no such release") : found->state, live)}};
    }
    return Inspection{};
}

Receipt DeploymentActuator::setWeights(const Command &command, const SetWeights &action, const std::stop_token &stop)
{
    DeploymentApi::Write write{
        action.route, {}, action.generation, command.id, action.confirmWithin.value_or(Milliseconds(0))};
    for (const ServerWeight &weight : action.weights)
        write.weights.push_back({weight.server, weight.weight});
    return receiptOf(m_api->setWeights(write, writeLimit, stop));
}

Result<Receipt> DeploymentActuator::execute(const Command &command, const Grant &grant, std::stop_token stop)
{
    if (!grant.isValid(command, m_clock.now()))
        return Error{Error::Kind::Refused, QStringLiteral("this grant is for another command, or it is over")};
    if (command.rehearsal) {
        SURGEDECK_TRY(seen, inspect(command, stop));
        std::ignore = seen;
        return Receipt{Receipt::State::Accepted, QStringLiteral("rehearsal: nothing was sent"), {}, {}};
    }
    if (const auto *weights = std::get_if<SetWeights>(&command.action))
        return setWeights(command, *weights, stop);
    if (const auto *confirm = std::get_if<ConfirmWeights>(&command.action))
        return receiptOf(m_api->confirm(confirm->route, confirm->generation, writeLimit, stop));
    if (const auto *release = std::get_if<RollBackRelease>(&command.action))
        return receiptOf(m_api->rollBack(release->release, command.id, writeLimit, stop));
    return Error{Error::Kind::Config,
                 QStringLiteral("a deployment API can not do this: %1").arg(toWord(command.action))};
}

Result<Verdict> DeploymentActuator::verify(const Command &command, std::stop_token stop)
{
    if (const auto *action = std::get_if<SetWeights>(&command.action)) {
        SURGEDECK_TRY(route, m_api->route(action->route, readLimit, std::move(stop)));
        const bool there = std::ranges::all_of(action->weights, [&](const ServerWeight &wanted) {
            const auto found = std::ranges::find(route.backends, wanted.server, &DeploymentRoute::Backend::name);
            return found != route.backends.end() && found->weight == wanted.weight;
        });
        return Verdict{there ? Verdict::State::Done : Verdict::State::NotYet, {}};
    }
    if (const auto *action = std::get_if<ConfirmWeights>(&command.action)) {
        SURGEDECK_TRY(route, m_api->route(action->route, readLimit, std::move(stop)));
        return Verdict{route.confirmed ? Verdict::State::Done : Verdict::State::NotYet, {}};
    }
    const auto *action = std::get_if<RollBackRelease>(&command.action);
    SURGEDECK_TRY(releases, m_api->releases(readLimit, std::move(stop)));
    const auto found = std::ranges::find(releases, action ? action->release : QString(), &DeploymentRelease::id);
    const bool gone = found != releases.end() && found->state == QLatin1String("rolled_back");
    return Verdict{gone ? Verdict::State::Done : Verdict::State::NotYet,
                   found == releases.end() ? QString() : found->state};
}

Status DeploymentActuator::arm(std::stop_token stop)
{
    SURGEDECK_TRY(routes, m_api->routes(readLimit, std::move(stop)));
    std::ignore = routes;
    return ok();
}

} // namespace surgedeck
