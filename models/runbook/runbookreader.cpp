// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runbookreader.h"

#include "models/runbook/readparts.h"
#include "models/runbook/runbookchecks.h"
#include "models/runbook/runbookshapes.h"
#include "models/yaml/yamlnode.h"

#include <QCryptographicHash>

namespace surgedeck::runbook {

namespace {

constexpr qsizetype longestTitle = 120;
constexpr qsizetype longestText = 2000;
constexpr int mostVersion = 1'000'000;

void readTexts(const Fields &fields, const char *key, QStringList &texts)
{
    fields.list(key, [&](const YamlNode &node) { texts << readWords(node, longestText, fields.problems()); });
}

/// A list of conditions, or a list of such lists: one of them is enough.
void readDetects(const Fields &fields, Runbook &runbook)
{
    const YamlNode *node = fields.find("detects");
    const bool several = node != nullptr && node->kind == YamlNode::Kind::List && !node->items.empty() &&
                         node->items.front().kind == YamlNode::Kind::List;
    if (!several) {
        if (Conditions all = readConditions(fields, "detects"); !all.empty())
            runbook.detects.push_back(std::move(all));
        return;
    }
    fields.list("detects", [&](const YamlNode &item) {
        Conditions alternative;
        for (const YamlNode &condition : item.items)
            alternative.push_back(readCondition(condition, fields.problems()));
        if (item.kind != YamlNode::Kind::List || alternative.empty())
            fields.problems().error(item.at, "wrong-type", QStringLiteral("a list of conditions is expected"));
        else
            runbook.detects.push_back(std::move(alternative));
    });
}

void readMemory(const Fields &fields, Runbook &runbook)
{
    readTexts(fields, "memory", runbook.memory);
    if (runbook.memory.size() > mostMemoryItems)
        fields.problems().error(fields.at("memory"), "too-many",
                                QStringLiteral("%1 memory items, at most %2: nobody remembers more under stress")
                                    .arg(runbook.memory.size())
                                    .arg(mostMemoryItems));
}

void readSteps(const Fields &fields, Runbook &runbook)
{
    int count = 0;
    fields.list("steps", [&](const YamlNode &node) {
        count += 1;
        if (count == mostSteps + 1)
            fields.problems().error(node.at, "too-many",
                                    QStringLiteral("more than %1 steps: split it into runbooks").arg(mostSteps));
        if (count <= mostSteps)
            runbook.steps.push_back(readStep(node, fields.problems()));
    });
    if (count == 0 && fields.has("steps"))
        fields.problems().error(fields.at("steps"), "no-steps", QStringLiteral("a runbook has steps"));
}

Runbook readFile(const YamlNode &root, ProblemList &problems)
{
    const Fields fields(root, shapes::file, problems);
    Runbook runbook;
    runbook.id = readName(fields, "id");
    runbook.title = readWords(fields, "title", longestTitle);
    runbook.summary = readWords(fields, "summary", longestText);
    runbook.version = fields.integer("version", {1, mostVersion}).value_or(0);
    readTexts(fields, "rights", runbook.rights);
    fields.map("parameters",
               [&](const YamlEntry &entry) { runbook.parameters.push_back(readParameter(entry, problems)); });
    fields.map("binds", [&](const YamlEntry &entry) { runbook.binds.push_back(readBind(entry, problems)); });
    fields.list("signals", [&](const YamlNode &node) { runbook.evidence.push_back(readSignal(node, problems)); });
    readDetects(fields, runbook);
    readMemory(fields, runbook);
    readSteps(fields, runbook);
    return runbook;
}

} // namespace

RunbookReading readRunbook(const QByteArray &text, const QString &file)
{
    ProblemList problems(file);
    RunbookReading reading;
    if (const auto root = readYaml(text, {}, problems)) {
        reading.runbook = readFile(*root, problems);
        checkRunbook(reading.runbook, problems);
    }
    reading.runbook.file = file;
    reading.runbook.digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    reading.problems = problems.sorted();
    return reading;
}

} // namespace surgedeck::runbook
