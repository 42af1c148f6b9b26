// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/traffic/world.h"

#include <algorithm>
#include <type_traits>

namespace surgedeck::traffic {

namespace {

template <typename T>
void put(std::vector<std::uint8_t> &bytes, const T &value)
{
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
    for (std::size_t i = 0; i < sizeof(T); ++i)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
}

template <typename... T>
void putAll(std::vector<std::uint8_t> &bytes, const T &...values)
{
    (put(bytes, values), ...);
}

void put(std::vector<std::uint8_t> &bytes, const State &s)
{
    putAll(bytes, s.phase, s.motion, s.backTo, s.step, s.confirmed, s.target, s.base, s.intent, s.lastIntent,
           s.equalReads, s.resends, s.guards, s.bakeOver, s.quiet, s.holdAfter, s.secondPerson, s.onlyVerify,
           s.seen.value_or(255), s.epoch);
}

void put(std::vector<std::uint8_t> &bytes, const Console &c)
{
    put(bytes, c.state);
    putAll(bytes, c.up, c.storing, c.quietArmed, c.bakeArmed, c.approvalArmed, c.retryArmed, c.leaseWanted,
           c.leaseLostToTell, c.reading);
    if (c.reading == 2)
        putAll(bytes, c.taken.kind, c.taken.canary, c.taken.generation, c.taken.confirmed);
    putAll(bytes, c.ghost.personSinceRestart, c.ghost.personSinceRollback, c.ghost.approved, c.ghost.guardPassed,
           c.ghost.stored, c.ghost.readGeneration, c.ghost.goodReads);
}

template <typename Messages, typename Message>
bool post(Messages &messages, const Message &message)
{
    const auto slot = std::ranges::find(messages, std::int8_t{-1}, &Message::console);
    if (slot == messages.end())
        return false;
    *slot = message;
    return true;
}

bool isForwardSend(const State &state)
{
    return state.motion == Motion::Forward;
}

bool isPersons(const Event &event)
{
    return std::holds_alternative<StartAsked>(event) || std::holds_alternative<ResumeAsked>(event) ||
           std::holds_alternative<BackAsked>(event) || std::holds_alternative<AbortAsked>(event) ||
           std::holds_alternative<RecoverAsked>(event);
}

} // namespace

void World::write(std::vector<std::uint8_t> &bytes) const
{
    bytes.clear();
    putAll(bytes, router.canary, router.lastConfirmed, router.generation, router.confirmed, router.waitsFor,
           router.waitsForConsole, router.applied[0], router.applied[1], lease.holder, lease.epoch, reloads, crashes);
    for (const Console &console : consoles)
        put(bytes, console);
    for (const Request &r : requests)
        putAll(bytes, r.console, r.isConfirm, r.intent, r.canary, r.base, r.epoch);
    for (const Reply &r : replies)
        putAll(bytes, r.console, r.isConfirm, r.intent, r.kind);
}

std::string Steps::from(const World &world, std::vector<World> &worlds)
{
    m_worlds = &worlds;
    m_broken.clear();
    for (int console = 0; console < m_bounds.consoles; ++console) {
        if (!world.consoles[static_cast<std::size_t>(console)].up)
            continue;
        person(world, console);
        machine(world, console);
    }
    network(world);
    surroundings(world);
    return m_broken;
}

void Steps::fail(const char *invariant)
{
    if (m_broken.empty())
        m_broken = invariant;
}

void Steps::add(const World &world)
{
    const bool within =
        world.router.generation <= m_bounds.generations && world.lease.epoch <= m_bounds.epochs &&
        std::ranges::all_of(world.consoles, [&](const Console &c) { return c.state.lastIntent <= m_bounds.intents; });
    if (within)
        m_worlds->push_back(world);
}

void Steps::person(const World &world, int console)
{
    for (const Event &event :
         {Event(PlanMade{}), Event(ApprovedBy{false}), Event(ApprovedBy{true}), Event(StartAsked{}), Event(HoldAsked{}),
          Event(ResumeAsked{}), Event(BackAsked{}), Event(AbortAsked{}),
          Event(RecoverAsked{RecoverAsked::Choice::Hold}), Event(RecoverAsked{RecoverAsked::Choice::Resume}),
          Event(RecoverAsked{RecoverAsked::Choice::RollBack})})
        give(world, console, event);
}

void Steps::machine(const World &world, int index)
{
    const Console &console = world.consoles[static_cast<std::size_t>(index)];
    const auto when = [&](bool armed, bool Console::*flag, const Event &event) {
        if (!armed)
            return;
        World after = world;
        after.consoles[static_cast<std::size_t>(index)].*flag = false;
        give(after, index, event);
    };
    if (console.storing) {
        World after = world;
        Console &writer = after.consoles[static_cast<std::size_t>(index)];
        writer.storing = false;
        give(after, index, IntentFailed{console.state.intent});
        writer.ghost.stored |= static_cast<std::uint16_t>(1u << console.state.intent);
        give(after, index, IntentStored{console.state.intent});
    }
    when(console.quietArmed, &Console::quietArmed, QuietNow{console.state.intent});
    when(console.bakeArmed, &Console::bakeArmed, BakeOver{});
    when(console.approvalArmed, &Console::approvalArmed, ApprovalExpired{});
    when(console.retryArmed, &Console::retryArmed, RetryNow{});
    when(console.leaseLostToTell, &Console::leaseLostToTell, LeaseLost{});
    for (const GuardVerdict verdict :
         {GuardVerdict::Pass, GuardVerdict::NoData, GuardVerdict::Hold, GuardVerdict::Worse})
        give(world, index, GuardsJudged{verdict});
}

/// What the router does with a request, and its answer.
Reply Steps::carriedOut(World &world, const Request &request) const
{
    Router &router = world.router;
    auto kind = Answered::Kind::Accepted;
    bool accepted = true;
    const auto key = static_cast<std::uint16_t>(1u << request.intent);
    std::uint16_t &applied = router.applied[static_cast<std::size_t>(request.console)];
    const bool fenced = request.epoch != world.lease.epoch;
    if (request.isConfirm) {
        accepted = router.waitsFor == request.intent && router.waitsForConsole == request.console &&
                   !router.confirmed && !fenced;
        if (accepted) {
            router.confirmed = true;
            router.lastConfirmed = router.canary;
            router.waitsFor = 0;
            router.waitsForConsole = -1;
        }
    } else if ((applied & key) == 0) {
        if (m_rules.routerCounts && (fenced || request.base != router.generation)) {
            kind = Answered::Kind::StaleGeneration;
        } else {
            applied |= key;
            router.canary = request.canary;
            ++router.generation;
            router.confirmed = !m_rules.routerReverts;
            router.waitsFor = m_rules.routerReverts ? request.intent : IntentId{0};
            router.waitsForConsole = m_rules.routerReverts ? request.console : std::int8_t{-1};
            if (!m_rules.routerReverts)
                router.lastConfirmed = router.canary;
        }
    }
    return {request.console, request.isConfirm, request.intent,
            request.isConfirm ? static_cast<std::int8_t>(accepted) : static_cast<std::int8_t>(kind)};
}

void Steps::network(const World &world)
{
    for (int index = 0; index < m_bounds.consoles; ++index) {
        const Console &console = world.consoles[static_cast<std::size_t>(index)];
        if (!console.up)
            continue;
        World after = world;
        Console &reader = after.consoles[static_cast<std::size_t>(index)];
        if (console.reading == 1) {
            reader.reading = 2;
            reader.taken = {Reading::Kind::Weights, world.router.canary, world.router.generation,
                            world.router.confirmed};
            add(after);
            reader.taken = {};
            add(after);
        } else if (console.reading == 2) {
            reader.reading = 0;
            give(after, index, ReadBack{console.taken});
        } else if (console.state.phase == Phase::Baking || console.state.phase == Phase::Held ||
                   console.state.phase == Phase::Done) {
            give(after, index,
                 ReadBack{
                     {Reading::Kind::Weights, world.router.canary, world.router.generation, world.router.confirmed}});
        }
        if (console.leaseWanted && console.state.phase == Phase::Leasing) {
            World answered = world;
            answered.consoles[static_cast<std::size_t>(index)].leaseWanted = false;
            if (world.lease.holder != -1 && world.lease.holder != index) {
                give(answered, index, LeaseRefused{});
            } else {
                answered.lease = {static_cast<std::int8_t>(index), static_cast<std::uint16_t>(world.lease.epoch + 1)};
                give(answered, index, LeaseGranted{answered.lease.epoch});
            }
        }
    }
    requests(world);
    replies(world);
}

void Steps::requests(const World &world)
{
    for (std::size_t slot = 0; slot < world.requests.size(); ++slot) {
        const Request request = world.requests[slot];
        if (request.console < 0)
            continue;
        World lost = world; // on the way there; the console's connection ends one day
        lost.requests[slot] = {};
        if (!request.isConfirm && post(lost.replies, Reply{request.console, false, request.intent,
                                                           static_cast<std::int8_t>(Answered::Kind::Unanswered)}))
            add(lost);
        else if (request.isConfirm && post(lost.replies, Reply{request.console, true, request.intent, 0}))
            add(lost);
        for (const bool keep : {false, true}) { // duplicated: it stays under way
            World done = world;
            if (!keep)
                done.requests[slot] = {};
            const Reply reply = carriedOut(done, request);
            World answered = done;
            if (post(answered.replies, reply))
                add(answered);
            if (!keep) { // the answer is lost on the way back
                const Reply silence{request.console, request.isConfirm, request.intent,
                                    request.isConfirm ? std::int8_t{0}
                                                      : static_cast<std::int8_t>(Answered::Kind::Unanswered)};
                if (post(done.replies, silence))
                    add(done);
            }
        }
    }
}

void Steps::replies(const World &world)
{
    for (std::size_t slot = 0; slot < world.replies.size(); ++slot) {
        const Reply reply = world.replies[slot];
        if (reply.console < 0)
            continue;
        World after = world;
        after.replies[slot] = {};
        if (!world.consoles[static_cast<std::size_t>(reply.console)].up)
            add(after);
        else if (reply.isConfirm)
            give(after, reply.console, ConfirmAnswered{reply.intent, reply.kind != 0});
        else
            give(after, reply.console, Answered{reply.intent, static_cast<Answered::Kind>(reply.kind)});
    }
}

void Steps::surroundings(const World &world)
{
    if (world.reloads < m_bounds.reloads) {
        World after = world; // from its file, which knows nothing of the shift
        after.router.canary = after.router.lastConfirmed = m_rules.baseline;
        after.router.confirmed = true;
        after.router.waitsFor = 0;
        after.router.waitsForConsole = -1;
        ++after.router.generation;
        ++after.reloads;
        add(after);
    }
    if (!world.router.confirmed) { // the time to confirm is over
        World after = world;
        for (const Console &console : world.consoles)
            if (console.state.phase == Phase::Baking && console.state.epoch == world.lease.epoch &&
                console.state.confirmed == world.router.canary && console.ghost.goodReads >= m_rules.verifyReads)
                fail("a step that is baked on stays when its console is gone");
        after.router.canary = after.router.lastConfirmed;
        after.router.confirmed = true;
        after.router.waitsFor = 0;
        after.router.waitsForConsole = -1;
        ++after.router.generation;
        add(after);
    }
    if (world.lease.holder >= 0) { // its time is over by the server's clock; the console hears of it later, or never
        World after = world;
        after.lease.holder = -1;
        Console &holder = after.consoles[static_cast<std::size_t>(world.lease.holder)];
        holder.leaseLostToTell = holder.up && holder.state.epoch == world.lease.epoch;
        add(after);
    }
    for (int index = 0; index < m_bounds.consoles; ++index) {
        World after = world;
        Console &console = after.consoles[static_cast<std::size_t>(index)];
        if (!console.up) {
            console.up = true;
            console.ghost.personSinceRestart = false;
            give(after, index, Restarted{});
        } else if (world.crashes < m_bounds.crashes) {
            ++after.crashes;
            const State kept = console.state;
            const Ghost ghost = console.ghost;
            console = {};
            console.state = kept;
            console.ghost = ghost;
            console.up = false;
            add(after);
        }
    }
}

void Steps::give(const World &world, int index, const Event &event)
{
    const auto at = static_cast<std::size_t>(index);
    const Next result = next(world.consoles[at].state, event, m_rules, m_checks);
    if (!result.understood) {
        // A reading that was delivered, a timer that fired: it is gone even when it meant nothing.
        add(world);
        return;
    }
    World after = world;
    Console &console = after.consoles[at];
    console.state = result.state;
    if (isPersons(event))
        console.ghost.personSinceRestart = console.ghost.personSinceRollback = true;
    judge(world, after, index, event);
    bool room = true;
    for (const Effect &effect : result.effects) {
        if (after.crashes < m_bounds.crashes) { // crashes before this effect
            World crashed = after;
            ++crashed.crashes;
            Console fresh;
            fresh.state = console.state;
            fresh.ghost = console.ghost;
            fresh.up = false;
            crashed.consoles[at] = fresh;
            add(crashed);
        }
        room = room && carryOut(after, index, effect);
    }
    if (room)
        add(after);
}

bool Steps::carryOut(World &world, int index, const Effect &effect)
{
    Console &console = world.consoles[static_cast<std::size_t>(index)];
    if (const auto *send = std::get_if<Send>(&effect)) {
        const bool forward = isForwardSend(console.state);
        if ((console.ghost.stored & (1u << send->intent)) == 0)
            fail("nothing is sent before its intent is on disk");
        if (send->epoch == 0)
            fail("nothing is sent without the lease of the route");
        if (m_rules.routerCounts && send->base != console.ghost.readGeneration && console.state.resends == 0)
            fail("a write rests on what was read right before it");
        if (!console.ghost.personSinceRestart)
            fail("after a restart nothing is sent before a person chose");
        if (forward && !console.ghost.personSinceRollback)
            fail("a rollback is never undone by itself");
        if (forward && !console.ghost.approved)
            fail("nothing goes forward that nobody approved");
        if (forward && console.state.step >= 0 && console.state.target > console.state.confirmed &&
            !console.ghost.guardPassed)
            fail("no advance without guards that pass");
        if (send->canary > 100)
            fail("a weight is between 0 and 100");
        return post(world.requests, Request{static_cast<std::int8_t>(index), false, send->intent, send->canary,
                                            send->base, send->epoch});
    }
    if (const auto *confirm = std::get_if<Confirm>(&effect))
        return post(world.requests,
                    Request{static_cast<std::int8_t>(index), true, confirm->intent, 0, 0, confirm->epoch});
    if (std::holds_alternative<StoreIntent>(effect))
        console.storing = true;
    else if (std::holds_alternative<Read>(effect))
        console.reading = 1;
    else if (std::holds_alternative<AcquireLease>(effect))
        console.leaseWanted = true;
    else if (std::holds_alternative<ReleaseLease>(effect))
        world.lease.holder = world.lease.holder == index ? std::int8_t{-1} : world.lease.holder;
    else if (std::holds_alternative<ArmQuiet>(effect))
        console.quietArmed = true;
    else if (std::holds_alternative<ArmBake>(effect))
        console.bakeArmed = true;
    else if (std::holds_alternative<ArmApproval>(effect))
        console.approvalArmed = true;
    else if (std::holds_alternative<ArmRetry>(effect))
        console.retryArmed = true;
    return true;
}

void Steps::judge(const World &before, World &after, int index, const Event &event)
{
    const State &was = before.consoles[static_cast<std::size_t>(index)].state;
    Console &console = after.consoles[static_cast<std::size_t>(index)];
    const State &is = console.state;
    Ghost &ghost = console.ghost;
    if (std::holds_alternative<PlanMade>(event))
        ghost.approved = ghost.guardPassed = false;
    if (std::holds_alternative<ApprovedBy>(event) && was.phase == Phase::Planned)
        ghost.approved = true;
    if (std::holds_alternative<ApprovalExpired>(event))
        ghost.approved = false;
    if (std::holds_alternative<Restarted>(event) && was.phase == Phase::Approved)
        ghost.approved = false;
    if (const auto *judged = std::get_if<GuardsJudged>(&event))
        ghost.guardPassed = judged->verdict == GuardVerdict::Pass;
    if (const auto *read = std::get_if<ReadBack>(&event)) {
        ghost.readGeneration = read->reading.generation;
        const bool equal = read->reading.kind == Reading::Kind::Weights && read->reading.canary == was.target;
        if (was.phase == Phase::Verifying)
            ghost.goodReads = static_cast<std::uint8_t>(equal ? std::min(ghost.goodReads + 1, 3) : 0);
    }
    if (is.phase == Phase::Verifying && was.phase != Phase::Verifying)
        ghost.goodReads = 0;
    if (const auto *answer = std::get_if<Answered>(&event);
        answer && was.phase == Phase::Sending && answer->intent != was.intent)
        fail("an answer counts only for the write that it belongs to");
    const bool succeeded = hasWriteInHand(was) && !hasWriteInHand(is) && is.confirmed == was.target && is.intent == 0 &&
                           (is.phase == Phase::Baking || is.phase == Phase::RolledBack || is.phase == Phase::Aborted);
    if (succeeded && ghost.goodReads < m_rules.verifyReads)
        fail("a step succeeds only after it was read back");
    if (succeeded)
        ghost.guardPassed = false;
    if (was.motion == Motion::Back && is.motion != Motion::Back)
        ghost.personSinceRollback = false;
    const bool ended = is.phase == Phase::Done || is.phase == Phase::RolledBack || is.phase == Phase::Aborted;
    if (ended && hasWriteInHand(is))
        fail("nothing ends while a write may be under way");
    if (is.confirmed > 100 || is.target > 100)
        fail("a weight is between 0 and 100");
    int holders = 0;
    for (const Console &other : after.consoles)
        holders += hasWriteInHand(other.state) && other.state.epoch != 0 && other.state.epoch == after.lease.epoch;
    if (holders > 1)
        fail("one write at a time over all consoles");
}

} // namespace surgedeck::traffic
