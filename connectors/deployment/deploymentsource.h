// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/deployment/deploymentapi.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

/// Watches the routes and releases of a deployment API. Gives RouterSample (a route is a backend, its backends are the
/// servers) and, when they are others than before, the releases as Changes of kind "deploy".
class DeploymentSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    DeploymentSource(SourceSettings settings, std::unique_ptr<DeploymentApi> api, const Clock &clock);

    SourceSettings m_settings;
    std::unique_ptr<DeploymentApi> m_api;
    const Clock &m_clock;
    ProbeTimer m_releases;
    Changes m_told;
};

} // namespace surgedeck
