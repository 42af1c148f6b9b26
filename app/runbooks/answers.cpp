// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/answers.h"

#include "models/yaml/fields.h"

namespace surgedeck {

namespace {

const MappingShape answerShape{"answer",
                               {{QStringLiteral("answer")}, {QStringLiteral("by")}, {QStringLiteral("skip")}}};

StepAnswer readAnswer(const YamlNode &node, ProblemList &problems)
{
    if (node.kind == YamlNode::Kind::Text)
        return {readText(node, problems).value_or(QString()), {}, {}};
    const Fields fields(node, answerShape, problems);
    return {fields.text("answer"), fields.text("by"), fields.text("skip")};
}

} // namespace

AnswersReading readAnswers(const QByteArray &text, const QString &file)
{
    AnswersReading reading;
    ProblemList problems(file);
    const auto root = readYaml(text, {}, problems);
    if (root && root->kind != YamlNode::Kind::Map)
        problems.error(root->at, "wrong-type", QStringLiteral("a map of step ids to answers is expected"));
    else if (root)
        for (const YamlEntry &entry : root->entries)
            reading.answers[entry.key] = readAnswer(entry.value, problems);
    reading.problems = problems.sorted();
    return reading;
}

} // namespace surgedeck
