// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/actuator.h"

#include <QJsonArray>

#include <functional>

namespace surgedeck {

/// A command, who confirmed it and how, and how long its effect may take to be seen.
struct CommandOrder
{
    Command command;   ///< `id` may be empty: the road gives it one
    Approval approval; ///< `role`, `at` and `preconditions` are filled in by the road: nobody can claim them
    /// After this long without evidence the outcome is Unconfirmed or NoAnswer. 0: the effect is not read back here.
    Milliseconds verifyWithin{10'000};
};

/// How a command ended, honestly.
struct CommandOutcome
{
    enum class State
    {
        Confirmed,   ///< its effect was read back
        Unconfirmed, ///< accepted; the effect was not seen in time, or not looked for
        Refused,     ///< nothing was changed: by us before it was sent, or by the platform
        NoAnswer,    ///< sent, and nobody knows
    };
    QString command; ///< its id
    State state = State::Refused;
    QString detail; ///< for a person: why, and what is still true
    std::vector<Precondition> preconditions;
    std::optional<Receipt> receipt;   ///< nullopt: it was not sent
    std::optional<Verdict> verdict;   ///< nullopt: not read back
    std::optional<Error::Kind> cause; ///< of a refusal or of no answer, where an error of ours says so
    QString identity;                 ///< of the target, as it was sent
    WallTime begun{};
    WallTime ended{};
    /// The journal could not keep the outcome: why. What was intended is in it.
    QString notRecorded;
};

/// The one road by which this program changes a platform: role, preconditions read live, grant, the intent on disk,
/// the act, its effect, the outcome in the journal. One command at a time for each source; a second one is refused,
/// not queued, because what it was confirmed for is changing. Nothing is ever sent twice. Owned and called by the GUI
/// thread (or the thread of a verb); callbacks come there, each exactly once, unless the road is destroyed before.
///
/// Journal: "command.refused", or "command.intent" and then "command.outcome". An intent without an outcome is a
/// command of which nobody knows: its writer ended in between.
class CommandRoad
{
public:
    virtual ~CommandRoad() = default;
    virtual Role role() const = 0;
    /// Why nothing can be done to `source` from here (role, no acting credential); empty: commands may be tried. The
    /// source "" stands for the workspace's own actions.
    virtual QString obstacle(const QString &source) const = 0;
    /// Reads what `command` rests on, for a button that shows it before it is pressed. Changes nothing, leaves no
    /// trace.
    virtual void inspect(const Command &command, std::function<void(Result<Inspection>)> done) = 0;
    /// Carries a command out. A refusal of our own comes back as an outcome, too, and is journalled.
    virtual void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) = 0;
    /// Reads the effect of a command back once, now; for machines that verify by rules of their own.
    virtual void verify(const Command &command, std::function<void(Result<Verdict>)> done) = 0;
    /// Opens and keeps the acting connection before it is needed: a full server takes no new one.
    virtual void arm(const QString &source, std::function<void(Status)> done) = 0;
};

QString toWord(CommandOutcome::State state); ///< "confirmed", "unconfirmed", "refused", "no_answer"
QJsonObject toJson(const CommandOutcome &outcome);
QJsonObject toJson(const Approval &approval);
QJsonArray toJson(const std::vector<Precondition> &preconditions);

/// The session's identity in a command that names one, a generation in one that has it; empty otherwise.
QString identityOf(const Action &action);
/// Puts `identity` into an action that has room for one.
void setIdentity(Action &action, const QString &identity);

} // namespace surgedeck
