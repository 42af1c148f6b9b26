// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/readparts.h"
#include "models/runbook/runbookshapes.h"
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/yaml/suggestion.h"

namespace surgedeck::runbook {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype longestTitle = 120;
constexpr qsizetype longestText = 2000;
constexpr int mostPeople = 5;

/// How long a step may take when nobody says, by what it waits for: a value, a person, a colleague.
Milliseconds presetTimeout(StepKind kind)
{
    switch (kind) {
    case StepKind::Check:
        return 5min;
    case StepKind::Act:
        return 10min;
    case StepKind::Ask:
    case StepKind::Branch:
        return 30min;
    default:
        return 1h;
    }
}

/// A parameter of an action: a number, true or false, a word, or $parameter. Never a list or a map.
void readParameters(const Fields &fields, Action &action)
{
    fields.map("with", [&](const YamlEntry &entry) {
        if (entry.value.kind != YamlNode::Kind::Text)
            fields.problems().error(entry.at, "wrong-type",
                                    QStringLiteral("a number, a word, or true or false is expected"));
        else
            action.with.insert(entry.key, toJsonValue(entry.value));
    });
}

Action readAction(const Fields &fields)
{
    Action action;
    action.at = fields.at("action");
    action.word = fields.word("action", actionWords(), "unknown-action");
    action.bind = fields.text("on");
    action.session = fields.word("session", sessionWords(), "unknown-session");
    const bool ofSession = action.word.startsWith(QLatin1String("session."));
    if (ofSession && !fields.has("session"))
        fields.problems().error(
            fields.at("action"), "missing-key",
            QStringLiteral("missing key \"session\": which one (%1)").arg(sessionWords().join(QStringLiteral(", "))));
    if (!ofSession && !action.word.isEmpty() && fields.has("session"))
        fields.problems().error(fields.at("session"), "wrong-session",
                                QStringLiteral("only session.cancel and session.end act on a session"));
    readParameters(fields, action);
    return action;
}

void readUndo(const Fields &fields, Act &act)
{
    const YamlNode *node = fields.find("undo");
    act.noUndo = readWords(fields, "because", longestText);
    if (node == nullptr)
        return;
    if (node->kind == YamlNode::Kind::Map) {
        act.undo = readAction(Fields(*node, shapes::action, fields.problems()));
        if (act.undo->bind.isEmpty())
            act.undo->bind = act.action.bind;
        if (!act.noUndo.isEmpty())
            fields.problems().error(fields.at("because"), "undo-and-reason",
                                    QStringLiteral("there is an undo: because says why there is none"));
        return;
    }
    if (node->text != QLatin1String("none"))
        fields.problems().error(node->at, "bad-undo", QStringLiteral("undo is an action, or none with a because"));
    else if (act.noUndo.isEmpty())
        fields.problems().error(node->at, "undo-reason",
                                QStringLiteral("undo: none needs a because: what can not be taken back, and why"));
}

Act readAct(const Fields &fields)
{
    Act act;
    act.action = readAction(fields);
    act.before = readConditions(fields, "before");
    act.verify = readConditions(fields, "verify");
    act.within = readSpan(fields, "within", 30s);
    act.watch = readConditions(fields, "watch");
    act.watchFor = readSpan(fields, "watch_for", 0s);
    act.level = fields.integer("level", {1, 3}).value_or(act.level);
    const QString preset = act.level == 3 ? QStringLiteral("commander") : QStringLiteral("responder");
    act.tier = fields.word("tier", {QStringLiteral("responder"), QStringLiteral("commander")}, "unknown-tier");
    if (act.tier.isEmpty())
        act.tier = preset;
    if (act.level == 3 && act.tier != preset)
        fields.problems().error(fields.at("tier"), "level-and-tier",
                                QStringLiteral("what is irreversible and broad needs a commander"));
    readUndo(fields, act);
    return act;
}

void readChoices(const Fields &fields, Step &step)
{
    fields.list("answers", [&](const YamlNode &node) {
        Choice choice;
        if (node.kind == YamlNode::Kind::Text) {
            choice.answer = readWords(node, longestTitle, fields.problems());
            choice.way = {{node.at}, QStringLiteral("next")};
        } else {
            const Fields answer(node, shapes::choice, fields.problems());
            choice.answer = readWords(answer, "answer", longestTitle);
            choice.way = readWay(answer, "goto", "next");
        }
        step.choices.push_back(choice);
    });
}

void readCases(const Fields &fields, Step &step)
{
    fields.list("cases", [&](const YamlNode &node) {
        const Fields branch(node, shapes::branch, fields.problems());
        step.cases.push_back({readConditions(branch, "when"), readWay(branch, "goto", "next")});
    });
}

void readOwn(const Fields &fields, Step &step)
{
    switch (step.kind) {
    case StepKind::Check:
        step.expect = readConditions(fields, "expect");
        break;
    case StepKind::Ask:
        readChoices(fields, step);
        break;
    case StepKind::Branch:
        readCases(fields, step);
        break;
    case StepKind::Wait:
        step.expect = readConditions(fields, "until");
        step.hold = readSpan(fields, "hold", 0s);
        break;
    case StepKind::Act:
        step.act = readAct(fields);
        break;
    case StepKind::Approve:
        step.people = fields.integer("people", {1, mostPeople}).value_or(1);
        break;
    case StepKind::Guard:
        step.expect = readConditions(fields, "while");
        step.hold = readSpan(fields, "hold", 0s);
        step.until = fields.text("until");
        break;
    case StepKind::Runbook:
        step.runbook = readName(fields, "runbook");
        step.version = fields.integer("version", {1, 1'000'000}).value_or(0);
        break;
    case StepKind::Note:
    case StepKind::Handover:
        break;
    }
}

} // namespace

const QStringList &actionWords()
{
    static const QStringList words{
        QStringLiteral("session.cancel"), QStringLiteral("session.end"),      QStringLiteral("timeout.set"),
        QStringLiteral("cache.unlink"),   QStringLiteral("server.drain"),     QStringLiteral("server.ready"),
        QStringLiteral("traffic.hold"),   QStringLiteral("traffic.resume"),   QStringLiteral("traffic.back"),
        QStringLiteral("traffic.abort"),  QStringLiteral("release.rollback"), QStringLiteral("call")};
    return words;
}

const QStringList &sessionWords()
{
    static const QStringList words{QStringLiteral("root"), QStringLiteral("idle_transaction"), QStringLiteral("ddl"),
                                   QStringLiteral("longest")};
    return words;
}

Step readStep(const YamlNode &node, ProblemList &problems)
{
    const YamlEntry *kind = node.find(QStringLiteral("kind"));
    const qsizetype index = kind == nullptr ? -1 : stepKindWords().indexOf(kind->value.text);
    const Fields fields(node, index < 0 ? shapes::anyStep() : shapes::step(static_cast<StepKind>(index)), problems);
    Step step;
    step.at = node.at;
    step.id = readName(fields, "id");
    step.title = readWords(fields, "title", longestTitle);
    step.text = readWords(fields, "text", longestText);
    step.look = readConditions(fields, "look");
    step.usual = readSpan(fields, "usual", 0s);
    fields.word("kind", stepKindWords(), "unknown-kind");
    if (index < 0)
        return step;
    step.kind = static_cast<StepKind>(index);
    step.timeout = readSpan(fields, "timeout", presetTimeout(step.kind));
    step.otherwise = readWay(fields, "otherwise", "stop");
    readOwn(fields, step);
    return step;
}

} // namespace surgedeck::runbook
