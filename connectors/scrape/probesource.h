// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/scrape/localexpressions.h"
#include "connectors/scrape/probejourney.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Walks an HTTP journey at every poll and puts what it took into the store of the workspace: `probe_success`,
/// `probe_duration_seconds`, and of each step `probe_step_success`, `probe_step_duration_seconds` and
/// `probe_step_status_code`; what was not reached is stale, not 0. A journey that fails is a figure and a notice, not a
/// failed source. Evaluates the watched expressions that name it. See Source for threads.
class ProbeSource final : public Source
{
public:
    /// `type: probe`. Error: Config.
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    ProbeSource(SourceSettings settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    void put(const char *name, const QString &step, std::optional<double> value, WallTime at);
    void tell(const std::vector<ProbeStepResult> &results, WallTime at);

    SourceSettings m_settings;
    const Clock &m_clock;
    std::shared_ptr<metrics::SharedSamples> m_samples;
    ProbeJourney m_journey;
    LocalExpressions m_expressions;
};

} // namespace surgedeck
