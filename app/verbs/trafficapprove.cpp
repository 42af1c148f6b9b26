// SPDX-License-Identifier: GPL-3.0-or-later
// The second person's word: proved by a one-time code where the workspace names approvers, else a name.
#include "app/person.h"
#include "app/traffic/secondperson.h"
#include "app/verbs/traffic.h"
#include "models/report/trafficdocument.h"

#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

struct SecondPerson
{
    QString name, proof;
};

Result<SecondPerson> secondPersonOf(const TrafficCall &traffic)
{
    const bool given = traffic.arguments.isSet(QStringLiteral("code"));
    if (!given && traffic.workspace->traffic.approvers.empty())
        return SecondPerson{personName(), {}};
    if (!given)
        return Error{Error::Kind::Refused,
                     QStringLiteral("the second person proves who they are: --code, from their authenticator")};
    SURGEDECK_TRY(name,
                  personOfCode(*traffic.workspace, traffic.arguments.value(QStringLiteral("code")), traffic.clock));
    return SecondPerson{name, provedByCode};
}

int printApproval(const TrafficCall &traffic, const ShiftRecord &record, const ShiftLogEntry &entry)
{
    if (traffic.isJson())
        traffic.call.out << QJsonDocument(trafficLogDocument(traffic.route.id, {entry})).toJson(QJsonDocument::Compact)
                         << '\n';
    else
        traffic.call.out << "approved by " << entry.actor << ": plan " << record.plan.hash() << " of "
                         << traffic.route.name << '\n';
    return ExitFine;
}

/// On what is stored of a plan that nobody runs.
int approveStored(const TrafficCall &traffic, ShiftStore &store, const SecondPerson &second)
{
    const auto stored = storedShift(store, traffic.route.id);
    if (!stored)
        return refuseTraffic(traffic, {Error::Kind::Refused, QStringLiteral("there is no plan to approve")});
    auto approved = approvedBySecond(*stored, second.name, traffic.clock.now());
    if (!approved)
        return refuseTraffic(traffic, approved.error());
    approved->approval.proof = second.proof;
    if (const auto claimed = store.claim(traffic.route.id); !claimed)
        return refuseTraffic(traffic, claimed.error());
    const QString state = toWord(routeStateOf(approved->state));
    const ShiftLogEntry entry{
        traffic.clock.now(),
        second.name,
        QStringLiteral("approve"),
        state,
        state,
        QStringLiteral("plan %1, as the second person (%2)")
            .arg(approved->plan.hash(), second.proof.isEmpty() ? QStringLiteral("the name is claimed") : second.proof)};
    const Status saved = store.save({traffic.route.id, toJson(*approved)}, {entry});
    store.release(traffic.route.id);
    return saved ? printApproval(traffic, *approved, entry) : refuseTraffic(traffic, saved.error());
}

} // namespace

int approveTraffic(const TrafficCall &traffic)
{
    const auto store = openShiftStore(*traffic.workspace, traffic.clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    const auto second = secondPersonOf(traffic);
    if (!second)
        return refuseTraffic(traffic, second.error());
    const auto runner = (*store)->runner(traffic.route.id);
    if (runner && *runner) {
        const ShiftRequest request{0,
                                   traffic.route.id,
                                   traffic.what,
                                   second->name,
                                   traffic.arguments.value(QStringLiteral("yes-i-mean")) + QLatin1Char('\n') +
                                       second->proof,
                                   traffic.clock.now(),
                                   std::nullopt};
        if (const auto status = askRunner(traffic, **store, request))
            return *status;
    }
    return approveStored(traffic, **store, *second);
}

} // namespace surgedeck
