// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/haproxy/haproxyrates.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Watches the balancers of one edge, each by itself and all at once: one that hangs takes nothing from the others. A
/// poll succeeds when at least one answers; the silent ones stand in RouterSample::unreachable. Gives RouterSample and
/// SourceNotices.
class HaproxySource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    struct Balancer
    {
        HaproxyInstance instance;
        HaproxyRates rates;
        QByteArray level; ///< of its socket, when it last answered
    };

    /// How one balancer's answer went, made on a thread of its own.
    struct Attempt
    {
        Result<HaproxyReading> reading = Error{};
        MonoTime at;
        std::chrono::nanoseconds took{0};
    };

    HaproxySource(std::vector<Balancer> balancers, std::optional<HaproxyInstance> act, const Clock &clock);

    Result<PollResult> pollAll(const std::stop_token &stop);
    std::vector<Attempt> readAll(const std::stop_token &stop) const;
    Attempt readOne(const HaproxyInstance &instance, const std::stop_token &stop) const;
    Result<RouterSample> sampleOf(const std::vector<Attempt> &attempts);
    SourceNotices notices() const;

    std::vector<Balancer> m_balancers;
    std::optional<HaproxyInstance> m_act;
    const Clock &m_clock;
    std::optional<SourceNotices> m_toldNotices;
};

} // namespace surgedeck
