// SPDX-License-Identifier: GPL-3.0-or-later
// Enumerates what the shipped machine can do in the world of world.h, breadth first, and holds every step to the
// invariants. Then takes each safety check away and shows which invariant notices. Exit status 1: an invariant broke,
// or a check is idle.
#include "tests/traffic/world.h"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string_view>

using namespace surgedeck::traffic;

namespace {

/// 64-bit fingerprints in one open table: at 20 million states the chance of one clash is about 1e-5.
class Seen
{
public:
    explicit Seen(std::size_t most)
    {
        std::size_t size = 1 << 16;
        while (size < most * 2)
            size *= 2;
        m_slots.resize(size);
    }

    /// False: it was there.
    bool insert(std::uint64_t print)
    {
        print |= print == 0;
        for (std::size_t at = print & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
            if (m_slots[at] == print)
                return false;
            if (m_slots[at] == 0) {
                m_slots[at] = print;
                ++m_count;
                return true;
            }
        }
    }
    std::size_t count() const { return m_count; }

private:
    std::vector<std::uint64_t> m_slots;
    std::size_t m_count = 0;
};

std::uint64_t fingerprint(const std::vector<std::uint8_t> &bytes)
{
    std::uint64_t hash = 0x9e3779b97f4a7c15;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data() + at, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccd;
        hash ^= hash >> 32;
    }
    for (; at < bytes.size(); ++at)
        hash = (hash ^ bytes[at]) * 0x100000001b3;
    hash ^= hash >> 29;
    return hash * 0xbf58476d1ce4e5b9 ^ (hash >> 32);
}

struct Outcome
{
    std::size_t states = 0;
    std::uint64_t steps = 0;
    std::string broken;
};

/// The first step done and watched: reached from the beginning too, but only behind millions of others.
World atTheFirstStep(const Rules &rules)
{
    World world;
    world.router.canary = world.router.lastConfirmed = rules.steps.front();
    world.router.generation = 2;
    world.router.applied[0] = 1u << 1;
    world.lease = {0, 1};
    Console &console = world.consoles[0];
    console.state.phase = Phase::Baking;
    console.state.step = 0;
    console.state.confirmed = console.state.target = rules.steps.front();
    console.state.base = 1;
    console.state.lastIntent = 1;
    console.state.epoch = 1;
    console.bakeArmed = true;
    console.ghost.approved = true;
    console.ghost.stored = 1u << 1;
    console.ghost.readGeneration = 2;
    console.ghost.goodReads = 3;
    return world;
}

/// A second write was accepted, and is about to be read back: to the next step, or home because the canary was worse.
World whileVerifying(const Rules &rules, Motion motion)
{
    World world = atTheFirstStep(rules);
    const Percent target = motion == Motion::Back ? rules.baseline : rules.steps.at(1);
    world.router.canary = target;
    world.router.generation = 3;
    world.router.applied[0] |= 1u << 2;
    world.router.confirmed = !rules.routerReverts;
    world.router.waitsFor = rules.routerReverts ? 2 : 0;
    world.router.waitsForConsole = rules.routerReverts ? 0 : -1;
    if (!rules.routerReverts)
        world.router.lastConfirmed = target;
    Console &console = world.consoles[0];
    console.state.phase = Phase::Verifying;
    console.state.motion = motion;
    console.state.backTo = BackTo::Rollback;
    console.state.target = target;
    console.state.base = 2;
    console.state.intent = console.state.lastIntent = 2;
    console.state.guards = motion == Motion::Back ? GuardVerdict::Worse : GuardVerdict::Pass;
    console.bakeArmed = false;
    console.reading = 1;
    console.ghost.stored |= 1u << 2;
    console.ghost.goodReads = 0;
    console.ghost.guardPassed = motion == Motion::Forward;
    return world;
}

Outcome explore(const Rules &rules, const Checks &checks, const Bounds &bounds, std::size_t most)
{
    Seen seen(most);
    std::deque<World> open;
    std::vector<World> followers;
    std::vector<std::uint8_t> bytes;
    Steps steps(rules, checks, bounds);
    Outcome outcome;
    open = {World(), atTheFirstStep(rules), whileVerifying(rules, Motion::Back),
            whileVerifying(rules, Motion::Forward)};
    while (!open.empty() && seen.count() < most) {
        const World world = open.front();
        open.pop_front();
        followers.clear();
        outcome.broken = steps.from(world, followers);
        outcome.steps += followers.size();
        if (!outcome.broken.empty())
            break;
        for (const World &follower : followers) {
            follower.write(bytes);
            if (seen.insert(fingerprint(bytes)))
                open.push_back(follower);
        }
    }
    outcome.states = seen.count();
    return outcome;
}

struct Removal
{
    const char *name;
    bool Checks::*check;
};

constexpr Removal removals[] = {{"the intent is on disk before the write", &Checks::intentBeforeSend},
                                {"the lease", &Checks::leaseBeforeSend},
                                {"the same key on a second try", &Checks::sameKeyOnResend},
                                {"the reading before the intent", &Checks::readBeforeIntent},
                                {"the reading after the answer", &Checks::readBackBeforeSuccess},
                                {"the guards", &Checks::guardsBeforeAdvance},
                                {"a person after a restart", &Checks::personAfterRestart},
                                {"the stickiness of a rollback", &Checks::rollbackIsSticky},
                                {"the confirmation", &Checks::confirmBeforeBake},
                                {"the look at whose answer it is", &Checks::oldAnswersIgnored},
                                {"the approval", &Checks::approvalBeforeStart}};

Rules apiRules()
{
    return {{10, 30, 100}, 0, true, true, 3, 1, 25};
}
Rules balancerRules()
{
    return {{10, 30, 100}, 0, false, false, 3, 1, 25};
}

bool report(const char *name, const Outcome &outcome)
{
    std::printf("%-52s %10zu states %12llu steps  %s\n", name, outcome.states,
                static_cast<unsigned long long>(outcome.steps),
                outcome.broken.empty() ? "holds" : outcome.broken.c_str());
    std::fflush(stdout);
    return outcome.broken.empty();
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t most = argc > 1 ? static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10)) : 10'000'000;
    bool good = report("two consoles, a router with leases", explore(apiRules(), {}, {}, most));
    good = report("one console, a balancer that forgets", explore(balancerRules(), {}, {1, 4, 8, 4, 2, 2}, most / 4)) &&
           good;
    for (const Removal &removal : removals) {
        Checks checks;
        checks.*removal.check = false;
        const std::string name = std::string("without ") + removal.name;
        if (report(name.c_str(), explore(apiRules(), checks, {1, 4, 8, 4, 0, 2}, most / 2))) {
            std::printf("  no invariant noticed that this check is gone\n");
            good = false;
        }
    }
    return good ? 0 : 1;
}
