// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/trafficdocument.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

QJsonValue sharesJson(const std::optional<Shares> &shares)
{
    if (!shares)
        return QJsonObject{{key("stable"), QJsonValue()}, {key("canary"), QJsonValue()}};
    return QJsonObject{{key("stable"), jsonNumber(shares->stable)}, {key("canary"), jsonNumber(shares->canary)}};
}

QJsonArray stepsJson(const std::vector<int> &steps)
{
    QJsonArray array;
    for (const int step : steps)
        array.append(step);
    return array;
}

void addShift(QJsonObject &document, const ShiftRecord &shift)
{
    const QString generation = shift.generations.isEmpty() ? QString() : shift.generations.last();
    document[key("generation")] = jsonText(generation);
    document[key("step")] = shift.state.step + 1;
    document[key("steps")] = stepsJson(shift.plan.steps);
    document[key("target")] = shift.state.intent != 0 ? QJsonValue(shift.state.target) : QJsonValue();
    document[key("confirmed")] = shift.state.confirmed;
    document[key("baseline")] = shift.plan.baseline;
    document[key("plan")] = shift.plan.hash();
    document[key("bake_s")] = jsonSeconds(shift.plan.bake);
    document[key("since")] = toRfc3339(shift.since);
    document[key("approved_by")] = jsonText(shift.approval.person);
    document[key("second_person")] = jsonText(shift.approval.secondPerson);
    document[key("second_person_proof")] = jsonText(shift.approval.proof);
    document[key("alone")] = jsonText(shift.approval.alone);
}

} // namespace

QJsonObject toJson(const JudgedGuard &guard)
{
    return {{key("id"), guard.id},
            {key("verdict"), toWord(guard.verdict)},
            {key("value"), jsonNumber(guard.value)},
            {key("baseline"), jsonNumber(guard.baseline)},
            {key("limit"), jsonNumber(guard.limit)},
            {key("held_s"), toSeconds(guard.held)},
            {key("words"), jsonText(guard.words)}};
}

QJsonObject toJson(const ShiftLogEntry &entry)
{
    return {{key("time"), toRfc3339(entry.time)},
            {key("actor"), entry.actor},
            {key("event"), entry.event},
            {key("from"), entry.from},
            {key("to"), entry.to},
            {key("detail"), entry.detail}};
}

QJsonObject trafficShowDocument(const RouteFacts &facts)
{
    QJsonObject document = newDocument();
    document[key("route")] = facts.route.id;
    document[key("name")] = facts.route.name;
    document[key("desired")] = sharesJson(facts.desired);
    document[key("observed")] = sharesJson(facts.observed);
    document[key("generation")] = QJsonValue();
    document[key("state")] = toWord(facts.state);
    document[key("step")] = 0;
    document[key("steps")] = stepsJson(facts.route.steps);
    if (facts.shift)
        addShift(document, *facts.shift);
    document[key("reason")] = jsonText(facts.reason);
    document[key("runner")] = jsonText(facts.runner);
    QJsonArray guards;
    for (const JudgedGuard &guard : facts.guards)
        guards.append(toJson(guard));
    document[key("guards")] = guards;
    return document;
}

QJsonObject trafficLogDocument(const QString &route, const std::vector<ShiftLogEntry> &entries)
{
    QJsonArray array;
    for (const ShiftLogEntry &entry : entries)
        array.append(toJson(entry));
    QJsonObject document = newDocument();
    document[key("route")] = route;
    document[key("entries")] = array;
    return document;
}

} // namespace surgedeck
