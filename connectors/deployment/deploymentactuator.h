// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/deployment/deploymentapi.h"
#include "models/domain/routeactuator.h"

namespace surgedeck {

/// Sets weights and rolls releases back through the deployment API (resources/deployment-api.yaml). Carries out
/// SetWeights (with the generation it rests on, its id as the idempotency key, and a lease), ConfirmWeights and
/// RollBackRelease. Of a refused write whose generation is old, the Receipt holds the one that is true.
class DeploymentActuator final : public RouteActuator
{
public:
    /// Error: Refused without an acting credential (act_token, act_bearer or act_url), Config.
    static Result<RouteActuatorPtr> create(const SourceSettings &settings, const Clock &clock);
    static Result<ActuatorPtr> createActuator(const SourceSettings &settings, const Clock &clock);

    RouterTraits traits() const override { return {true, true, 100}; }
    Result<WeightsReading> readWeights(const WeightsTarget &target, std::stop_token stop) override;
    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token stop) override;

private:
    DeploymentActuator(std::unique_ptr<DeploymentApi> api, QString name, const Clock &clock)
        : m_api(std::move(api))
        , m_name(std::move(name))
        , m_clock(clock)
    {
    }
    Receipt setWeights(const Command &command, const SetWeights &action, const std::stop_token &stop);

    std::unique_ptr<DeploymentApi> m_api;
    QString m_name;
    const Clock &m_clock;
};

} // namespace surgedeck
