// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runbookjson.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

#include <algorithm>

namespace surgedeck::runbook {

namespace {

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

QString textOf(const Condition &condition)
{
    return condition.op ? condition.signal + QLatin1Char(' ') + limitText(condition) : condition.signal;
}

QJsonArray arrayOf(const Conditions &conditions)
{
    QJsonArray array;
    for (const Condition &condition : conditions)
        array.append(textOf(condition));
    return array;
}

QJsonValue seconds(const Span &span)
{
    if (!span.parameter.isEmpty())
        return QJsonValue(QLatin1Char('$') + span.parameter);
    return span.value.count() == 0 ? QJsonValue() : QJsonValue(toSeconds(span.value));
}

QJsonObject toJson(const Action &action)
{
    return {{key("action"), action.word},
            {key("on"), action.bind},
            {key("session"), jsonText(action.session)},
            {key("with"), action.with}};
}

QJsonObject toJson(const Act &act)
{
    return {{key("action"), toJson(act.action)},
            {key("before"), arrayOf(act.before)},
            {key("verify"), arrayOf(act.verify)},
            {key("within_s"), seconds(act.within)},
            {key("undo"), act.undo ? QJsonValue(toJson(*act.undo)) : QJsonValue()},
            {key("because"), jsonText(act.noUndo)},
            {key("level"), act.level},
            {key("tier"), act.tier}};
}

QJsonArray choicesOf(const Step &step)
{
    QJsonArray array;
    for (const Choice &choice : step.choices)
        array.append(QJsonObject{{key("answer"), choice.answer}, {key("goto"), choice.way.to}});
    return array;
}

QJsonArray casesOf(const Step &step)
{
    QJsonArray array;
    for (const Case &branch : step.cases)
        array.append(QJsonObject{{key("when"), arrayOf(branch.when)}, {key("goto"), branch.way.to}});
    return array;
}

QJsonObject toJson(const Step &step)
{
    QJsonObject object{{key("id"), step.id},
                       {key("kind"), toWord(step.kind)},
                       {key("title"), step.title},
                       {key("text"), jsonText(step.text)},
                       {key("look"), arrayOf(step.look)},
                       {key("expect"), arrayOf(step.expect)},
                       {key("hold_s"), seconds(step.hold)},
                       {key("timeout_s"), seconds(step.timeout)},
                       {key("otherwise"), jsonText(step.otherwise.to)}};
    if (!step.choices.empty())
        object.insert(key("answers"), choicesOf(step));
    if (!step.cases.empty())
        object.insert(key("cases"), casesOf(step));
    if (step.act)
        object.insert(key("act"), toJson(*step.act));
    if (step.kind == StepKind::Approve)
        object.insert(key("people"), step.people);
    if (step.kind == StepKind::Runbook) {
        object.insert(key("runbook"), step.runbook);
        object.insert(key("version"), step.version);
    }
    return object;
}

QJsonObject toJson(const Bind &bind)
{
    static const QStringList kinds{QStringLiteral("source"), QStringLiteral("service"), QStringLiteral("indicator"),
                                   QStringLiteral("route"), QStringLiteral("action")};
    return {{key("name"), bind.name},
            {key("kind"), kinds.at(static_cast<int>(bind.kind))},
            {key("names"), QJsonArray::fromStringList(bind.names)},
            {key("roles"), QJsonArray::fromStringList(bind.roles)},
            {key("group"), jsonText(bind.group)},
            {key("optional"), bind.optional}};
}

QJsonObject toJson(const Signal &signal)
{
    const QString field = signal.bind.isEmpty() ? signal.field : signal.bind + QLatin1Char('.') + signal.field;
    return {{key("id"), signal.id},
            {key("title"), signal.title},
            {key("field"), jsonText(field)},
            {key("expr"), jsonText(signal.expr.text)},
            {key("unit"), jsonText(signal.unit)}};
}

QJsonObject toJson(const Parameter &parameter)
{
    return {{key("name"), parameter.name},
            {key("type"),
             parameter.type == Parameter::Type::Duration ? QStringLiteral("duration") : QStringLiteral("number")},
            {key("text"), parameter.text},
            {key("default"), parameter.preset},
            {key("min"), parameter.least},
            {key("max"), parameter.most}};
}

template <typename Items>
QJsonArray listOf(const Items &items)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(toJson(item));
    return array;
}

QString spanText(const Span &span)
{
    return span.parameter.isEmpty() ? durationWords(span.value) : QLatin1Char('$') + span.parameter;
}

QString sentence(const Runbook &runbook, const Condition &condition)
{
    const Signal *signal = runbook.signal(condition.signal);
    const QString title = signal == nullptr ? condition.signal : signal->title;
    return condition.op ? title + QLatin1Char(' ') + limitText(condition) : title;
}

void addConditions(QString &text, const Runbook &runbook, const char *lead, const Conditions &conditions)
{
    for (const Condition &condition : conditions)
        text += QStringLiteral("       %1 %2\n").arg(QLatin1String(lead), sentence(runbook, condition));
}

void addAct(QString &text, const Runbook &runbook, const Act &act)
{
    text += QStringLiteral("       does   %1 on %2, level %3, %4\n")
                .arg(act.action.word, act.action.bind)
                .arg(act.level)
                .arg(act.tier);
    addConditions(text, runbook, "before", act.before);
    addConditions(text, runbook, "after ", act.verify);
    text += QStringLiteral("       undo   %1\n").arg(act.undo ? act.undo->word : QStringLiteral("none: ") + act.noUndo);
}

QString textOf(const Runbook &runbook, const Step &step, int number)
{
    QString text = QStringLiteral("%1  %2  %3\n").arg(number, 3).arg(toWord(step.kind).toUpper(), -8).arg(step.title);
    if (!step.text.isEmpty())
        text += QStringLiteral("       %1\n").arg(step.text);
    addConditions(text, runbook, "look  ", step.look);
    addConditions(text, runbook, "needs ", step.expect);
    if (step.hold.value.count() > 0 || !step.hold.parameter.isEmpty())
        text += QStringLiteral("       for    %1\n").arg(spanText(step.hold));
    for (const Choice &choice : step.choices)
        text += QStringLiteral("       answer %1 -> %2\n").arg(choice.answer, choice.way.to);
    for (const Case &branch : step.cases) {
        addConditions(text, runbook, "if    ", branch.when);
        text += QStringLiteral("       then   %1\n").arg(branch.way.to);
    }
    if (step.act)
        addAct(text, runbook, *step.act);
    if (step.kind == StepKind::Runbook)
        text += QStringLiteral("       goes through %1, version %2\n").arg(step.runbook).arg(step.version);
    return text;
}

} // namespace

QJsonObject headOf(const LibraryEntry &entry)
{
    const Runbook &runbook = entry.runbook;
    return {{key("id"), runbook.id},
            {key("title"), runbook.title},
            {key("version"), runbook.version},
            {key("summary"), runbook.summary},
            {key("shipped"), entry.shipped},
            {key("file"), runbook.file},
            {key("ok"), entry.isUsable()},
            {key("steps"), static_cast<qint64>(runbook.steps.size())},
            {key("acts"), static_cast<qint64>(std::ranges::count(runbook.steps, StepKind::Act, &Step::kind))}};
}

QJsonObject toJson(const LibraryEntry &entry)
{
    const Runbook &runbook = entry.runbook;
    QJsonObject object = headOf(entry);
    object.insert(key("digest"), QString::fromLatin1(runbook.digest));
    object.insert(key("rights"), QJsonArray::fromStringList(runbook.rights));
    object.insert(key("memory"), QJsonArray::fromStringList(runbook.memory));
    object.insert(key("parameters"), listOf(runbook.parameters));
    object.insert(key("binds"), listOf(runbook.binds));
    object.insert(key("signals"), listOf(runbook.evidence));
    QJsonArray detects;
    for (const Conditions &alternative : runbook.detects)
        detects.append(arrayOf(alternative));
    object.insert(key("detects"), detects);
    object.insert(key("steps"), listOf(runbook.steps));
    return object;
}

QString plainText(const Runbook &runbook)
{
    QString text = QStringLiteral("%1 %2, version %3\n\n%4\n")
                       .arg(runbook.id, runbook.title)
                       .arg(runbook.version)
                       .arg(runbook.summary);
    if (!runbook.detects.empty())
        text += QStringLiteral("\nSuggested while\n");
    for (const Conditions &alternative : runbook.detects) {
        text += &alternative == &runbook.detects.front() ? QString() : QStringLiteral("     or while\n");
        addConditions(text, runbook, "-", alternative);
    }
    if (!runbook.memory.isEmpty())
        text += QStringLiteral("\nFirst, from memory\n");
    for (const QString &item : runbook.memory)
        text += QStringLiteral("       - %1\n").arg(item);
    text += QStringLiteral("\nSteps\n");
    int number = 0;
    for (const Step &step : runbook.steps)
        text += textOf(runbook, step, ++number);
    if (!runbook.rights.isEmpty())
        text += QStringLiteral("\nRights\n");
    for (const QString &right : runbook.rights)
        text += QStringLiteral("       - %1\n").arg(right);
    return text;
}

} // namespace surgedeck::runbook
