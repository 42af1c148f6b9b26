// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/haproxy/haproxyinstance.h"
#include "models/domain/routeactuator.h"

namespace surgedeck {

/// Sets weights and states of servers on every balancer of an edge, over the acting sockets, which must have level
/// admin. Carries out SetWeights (the servers' absolute weights on all balancers) and SetServerState. Everything that
/// HAProxy would only say after half of it was done is looked at on all balancers before the first byte that changes
/// something: level, backend, algorithm, the servers and their states. The weights are read back in the same line.
///
/// What a balancer was told is lost when it reloads, unless it keeps its servers' state (load-server-state-from-file):
/// that is seen by reading, not prevented.
class HaproxyActuator final : public RouteActuator
{
public:
    /// Error: Config, when there is no acting address or not one for every balancer; Refused is not among them.
    static Result<RouteActuatorPtr> create(const SourceSettings &settings, const Clock &clock);

    /// The same for the list of kinds.
    static Result<ActuatorPtr> createActuator(const SourceSettings &settings, const Clock &clock);

    RouterTraits traits() const override { return {false, false, 256}; }
    Result<WeightsReading> readWeights(const WeightsTarget &target, std::stop_token stop) override;
    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token stop) override;

private:
    HaproxyActuator(std::vector<HaproxyInstance> instances, const Clock &clock)
        : m_instances(std::move(instances))
        , m_clock(clock)
    {
    }

    std::vector<HaproxyInstance> m_instances;
    const Clock &m_clock;
};

} // namespace surgedeck
