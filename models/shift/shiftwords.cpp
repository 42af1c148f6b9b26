// SPDX-License-Identifier: GPL-3.0-or-later
// The words for where a shift is and why.
#include "models/shift/shiftrecord.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

using traffic::Motion;
using traffic::Phase;
using traffic::Why;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ShiftWords)
};

QString whyWords(const traffic::State &state)
{
    switch (state.why) {
    case Why::Nothing:
        return {};
    case Why::Person:
        return Words::tr("a person asked for it");
    case Why::GuardFailed:
        return Words::tr("a guard failed");
    case Why::NoData:
        return Words::tr("a guard could not be judged");
    case Why::CanaryWorse:
        return Words::tr("the canary is worse, and the stable side can carry all");
    case Why::Refused:
        return Words::tr("the router refused");
    case Why::NoAnswer:
        return Words::tr("the router did not answer: nobody knows whether the weights were set");
    case Why::RouterUnreachable:
        return Words::tr("the router can not be read on every instance");
    case Why::JournalFailed:
        return Words::tr("the intent could not be kept on disk, so nothing was sent");
    case Why::LeaseRefused:
        return Words::tr("another console has this route");
    case Why::LeaseLost:
        return Words::tr("the lease of this route was lost");
    case Why::SecondPerson:
        return Words::tr("the next step is larger than 25 points: a second person has to approve it");
    case Why::Restarted:
        return Words::tr("the console was restarted");
    case Why::Reverted:
        return Words::tr("the router went back by itself");
    case Why::ChangedByOthers:
        return Words::tr(
            "the weights are not what was set here: somebody else changed them, or the router was reloaded");
    case Why::Frozen:
        return Words::tr("nothing goes forward now");
    }
    return {};
}

} // namespace

RouteState routeStateOf(const traffic::State &state)
{
    switch (state.phase) {
    case Phase::Idle:
        return RouteState::Idle;
    case Phase::Planned:
        return RouteState::Planned;
    case Phase::Approved:
        return RouteState::Approved;
    case Phase::Unknown:
        return RouteState::Unknown;
    case Phase::Leasing:
    case Phase::Preparing:
    case Phase::Storing:
    case Phase::Sending:
    case Phase::Verifying:
    case Phase::Confirming:
        return state.motion == Motion::Back ? RouteState::RollingBack : RouteState::Verifying;
    case Phase::Baking:
        return RouteState::Baking;
    case Phase::Held:
        return RouteState::Held;
    case Phase::RolledBack:
        return RouteState::RolledBack;
    case Phase::Aborted:
        return RouteState::Aborted;
    case Phase::Done:
        return RouteState::Done;
    case Phase::Conflict:
        return RouteState::Conflict;
    case Phase::Recovering:
        return RouteState::Recovering;
    case Phase::Drifted:
        return RouteState::Drifted;
    }
    return RouteState::Unknown;
}

bool isUnderWay(const traffic::State &state)
{
    switch (state.phase) {
    case Phase::Idle:
    case Phase::Planned:
    case Phase::Approved:
    case Phase::RolledBack:
    case Phase::Aborted:
    case Phase::Done:
        return false;
    default:
        return true;
    }
}

Result<ShiftRecord> approvedBySecond(ShiftRecord record, const QString &person, WallTime now)
{
    const auto refused = [](const QString &why) { return Error{Error::Kind::Refused, why}; };
    if (person == record.plan.madeBy || person == record.approval.person)
        return refused(Words::tr("%1 can not approve what %1 wants: a second person has to").arg(person));
    const Phase phase = record.state.phase;
    if (phase != Phase::Planned && phase != Phase::Approved && phase != Phase::Baking && phase != Phase::Held)
        return refused(
            Words::tr("there is nothing to approve: the route is %1").arg(toWord(routeStateOf(record.state))));
    record.approval.secondPerson = person;
    record.approval.proof.clear();
    record.approval.secondAt = now;
    if (phase != Phase::Planned) // of a plan that waits, it counts when it is started, if that is soon
        record.state.secondPerson = true;
    return record;
}

QString wordsOf(const traffic::State &state)
{
    const QString why = whyWords(state);
    switch (state.phase) {
    case Phase::Recovering:
        return Words::tr("%1; choose: hold, resume or roll back").arg(why);
    case Phase::Drifted:
    case Phase::Conflict:
        return Words::tr("%1; look who did, then roll back and plan again").arg(why);
    case Phase::Baking:
        return Words::tr("watching %1 %").arg(state.confirmed);
    case Phase::Done:
        return Words::tr("all steps were taken");
    default:
        return why;
    }
}

} // namespace surgedeck
