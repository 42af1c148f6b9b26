// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/authority.h"
#include "models/domain/command.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace surgedeck {

struct SourceSettings;

/// What a command rests on, as it is now.
struct Inspection
{
    std::vector<Precondition> preconditions;
    /// What names the command's target now (Session::identity, a generation): it goes into a command that has none yet.
    QString identity{};
};

/// Changes one outside system, with an account and a connection of its own. Lives on one worker thread; every method is
/// called there and may block, each call for at most 4 s in all. Errors as those of Source. No exception leaves it.
///
/// The order is always: inspect, the intent on disk, execute, verify until Done or the deadline. The Dispatcher
/// (connectors/base) keeps it.
class Actuator
{
public:
    virtual ~Actuator() = default;
    /// Reads what the command rests on, now: identity first. Changes nothing.
    virtual Result<Inspection> inspect(const Command &command, std::stop_token stop) = 0;
    /// Sends the command, after reading its identity again in the same round trip where the system can. An error of
    /// kind Refused, Auth, Config or Full: nothing was sent. Anything that ends after the first byte left is a Receipt
    /// that is Unanswered, never an error. A command with `rehearsal` does everything but the change.
    virtual Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) = 0;
    /// Reads the effect back: that the lock is gone, that the weights are there. Changes nothing.
    virtual Result<Verdict> verify(const Command &command, std::stop_token stop) = 0;
    /// Opens and keeps the acting connection before it is needed: a full server takes no new one. Status: why not.
    virtual Status arm(std::stop_token stop) = 0;
};

using ActuatorPtr = std::unique_ptr<Actuator>;

} // namespace surgedeck
