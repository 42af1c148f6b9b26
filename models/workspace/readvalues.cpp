// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readvalues.h"

#include "models/workspace/secrets.h"
#include "models/yaml/suggestion.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

constexpr std::array<const char *, 2> expressionPlaceholders = {"side", "window"};

void checkPlaceholders(const Expression &expression, Placeholder allowed, ProblemList &problems)
{
    for (const char *name : expressionPlaceholders) {
        const bool isAllowed = allowed.name != nullptr && QLatin1String(name) == QLatin1String(allowed.name);
        const bool isThere = hasPlaceholder(expression.text, name);
        if (isThere && !isAllowed)
            problems.error(expression.at, "unknown-placeholder",
                           QStringLiteral("$%1 is not replaced here: only in the expressions of %2")
                               .arg(QLatin1String(name), QLatin1String(name) == QLatin1String("side")
                                                             ? QStringLiteral("guards")
                                                             : QStringLiteral("slos")));
        if (!isThere && isAllowed && allowed.need == Placeholder::Need::Required)
            problems.error(expression.at, "missing-placeholder",
                           QStringLiteral("$%1 must stand in this expression").arg(QLatin1String(name)));
    }
}

/// A word that is nearly a known unit is a slip; any other is the user's own word.
void checkUnit(const Fields &fields, const QString &unit)
{
    if (unit.isEmpty() || knownUnits().contains(unit))
        return;
    const QString meant = nearest(unit, knownUnits());
    if (!meant.isEmpty())
        fields.problems().error(
            fields.at("unit"), "bad-unit",
            QStringLiteral("unknown unit %1: did you mean %2?").arg(inQuotes(unit), inQuotes(meant)));
    else
        fields.problems().warn(fields.at("unit"), "own-unit",
                               QStringLiteral("%1 is no unit that figures are formatted by (%2): it is shown as it is")
                                   .arg(inQuotes(unit), knownUnits().join(QStringLiteral(", "))));
}

} // namespace

const QStringList &knownUnits()
{
    static const QStringList units =
        QStringLiteral("percent ratio count per_second per_minute per_hour per_day seconds "
                       "milliseconds microseconds minutes hours days bytes bytes_per_second "
                       "bits_per_second currency currency_per_minute celsius")
            .split(QLatin1Char(' '));
    return units;
}

QString readId(const Fields &fields)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$"));
    const YamlNode *value = fields.find("id");
    const QString id = value == nullptr ? QString() : readText(*value, fields.problems()).value_or(QString());
    if (value == nullptr || value->kind != YamlNode::Kind::Text || form.match(id).hasMatch())
        return id;
    fields.problems().error(
        value->at, "bad-id",
        QStringLiteral("%1 can not be an id: letters, digits, _, - and . are possible, at most 64").arg(inQuotes(id)));
    return {};
}

Expression readExpression(const Fields &fields, const char *key, Placeholder placeholder)
{
    Expression expression;
    const YamlNode *value = fields.find(key);
    if (value == nullptr)
        return expression;
    const auto text = readText(*value, fields.problems());
    if (!text)
        return expression;
    expression.at = value->at;
    expression.text = text->trimmed();
    const auto fault = expression.text.isEmpty() ? std::optional(QStringLiteral("the expression is empty"))
                                                 : expressionFault(expression.text);
    if (fault)
        fields.problems().error(value->at, "bad-expression", *fault);
    else
        checkPlaceholders(expression, placeholder, fields.problems());
    return expression;
}

Reference readReference(const Fields &fields, const char *key)
{
    Reference reference;
    reference.id = fields.text(key);
    reference.at = fields.at(key);
    return reference;
}

std::vector<Reference> readReferences(const Fields &fields, const char *key)
{
    const YamlNode *value = fields.find(key);
    std::vector<Reference> references;
    const auto add = [&](const YamlNode &item) {
        Reference reference;
        reference.id = readText(item, fields.problems()).value_or(QString());
        reference.at = item.at;
        if (!reference.isEmpty())
            references.push_back(reference);
    };
    if (value != nullptr && value->kind == YamlNode::Kind::Text)
        add(*value);
    else
        fields.list(key, add);
    return references;
}

std::optional<Comparison> readComparison(const Fields &fields, const char *key)
{
    const YamlNode *value = fields.find(key);
    const auto text = value == nullptr ? std::nullopt : readText(*value, fields.problems());
    if (!text)
        return std::nullopt;
    auto comparison = parseComparison(*text);
    if (comparison)
        comparison->at = value->at;
    else
        fields.problems().error(
            value->at, "bad-comparison",
            QStringLiteral("%1 is no comparison: write it as \">= 99.95\" or \"< 0.5\"").arg(inQuotes(*text)));
    return comparison;
}

QString readUnit(const Fields &fields)
{
    const QString unit = fields.text("unit");
    checkUnit(fields, unit);
    return unit;
}

void readDuration(const Fields &fields, const char *key, Range<Milliseconds> range, Milliseconds &target)
{
    target = fields.duration(key, range).value_or(target);
}

QStringList readTexts(const Fields &fields, const char *key)
{
    const YamlNode *value = fields.find(key);
    QStringList texts;
    if (value == nullptr)
        return texts;
    if (value->kind == YamlNode::Kind::Text) {
        texts << readText(*value, fields.problems()).value_or(QString());
        return texts;
    }
    fields.list(key, [&](const YamlNode &item) {
        if (const auto text = readText(item, fields.problems()))
            texts << *text;
    });
    return texts;
}

std::vector<FilePath> readPaths(const Fields &fields, const char *key)
{
    std::vector<FilePath> paths;
    fields.list(key, [&](const YamlNode &item) {
        if (const auto text = readText(item, fields.problems())) {
            FilePath path;
            path.at = item.at;
            path.path = *text;
            paths.push_back(path);
        }
    });
    return paths;
}

FilePath readPath(const Fields &fields, const char *key)
{
    FilePath path;
    path.path = fields.text(key);
    path.at = fields.at(key);
    return path;
}

Template readTemplate(const YamlNode &node, ProblemList &problems)
{
    if (node.kind == YamlNode::Kind::Text)
        return parseTemplate(node.text, node.at, problems);
    if (node.kind != YamlNode::Kind::Refused)
        problems.error(node.at, "wrong-type", QStringLiteral("a text is expected, found %1").arg(described(node)));
    return {};
}

Template readTemplate(const Fields &fields, const char *key)
{
    const YamlNode *value = fields.find(key);
    return value == nullptr ? Template() : readTemplate(*value, fields.problems());
}

std::map<QString, Template> readTemplates(const Fields &fields, const char *key)
{
    std::map<QString, Template> templates;
    fields.map(key,
               [&](const YamlEntry &entry) { templates[entry.key] = readTemplate(entry.value, fields.problems()); });
    return templates;
}

bool isLabelName(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]{0,127}$"));
    return form.match(text).hasMatch();
}

} // namespace surgedeck
