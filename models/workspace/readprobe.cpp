// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

void checkPattern(const QString &pattern, Position at, ProblemList &problems)
{
    const QRegularExpression expression(pattern);
    if (!expression.isValid())
        problems.error(
            at, "bad-pattern",
            QStringLiteral("%1 is no regular expression: %2").arg(inQuotes(pattern), expression.errorString()));
}

void readStore(const Fields &fields, ProbeStepConfig &step)
{
    fields.map("store", [&](const YamlEntry &entry) {
        const QString how = readText(entry.value, fields.problems()).value_or(QString());
        const QString pattern = how.section(QLatin1Char(':'), 1).trimmed();
        if (!isLabelName(entry.key))
            fields.problems().error(
                entry.at, "bad-id",
                QStringLiteral("%1 can not be the name of a stored value").arg(inQuotes(entry.key)));
        if (how.startsWith(QLatin1String("regex:")))
            checkPattern(pattern, entry.value.at, fields.problems());
        else if (!how.startsWith(QLatin1String("json:")) || pattern.isEmpty())
            fields.problems().error(entry.value.at, "bad-stored-value",
                                    QStringLiteral("a value is stored by \"json: PATH\" or by \"regex: PATTERN\""));
        step.store[entry.key] = how;
    });
}

void readExpect(const Fields &step, ProbeStepConfig &config)
{
    const YamlNode *node = step.find("expect");
    if (node == nullptr)
        return;
    const Fields fields(*node, shapes::probeExpect, step.problems());
    config.status = fields.integer("status", {100, 599});
    config.contains = readTexts(fields, "contains");
    config.notContains = readTexts(fields, "not_contains");
    config.matches = fields.text("matches");
    if (!config.matches.isEmpty())
        checkPattern(config.matches, fields.at("matches"), fields.problems());
    fields.map("json", [&](const YamlEntry &entry) {
        config.json[entry.key] = readText(entry.value, fields.problems()).value_or(QString());
    });
    config.maxSeconds = fields.number("max_seconds", {0.001, 60});
}

} // namespace

ProbeStepConfig readProbeStep(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::probeStep, problems);
    ProbeStepConfig step;
    step.at = node.at;
    step.name = fields.text("name");
    step.url = readTemplate(fields, "url");
    step.method = fields.word("method", {QStringLiteral("GET"), QStringLiteral("POST")}, "bad-method");
    step.body = readTemplate(fields, "body");
    step.headers = readTemplates(fields, "headers");
    readDuration(fields, "timeout", {Milliseconds(50), Milliseconds(3'500)}, step.timeout);
    readStore(fields, step);
    readExpect(fields, step);
    return step;
}

} // namespace surgedeck
