// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

// What changes a platform. Plain values: made on the GUI thread or by a verb, written to the journal before they are
// sent, carried out by the Actuator of their source. The list is closed: there is no free SQL, no shell and no URL from
// data in it.

namespace surgedeck {

/// Ends the statement that a session runs; the session and its transaction stay. `identity` as in Session::identity.
struct CancelStatement
{
    QString session;
    QString identity;
    bool operator==(const CancelStatement &) const = default;
};

/// Ends a session; its transaction is rolled back.
struct EndSession
{
    QString session;
    QString identity;
    bool operator==(const EndSession &) const = default;
};

/// The longest time that new statements of a database role may take; nullopt: no limit.
struct SetStatementTimeout
{
    QString role;
    std::optional<Milliseconds> timeout;
    bool operator==(const SetStatementTimeout &) const = default;
};

/// Removes the keys of a cache that begin with `prefix`, a few at a time.
struct UnlinkPrefix
{
    QString prefix;
    int keysPerSecond = 2000;
    qint64 mostKeys = 100'000; ///< more than that is refused
    bool operator==(const UnlinkPrefix &) const = default;
};

struct ServerWeight
{
    QString server;
    int weight = 0; ///< absolute, in the router's own units
    bool operator==(const ServerWeight &) const = default;
};

/// Absolute weights of every server of a route at once, never deltas.
struct SetWeights
{
    QString route;   ///< of a deployment API; empty for a balancer
    QString backend; ///< of a balancer; empty for a deployment API
    std::vector<ServerWeight> weights;
    QString generation;                        ///< what the weights rest on; empty: the router has none
    std::optional<Milliseconds> confirmWithin; ///< the router goes back by itself unless it is confirmed
    bool operator==(const SetWeights &) const = default;
};

struct ConfirmWeights
{
    QString route;
    QString generation;
    bool operator==(const ConfirmWeights &) const = default;
};

struct SetServerState
{
    enum class State
    {
        Ready,
        Drain,
        Maintenance
    };
    QString backend;
    QString server;
    State state = State::Drain;
    bool operator==(const SetServerState &) const = default;
};

struct RollBackRelease
{
    QString release;
    bool operator==(const RollBackRelease &) const = default;
};

/// An action of the workspace's own `actions:`, with its parameters already checked against their types and bounds.
struct CallAction
{
    QString action;
    QJsonObject parameters;
    bool operator==(const CallAction &) const = default;
};

using Action = std::variant<CancelStatement, EndSession, SetStatementTimeout, UnlinkPrefix, SetWeights, ConfirmWeights,
                            SetServerState, RollBackRelease, CallAction>;

/// One thing that somebody wants done, once.
struct Command
{
    QString id;     ///< UUID: the idempotency key, and what ties intent, receipt and verdict together
    QString source; ///< whose Actuator carries it out; empty: the workspace's own action
    Action action;
    QString actor; ///< the person
    QString reason;
    int level = 3; ///< of the confirmation ladder: 1 reversible in seconds, 2 guarded, 3 irreversible and broad
    bool rehearsal = false; ///< everything is checked for real, and only the change itself is left out
    bool operator==(const Command &) const = default;
};

/// What the platform said to a command. An acknowledgement is no evidence: the verdict is.
struct Receipt
{
    enum class State
    {
        Accepted,
        Refused,    ///< definitely not carried out
        Unanswered, ///< sent, and nobody knows
    };
    State state = State::Unanswered;
    QString detail;     ///< for a person: what was refused and what is still true
    QString generation; ///< after it, where the router has one
    QJsonObject before; ///< what an undo needs: the old weights, the old timeout
    bool operator==(const Receipt &) const = default;
};

/// What is true after a command, read back from the platform.
struct Verdict
{
    enum class State
    {
        Done,
        NotYet,
        Unknown, ///< it could not be read
    };
    State state = State::Unknown;
    QString detail;
    bool operator==(const Verdict &) const = default;
};

/// One thing that a command rests on, read from the platform right before it.
struct Precondition
{
    QString name;              ///< in words: "session still blocks"
    QString value;             ///< the live value: "3584, blocks 63"
    std::optional<bool> holds; ///< nullopt: not known, which locks the command as much as false
    bool operator==(const Precondition &) const = default;
};

/// "session.end", "weights.set" ...: the word of an action in the journal and in documents.
QString toWord(const Action &action);
/// The command as canonical JSON values, and back. Error: Protocol, naming the field.
QJsonObject toJson(const Command &command);
Result<Command> commandOf(const QJsonObject &object);
QJsonObject toJson(const Receipt &receipt);
QJsonObject toJson(const Verdict &verdict);
QString toWord(Receipt::State state);
QString toWord(Verdict::State state);

} // namespace surgedeck
