// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/actuator.h"
#include "models/domain/observation.h"

#include <memory>
#include <stop_token>

namespace surgedeck {

struct SourceSettings;

/// What one poll brought and what it cost the peer.
struct PollResult
{
    std::vector<Observation> observations;
    int statements = 0;                   ///< sent to the peer
    std::chrono::nanoseconds inFlight{0}; ///< time during which the peer worked for us, or seemed to
    std::optional<WallTime> newestSample; ///< of the data; nullopt: as old as the poll itself
};

/// One step of a connection test. `ok` is nullopt when an earlier stage failed: not reached.
struct DiagnosisStage
{
    QString stage; ///< name | connect | tls | sign-in | read | act | clock | newest
    std::optional<bool> ok;
    QString value;
    std::optional<double> ms;
    QString advice; ///< what to do, with the statement to copy where a right is missing
    /// The value in a word or two, for the cell of a table: "1.3, 41 d", "+0.1 s", "ops_read". Empty: the time it took
    /// says most. A dash: there is nothing to test.
    QString brief{};
    std::optional<Error::Kind> failure{}; ///< why it failed, where an error of ours says so
};

/// Reads one outside system. Lives on one worker thread; every method is called there and may block, each call for at
/// most 4 s in all. It opens its connection when it needs one and drops it after an error. Errors: Auth (denied), Full,
/// Unreachable, Timeout, Protocol, Config; Cancelled once stop is requested. No exception leaves it.
class Source
{
public:
    virtual ~Source() = default;
    virtual Result<PollResult> poll(std::stop_token stop) = 0;
    /// Asks the least there is to ask, so that a dead link is seen in time between polls that are far apart because
    /// they cost the peer much. Nothing, for a source whose polls never cost so much.
    virtual Status signOfLife(std::stop_token /*stop*/) { return ok(); }
    /// Asks how the peer would carry out a statement, without carrying it out: one QueryPlan among the observations, on
    /// the connection of the polls and under the same limits, 2 s at most. Refused: this statement has no plan, or it
    /// can not be asked for without harm. Auth: what is missing, with the GRANT.
    virtual Result<PollResult> explain(const PlanRequest & /*request*/, std::stop_token /*stop*/)
    {
        return Error{Error::Kind::Refused, QStringLiteral("this kind of source has no plans")};
    }
    /// Tests the connection stage by stage; changes nothing on the peer.
    virtual std::vector<DiagnosisStage> diagnose(std::stop_token stop) = 0;
};

using SourcePtr = std::unique_ptr<Source>;

/// A kind of source. Called on the thread of the composition root, or of the worker on which the source will live; must
/// not connect.
struct SourceType
{
    QString name; ///< the workspace's `type`
    Result<SourcePtr> (*create)(const SourceSettings &settings, const Clock &clock);
    /// With settings that hold the acting credential; nullptr: nothing can be done to this kind.
    Result<ActuatorPtr> (*createActuator)(const SourceSettings &settings, const Clock &clock) = nullptr;
};

} // namespace surgedeck
