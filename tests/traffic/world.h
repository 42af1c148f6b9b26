// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traffic/shift.h"

#include <array>
#include <cstring>
#include <string>
#include <vector>

// The world that the explorer puts around the shipped machine: consoles that crash anywhere, one router with leases and
// generations, a network that loses, delays and duplicates. Plain bytes, so that a state is its own fingerprint.

namespace surgedeck::traffic {

inline constexpr int mostConsoles = 2;
inline constexpr int mostMessages = 3;

struct Router
{
    Percent canary = 0;
    Percent lastConfirmed = 0;
    Generation generation = 1;
    bool confirmed = true;
    IntentId waitsFor = 0; ///< the write that is to be confirmed
    std::int8_t waitsForConsole = -1;
    std::uint16_t applied[mostConsoles] = {0, 0}; ///< keys that it has carried out, a bit each
};

struct Request
{
    std::int8_t console = -1; ///< -1: no message
    bool isConfirm = false;
    IntentId intent = 0;
    Percent canary = 0;
    Generation base = 0;
    std::uint16_t epoch = 0;
};

struct Reply
{
    std::int8_t console = -1;
    bool isConfirm = false;
    IntentId intent = 0;
    std::int8_t kind = 0; ///< of Answered, or accepted
};

/// What only the explorer knows of a console, to judge it.
struct Ghost
{
    bool personSinceRestart = true;
    bool personSinceRollback = true;
    bool approved = false;
    bool guardPassed = false;      ///< the last verdict since the last verified write
    std::uint16_t stored = 0;      ///< intents on its disk
    Generation readGeneration = 0; ///< of the last reading that it was given
    std::uint8_t goodReads = 0;    ///< equal to the target since the router accepted
};

struct Console
{
    State state; ///< on disk before its effects, so a crash loses none of it
    bool up = true;
    bool storing = false, quietArmed = false, bakeArmed = false, approvalArmed = false, retryArmed = false;
    bool leaseWanted = false, leaseLostToTell = false;
    std::int8_t reading = 0; ///< 0 none, 1 asked, 2 taken and under way
    Reading taken;
    Ghost ghost;
};

struct Lease
{
    std::int8_t holder = -1;
    std::uint16_t epoch = 0;
};

struct World
{
    Router router;
    Lease lease;
    std::array<Console, mostConsoles> consoles;
    std::array<Request, mostMessages> requests;
    std::array<Reply, mostMessages> replies;
    std::uint8_t reloads = 0, crashes = 0;

    /// Every byte that tells one state from another, in order.
    void write(std::vector<std::uint8_t> &bytes) const;
};

struct Bounds
{
    int consoles = 2;
    IntentId intents = 3;
    Generation generations = 6;
    std::uint16_t epochs = 3;
    std::uint8_t reloads = 1;
    std::uint8_t crashes = 2;
};

/// Makes all worlds that follow from one, and says which invariant a step broke.
class Steps
{
public:
    Steps(const Rules &rules, const Checks &checks, const Bounds &bounds)
        : m_rules(rules)
        , m_checks(checks)
        , m_bounds(bounds)
    {
    }

    /// Appends the followers to `worlds`. The name of the broken invariant, or empty.
    std::string from(const World &world, std::vector<World> &worlds);

private:
    void person(const World &world, int console);
    void machine(const World &world, int console);
    void network(const World &world);
    void requests(const World &world);
    void replies(const World &world);
    Reply carriedOut(World &world, const Request &request) const;
    void surroundings(const World &world);
    /// The console takes an event; once whole, and once for each place in its effects where it can crash.
    void give(const World &world, int console, const Event &event);
    bool carryOut(World &world, int console, const Effect &effect);
    void judge(const World &before, World &after, int console, const Event &event);
    void add(const World &world);
    void fail(const char *invariant);

    Rules m_rules;
    Checks m_checks;
    Bounds m_bounds;
    std::vector<World> *m_worlds = nullptr;
    std::string m_broken;
};

} // namespace surgedeck::traffic
