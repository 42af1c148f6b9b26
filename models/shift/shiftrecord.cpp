// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/shiftrecord.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace surgedeck {

namespace {

using traffic::Phase;
using traffic::State;

constexpr int format = 1;
constexpr qsizetype mostGenerations = 10'000;

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

double ms(WallTime time)
{
    return static_cast<double>(time.time_since_epoch().count());
}

WallTime timeOf(const QJsonValue &value)
{
    return WallTime(Milliseconds(static_cast<qint64>(value.toDouble())));
}

QJsonArray sideJson(const std::vector<ServerPart> &side)
{
    QJsonArray array;
    for (const ServerPart &part : side)
        array.append(QJsonArray{part.server, part.part});
    return array;
}

std::vector<ServerPart> sideOf(const QJsonValue &value)
{
    std::vector<ServerPart> side;
    for (const QJsonValue item : value.toArray())
        side.push_back({item.toArray().at(0).toString(), item.toArray().at(1).toInt()});
    return side;
}

QJsonObject planJson(const ShiftPlan &plan)
{
    QJsonArray steps, weights;
    for (const int step : plan.steps)
        steps.append(step);
    for (const ServerWeight &weight : plan.baselineWeights)
        weights.append(QJsonArray{weight.server, weight.weight});
    return {{key("id"), plan.id},
            {key("steps"), steps},
            {key("bake_ms"), static_cast<double>(plan.bake.count())},
            {key("baseline"), plan.baseline},
            {key("baseline_weights"), weights},
            {key("stable"), sideJson(plan.shape.stable)},
            {key("canary"), sideJson(plan.shape.canary)},
            {key("most_weight"), plan.shape.mostWeight},
            {key("by"), plan.madeBy},
            {key("at"), ms(plan.madeAt)}};
}

ShiftPlan planOf(const QJsonObject &o)
{
    ShiftPlan plan;
    plan.id = o[key("id")].toString();
    for (const QJsonValue step : o[key("steps")].toArray())
        plan.steps.push_back(step.toInt());
    plan.bake = Milliseconds(static_cast<qint64>(o[key("bake_ms")].toDouble()));
    plan.baseline = o[key("baseline")].toInt();
    for (const QJsonValue item : o[key("baseline_weights")].toArray())
        plan.baselineWeights.push_back({item.toArray().at(0).toString(), item.toArray().at(1).toInt()});
    plan.shape = {sideOf(o[key("stable")]), sideOf(o[key("canary")]), o[key("most_weight")].toInt()};
    plan.madeBy = o[key("by")].toString();
    plan.madeAt = timeOf(o[key("at")]);
    return plan;
}

QJsonObject stateJson(const State &s)
{
    return {{key("phase"), static_cast<int>(s.phase)},
            {key("motion"), static_cast<int>(s.motion)},
            {key("back_to"), static_cast<int>(s.backTo)},
            {key("why"), static_cast<int>(s.why)},
            {key("step"), s.step},
            {key("confirmed"), s.confirmed},
            {key("target"), s.target},
            {key("base"), s.base},
            {key("intent"), s.intent},
            {key("last_intent"), s.lastIntent},
            {key("equal_reads"), s.equalReads},
            {key("resends"), s.resends},
            {key("guards"), static_cast<int>(s.guards)},
            {key("bake_over"), s.bakeOver},
            {key("quiet"), s.quiet},
            {key("hold_after"), s.holdAfter},
            {key("second_person"), s.secondPerson},
            {key("only_verify"), s.onlyVerify},
            {key("seen"), s.seen ? QJsonValue(*s.seen) : QJsonValue()},
            {key("epoch"), s.epoch}};
}

/// Reads small numbers and remembers whether each was one.
struct Reader
{
    const QJsonObject &object;
    bool good = true;

    int number(const char *name, int most)
    {
        const QJsonValue value = object[key(name)];
        const int found = value.toInt(-2);
        good = good && value.isDouble() && found >= -1 && found <= most;
        return good ? found : 0;
    }
    bool flag(const char *name)
    {
        good = good && object[key(name)].isBool();
        return object[key(name)].toBool();
    }
};

Result<State> stateOf(const QJsonObject &object)
{
    Reader read{object};
    State s;
    s.phase = static_cast<Phase>(read.number("phase", static_cast<int>(Phase::Drifted)));
    s.motion = static_cast<traffic::Motion>(read.number("motion", static_cast<int>(traffic::Motion::Back)));
    s.backTo = static_cast<traffic::BackTo>(read.number("back_to", static_cast<int>(traffic::BackTo::Abort)));
    s.why = static_cast<traffic::Why>(read.number("why", static_cast<int>(traffic::Why::Frozen)));
    s.step = static_cast<std::int8_t>(read.number("step", 100));
    s.confirmed = static_cast<traffic::Percent>(read.number("confirmed", 100));
    s.target = static_cast<traffic::Percent>(read.number("target", 100));
    s.base = static_cast<traffic::Generation>(read.number("base", 65'535));
    s.intent = static_cast<traffic::IntentId>(read.number("intent", 65'535));
    s.lastIntent = static_cast<traffic::IntentId>(read.number("last_intent", 65'535));
    s.equalReads = static_cast<std::uint8_t>(read.number("equal_reads", 255));
    s.resends = static_cast<std::uint8_t>(read.number("resends", 255));
    s.guards =
        static_cast<traffic::GuardVerdict>(read.number("guards", static_cast<int>(traffic::GuardVerdict::Worse)));
    s.bakeOver = read.flag("bake_over");
    s.quiet = read.flag("quiet");
    s.holdAfter = read.flag("hold_after");
    s.secondPerson = read.flag("second_person");
    s.onlyVerify = read.flag("only_verify");
    if (!object[key("seen")].isNull())
        s.seen = static_cast<traffic::Percent>(read.number("seen", 100));
    s.epoch = static_cast<std::uint16_t>(read.number("epoch", 65'535));
    if (!read.good)
        return Error{Error::Kind::Protocol, QStringLiteral("what is stored of this shift is damaged")};
    return s;
}

} // namespace

QString ShiftPlan::hash() const
{
    const QByteArray text = QJsonDocument(planJson(*this)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(12));
}

traffic::Generation ShiftRecord::numberOf(const QString &generation)
{
    if (generation.isEmpty())
        return 0;
    qsizetype index = generations.indexOf(generation);
    if (index < 0 && generations.size() < mostGenerations) {
        index = generations.size();
        generations << generation;
    }
    return static_cast<traffic::Generation>(index + 1);
}

QString ShiftRecord::generationOf(traffic::Generation number) const
{
    return number == 0 ? QString() : generations.value(number - 1);
}

QString ShiftRecord::keyOf(traffic::IntentId intent) const
{
    return QUuid::createUuidV5(QUuid(plan.id), QByteArray::number(intent)).toString(QUuid::WithoutBraces);
}

std::optional<int> ShiftRecord::nextStep() const
{
    const auto next = static_cast<std::size_t>(state.step + 1);
    return next < plan.steps.size() ? std::optional(plan.steps[next]) : std::nullopt;
}

QJsonObject toJson(const ShiftRecord &record)
{
    return {{key("format"), format},
            {key("state"), stateJson(record.state)},
            {key("plan"), planJson(record.plan)},
            {key("approval"), QJsonObject{{key("person"), record.approval.person},
                                          {key("typed"), record.approval.typed},
                                          {key("at"), ms(record.approval.at)},
                                          {key("second_person"), record.approval.secondPerson},
                                          {key("second_at"), ms(record.approval.secondAt)},
                                          {key("proof"), record.approval.proof},
                                          {key("alone"), record.approval.alone}}},
            {key("reason"), record.reason},
            {key("generations"), QJsonArray::fromStringList(record.generations)},
            {key("since"), ms(record.since)}};
}

Result<ShiftRecord> shiftRecordOf(const QJsonObject &object)
{
    if (object[key("format")].toInt() != format)
        return Error{Error::Kind::Protocol, QStringLiteral("this shift was stored by another version of surgedeck")};
    SURGEDECK_TRY(state, stateOf(object[key("state")].toObject()));
    ShiftRecord record;
    record.state = state;
    record.plan = planOf(object[key("plan")].toObject());
    const QJsonObject approval = object[key("approval")].toObject();
    record.approval = {approval[key("person")].toString(), approval[key("typed")].toString(),
                       timeOf(approval[key("at")]),        approval[key("second_person")].toString(),
                       timeOf(approval[key("second_at")]), approval[key("proof")].toString(),
                       approval[key("alone")].toString()};
    record.reason = object[key("reason")].toString();
    for (const QJsonValue generation : object[key("generations")].toArray())
        record.generations << generation.toString();
    record.since = timeOf(object[key("since")]);
    if (state.step >= static_cast<int>(record.plan.steps.size()))
        return Error{Error::Kind::Protocol, QStringLiteral("what is stored of this shift does not fit its plan")};
    return record;
}

} // namespace surgedeck
