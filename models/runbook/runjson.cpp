// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runjson.h"

#include "models/base/timetext.h"

#include <QJsonArray>

#include <array>

namespace surgedeck::runbook {

namespace {

using Kind = ActAnswered::Kind;

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

QJsonArray arrayOf(const Readings &readings)
{
    QJsonArray array;
    for (const Reading &reading : readings)
        array.append(toJson(reading));
    return array;
}

QJsonArray arrayOf(const std::vector<Readings> &lists)
{
    QJsonArray array;
    for (const Readings &readings : lists)
        array.append(arrayOf(readings));
    return array;
}

Readings readingsIn(const QJsonValue &value)
{
    Readings readings;
    for (const QJsonValue item : value.toArray())
        readings.push_back(readingOf(item.toObject()));
    return readings;
}

std::vector<Readings> listsIn(const QJsonValue &value)
{
    std::vector<Readings> lists;
    for (const QJsonValue item : value.toArray())
        lists.push_back(readingsIn(item));
    return lists;
}

const std::array<const char *, 4> &answerWords()
{
    static constexpr std::array words{"accepted", "refused", "unanswered", "left_out"};
    return words;
}

struct Write
{
    QJsonObject operator()(const Looked &e) const
    {
        return {{key("kind"), key("looked")},
                {key("evidence"), arrayOf(e.evidence)},
                {key("look"), arrayOf(e.look)},
                {key("cases"), arrayOf(e.cases)},
                {key("guards"), arrayOf(e.guards)}};
    }
    QJsonObject operator()(const Accepted &e) const { return by("accepted", e.person); }
    QJsonObject operator()(const Answered &e) const { return by("answered", e.person, "answer", e.answer); }
    QJsonObject operator()(const Skipped &e) const { return by("skipped", e.person, "reason", e.reason); }
    QJsonObject operator()(const WentBack &e) const { return by("went_back", e.person, "step", e.step); }
    QJsonObject operator()(const Approved &e) const { return by("approved", e.person); }
    QJsonObject operator()(const Stopped &e) const { return by("stopped", e.person, "reason", e.reason); }
    QJsonObject operator()(const GaveUp &e) const { return {{key("kind"), key("gave_up")}, {key("why"), e.reason}}; }
    QJsonObject operator()(const Offered &e) const { return by("offered", e.person, "to", e.to); }
    QJsonObject operator()(const TakenOver &e) const { return by("taken_over", e.person); }
    QJsonObject operator()(const TargetLocked &) const { return {{key("kind"), key("target_locked")}}; }
    QJsonObject operator()(const TargetBusy &e) const { return by("target_busy", e.by); }
    QJsonObject operator()(const Inspected &e) const
    {
        return {{key("kind"), key("inspected")}, {key("evidence"), arrayOf(e.before)}};
    }
    QJsonObject operator()(const ActAnswered &e) const
    {
        return {{key("kind"), key("act_answered")},
                {key("how"), key(answerWords().at(static_cast<std::size_t>(e.kind)))},
                {key("detail"), e.detail}};
    }
    QJsonObject operator()(const RecordFailed &e) const
    {
        return {{key("kind"), key("record_failed")}, {key("why"), e.why}};
    }
    QJsonObject operator()(const ChildEnded &e) const
    {
        return {{key("kind"), key("child_ended")}, {key("outcome"), toWord(e.outcome)}};
    }
    QJsonObject operator()(const Restarted &) const { return {{key("kind"), key("restarted")}}; }

private:
    static QJsonObject by(const char *kind, const QString &person, const char *name = nullptr,
                          const QString &value = {})
    {
        QJsonObject object{{key("kind"), key(kind)}, {key("person"), person}};
        if (name != nullptr)
            object.insert(key(name), value);
        return object;
    }
};

Looked lookedIn(const QJsonObject &object)
{
    return {readingsIn(object.value(key("evidence"))), readingsIn(object.value(key("look"))),
            listsIn(object.value(key("cases"))), listsIn(object.value(key("guards")))};
}

ActAnswered answeredIn(const QJsonObject &object)
{
    ActAnswered answered{Kind::Unanswered, object.value(key("detail")).toString()};
    for (std::size_t i = 0; i < answerWords().size(); ++i)
        if (object.value(key("how")).toString() == key(answerWords()[i]))
            answered.kind = static_cast<Kind>(i);
    return answered;
}

ChildEnded childIn(const QJsonObject &object)
{
    ChildEnded ended;
    for (const Outcome outcome : {Outcome::Succeeded, Outcome::Failed, Outcome::Stopped, Outcome::TimedOut})
        if (toWord(outcome) == object.value(key("outcome")).toString())
            ended.outcome = outcome;
    return ended;
}

std::optional<Happening> happeningIn(const QJsonObject &object)
{
    using Read = Happening (*)(const QJsonObject &);
    const auto text = [](const QJsonObject &o, const char *name) { return o.value(key(name)).toString(); };
    static const auto textOf = text;
    static const std::map<QString, Read> readers{
        {QStringLiteral("looked"), [](const QJsonObject &o) -> Happening { return lookedIn(o); }},
        {QStringLiteral("accepted"), [](const QJsonObject &o) -> Happening { return Accepted{textOf(o, "person")}; }},
        {QStringLiteral("answered"),
         [](const QJsonObject &o) -> Happening {
             return Answered{textOf(o, "person"), textOf(o, "answer")};
         }},
        {QStringLiteral("skipped"),
         [](const QJsonObject &o) -> Happening {
             return Skipped{textOf(o, "person"), textOf(o, "reason")};
         }},
        {QStringLiteral("went_back"),
         [](const QJsonObject &o) -> Happening {
             return WentBack{textOf(o, "person"), textOf(o, "step")};
         }},
        {QStringLiteral("approved"), [](const QJsonObject &o) -> Happening { return Approved{textOf(o, "person")}; }},
        {QStringLiteral("stopped"),
         [](const QJsonObject &o) -> Happening {
             return Stopped{textOf(o, "person"), textOf(o, "reason")};
         }},
        {QStringLiteral("gave_up"), [](const QJsonObject &o) -> Happening { return GaveUp{textOf(o, "why")}; }},
        {QStringLiteral("offered"),
         [](const QJsonObject &o) -> Happening {
             return Offered{textOf(o, "person"), textOf(o, "to")};
         }},
        {QStringLiteral("taken_over"),
         [](const QJsonObject &o) -> Happening { return TakenOver{textOf(o, "person")}; }},
        {QStringLiteral("target_locked"), [](const QJsonObject &) -> Happening { return TargetLocked{}; }},
        {QStringLiteral("target_busy"),
         [](const QJsonObject &o) -> Happening { return TargetBusy{textOf(o, "person")}; }},
        {QStringLiteral("inspected"),
         [](const QJsonObject &o) -> Happening { return Inspected{readingsIn(o.value(key("evidence")))}; }},
        {QStringLiteral("act_answered"), [](const QJsonObject &o) -> Happening { return answeredIn(o); }},
        {QStringLiteral("record_failed"),
         [](const QJsonObject &o) -> Happening { return RecordFailed{textOf(o, "why")}; }},
        {QStringLiteral("child_ended"), [](const QJsonObject &o) -> Happening { return childIn(o); }},
        {QStringLiteral("restarted"), [](const QJsonObject &) -> Happening { return Restarted{}; }},
    };
    const auto reader = readers.find(object.value(key("kind")).toString());
    return reader == readers.end() ? std::nullopt : std::optional(reader->second(object));
}

Error unreadable(const QString &what)
{
    return {Error::Kind::Protocol, QStringLiteral("the record of the run can not be read: %1").arg(what)};
}

} // namespace

QJsonObject toJson(const Event &event)
{
    QJsonObject object = std::visit(Write{}, event.what);
    object.insert(key("at"), toRfc3339(event.at));
    return object;
}

Result<Event> eventOf(const QJsonObject &object)
{
    SURGEDECK_TRY(at, parseRfc3339(object.value(key("at")).toString()));
    const auto what = happeningIn(object);
    if (!what)
        return unreadable(object.value(key("kind")).toString());
    return Event{at, *what};
}

QJsonObject toJson(const RunStart &start)
{
    return {{key("run"), start.run},
            {key("subject"), start.subject},
            {key("person"), start.person},
            {key("rehearsal"), start.rehearsal},
            {key("missing"), QJsonArray::fromStringList(start.missing)},
            {key("at"), toRfc3339(start.at)}};
}

Result<RunStart> runStartOf(const QJsonObject &object)
{
    SURGEDECK_TRY(at, parseRfc3339(object.value(key("at")).toString()));
    RunStart start;
    start.run = object.value(key("run")).toString();
    start.subject = object.value(key("subject")).toString();
    start.person = object.value(key("person")).toString();
    start.rehearsal = object.value(key("rehearsal")).toBool();
    for (const QJsonValue missing : object.value(key("missing")).toArray())
        start.missing << missing.toString();
    start.at = at;
    if (start.run.isEmpty())
        return unreadable(QStringLiteral("it has no id"));
    return start;
}

QString toldBy(const State &before, const State &after)
{
    const QString name = after.runbook + (after.rehearsal ? QStringLiteral(" (rehearsal)") : QString());
    if (before.outcome != after.outcome)
        return QStringLiteral("%1 %2%3").arg(name, toWord(after.outcome),
                                             after.reason.isEmpty() ? QString() : QStringLiteral(": ") + after.reason);
    for (std::size_t i = 0; i < after.steps.size() && i < before.steps.size(); ++i) {
        const StepRun &step = after.steps[i];
        if (step.state == before.steps[i].state || !step.started)
            continue;
        const QString who = step.by.isEmpty() ? QString() : QStringLiteral(" by ") + step.by;
        return QStringLiteral("%1, %2 %3: %4%5").arg(name, toWord(step.kind), step.id, toWord(step.state), who);
    }
    if (before.person != after.person)
        return QStringLiteral("%1 taken over by %2").arg(name, after.person);
    return {};
}

} // namespace surgedeck::runbook
