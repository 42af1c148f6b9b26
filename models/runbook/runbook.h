// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/workspace/values.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <map>

// A runbook file as values. Plain and immutable once read; runbooks/README.md describes every key. Nothing in it is
// SQL, shell or a URL: what acts is one of a closed list of typed actions, and what is looked at is PromQL or a field
// of the closed catalogue in observedfields.h.

namespace surgedeck::runbook {

/// A number that whoever starts the runbook may change, within bounds. Durations are in seconds.
struct Parameter : Located
{
    enum class Type
    {
        Duration,
        Number
    };

    QString name;
    QString text; ///< what it means
    Type type = Type::Number;
    double preset = 0;
    double least = 0;
    double most = 0;
};

/// What a name of the runbook stands for in a workspace. Several keys must all fit.
struct Bind : Located
{
    enum class Kind
    {
        Source,
        Service,
        Indicator,
        Route,
        Action
    };

    QString name;
    Kind kind = Kind::Source;
    QStringList names; ///< types of sources, or ids of services, indicators, routes, actions; "any": every one
    QStringList roles; ///< of sources; empty: any
    QString group;     ///< of sources; empty: any
    bool optional = false;
};

/// Something that can be looked at: a typed field of what a source saw, or PromQL.
struct Signal : Located
{
    QString id;
    QString title;
    QString bind;  ///< empty: of the platform as a whole, or PromQL
    QString field; ///< "locks.waiters"; empty: `expr` has it
    Expression expr;
    QString unit; ///< of `expr`
};

/// A number as written, or a parameter that stands for one.
struct Quantity
{
    double value = 0;
    QString parameter; ///< without the $; empty: `value` is what was written
};

/// "waiters >= $many": a signal against a limit. Without a limit it is only looked at.
struct Condition : Located
{
    QString signal;
    std::optional<Comparison::Operator> op;
    Quantity limit;
};

using Conditions = std::vector<Condition>;

/// A duration as written, or a parameter.
struct Span
{
    Milliseconds value{0};
    QString parameter;
};

/// A typed action and what it acts on.
struct Action : Located
{
    QString word;     ///< "session.end", as Command names it, "traffic.hold" or "call"
    QString bind;     ///< the source, route or workspace action that it goes to
    QString session;  ///< of session.*: which one: root, idle_transaction, ddl, longest
    QJsonObject with; ///< parameters: numbers, booleans, words, "$name"
};

struct Act
{
    Action action;
    Conditions before; ///< read again right before it fires
    Conditions verify; ///< true once it has had its effect
    Span within;       ///< for the effect to show
    std::optional<Action> undo;
    QString noUndo; ///< why there is none
    int level = 3;
    QString tier;     ///< responder or commander
    Conditions watch; ///< must stay true for `watchFor` after the effect was seen
    Span watchFor;
};

enum class StepKind
{
    Check,
    Ask,
    Branch,
    Wait,
    Act,
    Approve,
    Guard,
    Runbook,
    Note,
    Handover
};

/// Where a run goes on: another step further down, "next", "stop" (as failed) or "end" (as succeeded).
struct Way : Located
{
    QString to;
};

struct Choice
{
    QString answer;
    Way way;
};

struct Case
{
    Conditions when;
    Way way;
};

struct Step : Located
{
    QString id;
    StepKind kind = StepKind::Note;
    QString title;
    QString text;                ///< what to do or to know, for a person
    Conditions look;             ///< values that are shown and kept
    Conditions expect;           ///< check: must hold; wait: until; guard: while
    Span hold;                   ///< for so long without a break
    Span timeout;                ///< gives up after so long
    Span usual;                  ///< how long it takes, when all is well; 0: nobody said
    Way otherwise;               ///< what a check that fails or a step that gives up leads to
    std::vector<Choice> choices; ///< ask
    std::vector<Case> cases;     ///< branch
    std::optional<Act> act;
    int people = 0;  ///< approve: how many, beside who runs it
    QString until;   ///< guard: the step at whose end it is over
    QString runbook; ///< of another runbook
    int version = 0; ///< that it was written for
};

struct Runbook
{
    QString file;
    QByteArray digest; ///< SHA-256 of the text, in hexadecimal
    QString id, title, summary;
    int version = 0;
    QStringList rights; ///< what its accounts need, in words
    std::vector<Parameter> parameters;
    std::vector<Bind> binds; ///< the first one is what the runbook is about
    std::vector<Signal> evidence;
    std::vector<Conditions> detects; ///< it fits while all conditions of one of them hold
    QStringList memory;
    std::vector<Step> steps;

    const Bind *bind(const QString &name) const;
    const Signal *signal(const QString &signalId) const;
    const Step *step(const QString &stepId) const;
    /// -1: there is none.
    int indexOf(const QString &stepId) const;
};

QString toWord(StepKind kind);
const QStringList &stepKindWords(); ///< in the order of StepKind

/// Values for the parameters of one run: the presets, and what was changed of them. Durations in seconds.
using ParameterValues = std::map<QString, double>;
/// "80" or "5m" as a value of it. Error: Config, when it is none or out of its bounds.
Result<double> valueOf(const Parameter &parameter, const QString &text);
ParameterValues presets(const Runbook &runbook);

/// The same runbook with every parameter replaced by its value: what a run is pinned to.
Runbook withParameters(Runbook runbook, const ParameterValues &values);

/// The same runbook where an undo that goes to one of `missing` is none: an act is not offered with a way back that
/// this workspace does not have.
Runbook withoutMissingUndo(Runbook runbook, const QStringList &missing);

/// ">= 3".
QString limitText(const Condition &condition);

} // namespace surgedeck::runbook
