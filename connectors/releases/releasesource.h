// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/releases/releasehost.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

/// Deployments and releases of one project at GitLab or GitHub, as Changes; asked for every half minute at most, since
/// both limit how often they are asked. See Source for threads and errors.
class ReleaseSource final : public Source
{
public:
    static Result<SourcePtr> createGitlab(const SourceSettings &settings, const Clock &clock);
    static Result<SourcePtr> createGithub(const SourceSettings &settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    ReleaseSource(const ReleaseHost &host, HttpPeer peer, std::unique_ptr<HttpClient> client, const Clock &clock);
    static Result<SourcePtr> create(const ReleaseHost &host, const SourceSettings &settings, const Clock &clock);
    Result<Changes> ask(Milliseconds limit, std::stop_token stop);

    const ReleaseHost &m_host;
    HttpPeer m_peer;
    std::unique_ptr<HttpClient> m_client;
    const Clock &m_clock;
    ProbeTimer m_due;
    Changes m_told;
};

} // namespace surgedeck
