// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traffic/shiftstate.h"

#include <array>
#include <variant>

namespace surgedeck::traffic {

// Events: from people.
struct PlanMade
{
};
struct ApprovedBy
{
    bool secondPerson = false;
};
struct StartAsked
{
};
struct HoldAsked
{
    Why why = Why::Person;
};
struct ResumeAsked
{
};
struct BackAsked
{
};
struct AbortAsked
{
};
struct RecoverAsked
{
    enum class Choice : std::uint8_t
    {
        Hold,
        Resume,
        RollBack
    };
    Choice choice = Choice::Hold;
};
// From the lease, the journal and the router.
struct LeaseGranted
{
    std::uint16_t epoch = 0;
};
struct LeaseRefused
{
};
struct LeaseLost
{
};
struct IntentStored
{
    IntentId intent = 0;
};
struct IntentFailed
{
    IntentId intent = 0;
};
struct Answered
{
    enum class Kind : std::uint8_t
    {
        Accepted,
        Refused,
        StaleGeneration,
        Unanswered
    };
    IntentId intent = 0;
    Kind kind = Kind::Unanswered;
};
struct ConfirmAnswered
{
    IntentId intent = 0;
    bool accepted = false;
};
struct ReadBack
{
    Reading reading;
};
struct GuardsJudged
{
    GuardVerdict verdict = GuardVerdict::NoData;
};
// From timers.
struct ApprovalExpired
{
};
struct QuietNow
{
    IntentId intent = 0;
};
struct BakeOver
{
};
struct RetryNow
{
};
// From the machine it runs on.
struct Restarted
{
}; ///< also after a suspend: what was in hand may have aged

using Event =
    std::variant<PlanMade, ApprovedBy, StartAsked, HoldAsked, ResumeAsked, BackAsked, AbortAsked, RecoverAsked,
                 LeaseGranted, LeaseRefused, LeaseLost, IntentStored, IntentFailed, Answered, ConfirmAnswered, ReadBack,
                 GuardsJudged, ApprovalExpired, QuietNow, BakeOver, RetryNow, Restarted>;

// Effects, to be carried out in order after the new state is on disk.
struct AcquireLease
{
};
struct ReleaseLease
{
};
struct StoreIntent
{
    IntentId intent = 0;
    Percent canary = 0;
    Generation base = 0;
};
struct Send
{
    IntentId intent = 0;
    Percent canary = 0;
    Generation base = 0;
    std::uint16_t epoch = 0;
};
struct Confirm
{
    IntentId intent = 0;
    std::uint16_t epoch = 0;
};
struct Read
{
};
struct ArmQuiet
{
    IntentId intent = 0;
};
struct ArmBake
{
};
struct ArmApproval
{
};
struct ArmRetry
{
};

using Effect = std::variant<AcquireLease, ReleaseLease, StoreIntent, Send, Confirm, Read, ArmQuiet, ArmBake,
                            ArmApproval, ArmRetry>;

/// In order; no transition has more. Without an allocation, since the explorer makes hundreds of millions of them.
class Effects
{
public:
    void push_back(const Effect &effect) { m_effects.at(m_size++) = effect; }
    auto begin() const { return m_effects.begin(); }
    auto end() const { return m_effects.begin() + m_size; }
    std::size_t size() const { return m_size; }

private:
    std::array<Effect, 4> m_effects;
    std::uint8_t m_size = 0;
};

} // namespace surgedeck::traffic
