// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace surgedeck::traffic {

using Percent = std::uint8_t;
using Generation =
    std::uint16_t; ///< of the router's weights, as the driver numbers them: equal only when nothing changed
using IntentId = std::uint16_t; ///< 0: none

enum class Phase : std::uint8_t
{
    Idle,
    Planned,    ///< a dry run was made; nobody has approved
    Approved,   ///< and confirmed by a person; expires
    Leasing,    ///< waits for the lease of this route
    Preparing,  ///< reads what the router has now, right before the intent
    Storing,    ///< waits for the intent to be on disk
    Sending,    ///< waits for the router's answer
    Unknown,    ///< nobody knows whether the write was carried out
    Verifying,  ///< accepted, not believed yet: reads it back
    Confirming, ///< verified; tells the router to keep it
    Baking,     ///< watches a verified step
    Held,       ///< verified, and goes nowhere without a person: so are all the ways back below
    RolledBack,
    Aborted,
    Done,
    Conflict,   ///< somebody else changed the route during a write of ours
    Recovering, ///< begins again after a crash, a suspend or a lost lease: a person chooses
    Drifted,    ///< the router no longer has what was verified, and no write of ours was in hand
};

enum class Motion : std::uint8_t
{
    None,
    Forward,
    Back
};

/// Where a write that goes back ends.
enum class BackTo : std::uint8_t
{
    Step,     ///< one step back: Held there
    Rollback, ///< to the baseline because the canary is worse: RolledBack
    Abort     ///< to the baseline because a person says so: Aborted
};

/// Why the machine is where it is. The words for people are made elsewhere.
enum class Why : std::uint8_t
{
    Nothing,
    Person,
    GuardFailed, ///< both sides fail alike, or its rule is to hold
    NoData,      ///< a guard could not be judged: never an advance
    CanaryWorse,
    Refused, ///< the router said no: nothing was changed
    NoAnswer,
    RouterUnreachable,
    JournalFailed, ///< the intent could not be kept, so nothing was sent
    LeaseRefused,  ///< another console has this route
    LeaseLost,
    SecondPerson,
    Restarted,
    Reverted, ///< the router went back by itself
    ChangedByOthers,
    Frozen, ///< a time in which nothing goes forward has begun
};

/// How the guards of the route judge the step, all together; the worst wins.
enum class GuardVerdict : std::uint8_t
{
    NotJudged, ///< since the last write: no verdict of before counts
    Pass,
    NoData, ///< NaN, stale, too few requests, an error: unknown
    Hold,   ///< fails, and moving back is not called for: alike on both sides, or no headroom on the stable side
    Worse   ///< the canary is significantly worse, and the stable side can carry all: roll back
};

/// What does not change during a shift.
struct Rules
{
    std::vector<Percent> steps; ///< ascending, last one is the end
    Percent baseline = 0;
    bool routerReverts = false; ///< a write must be confirmed, or the router takes it back by itself
    bool routerCounts = false;  ///< it has generations and refuses a write that rests on an old one
    std::uint8_t verifyReads = 3;
    std::uint8_t mostResends = 2;
    Percent aloneUpTo = 25; ///< points of one step above which a second person approves
};

/// What was read from the router, all of its instances together.
struct Reading
{
    enum class Kind : std::uint8_t
    {
        Weights,
        Mixed, ///< instances differ, or one of several does not answer
        Unreachable
    };
    Kind kind = Kind::Unreachable;
    Percent canary = 0;
    Generation generation = 0;
    bool confirmed = true; ///< the router will not take it back by itself
};

struct State
{
    Phase phase = Phase::Idle;
    Motion motion = Motion::None;
    BackTo backTo = BackTo::Step;
    Why why = Why::Nothing;
    std::int8_t step = -1;   ///< index of the last verified step; -1: the baseline
    Percent confirmed = 0;   ///< what was verified last
    Percent target = 0;      ///< of the write in hand
    Generation base = 0;     ///< what the write in hand rests on
    IntentId intent = 0;     ///< of the write in hand
    IntentId lastIntent = 0; ///< ids are never used twice
    std::uint8_t equalReads = 0;
    std::uint8_t resends = 0;
    GuardVerdict guards = GuardVerdict::NotJudged;
    bool bakeOver = false;
    bool quiet = false;     ///< long enough since the write was sent: what has not landed will not
    bool holdAfter = false; ///< somebody asked to hold while a write was in hand
    bool secondPerson = false;
    bool onlyVerify = false;     ///< after a restart: look whether the write is there, send nothing
    std::optional<Percent> seen; ///< Recovering: what the router has
    std::uint16_t epoch = 0;     ///< of the lease; 0: none, and then nothing is sent

    bool operator==(const State &) const = default;
};

} // namespace surgedeck::traffic
