// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/httpfleet.h"
#include "connectors/scrape/localexpressions.h"
#include "connectors/scrape/scrapetargets.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Scrapes /metrics pages itself, any number of targets on one worker, and evaluates the watched expressions over what
/// all sources of the workspace have scraped. Each target has its own moment within the interval, its own time limit,
/// and is asked again only when its last page has come. A target that is slow costs the others nothing: its page is
/// taken by a later poll. Errors: Unreachable and others only when no target answers; fewer are notices. See Source for
/// threads.
class ScrapeSource final : public Source
{
public:
    /// `type: metrics`. Error: Config.
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    ScrapeSource(SourceSettings settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    struct Member
    {
        std::optional<int> peer; ///< nullopt: its address is no good, see `problem`
        std::optional<ScrapeTarget> target;
        Milliseconds offset{0}; ///< of its moment within the interval
        WallTime started{};
        std::optional<Error> problem = Error{Error::Kind::Unreachable, QStringLiteral("not asked yet")};
        int samePages = 0;
    };

    void updateTargets(WallTime now);
    void add(const ScrapeAddress &address);
    void startDue(WallTime now, WallTime grid);
    void take(HttpFleet::Done done);
    void evaluateRules(PollResult &result, MonoTime began, const std::stop_token &stop);
    SourceNotices notices() const;
    std::optional<Error> commonError() const;

    SourceSettings m_settings;
    const Clock &m_clock;
    std::shared_ptr<metrics::SharedSamples> m_samples;
    TargetList m_list;
    LocalExpressions m_expressions;
    HttpFleet m_fleet;
    ScrapeScratch m_scratch;
    std::vector<ScrapeAddress> m_addresses;
    std::vector<std::unique_ptr<Member>> m_members;
    std::optional<WallTime> m_newest;
    double m_transferMs = 0; ///< of this poll
    int m_requests = 0;
};

} // namespace surgedeck
