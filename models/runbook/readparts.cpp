// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/readparts.h"

#include "models/base/timetext.h"
#include "models/runbook/runbookshapes.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"
#include "models/yaml/suggestion.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace surgedeck::runbook {

namespace {

constexpr qsizetype longestTitle = 120;
constexpr Range<Milliseconds> anySpan{Milliseconds(0), std::chrono::hours(24 * 7)};

bool isName(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$"));
    return form.match(text).hasMatch();
}

/// What stands in a text only when somebody expects a shell, a template engine or a database to read it.
std::optional<QString> spliceIn(const QString &text)
{
    static const QRegularExpression splice(
        QStringLiteral("\\$\\{|\\$\\(|\\{\\{|\\{%|<%|`|;\\s*--|\\|\\s*(sh|bash|psql|mysql)\\b"));
    const auto match = splice.match(text);
    return match.hasMatch() ? std::optional(match.captured()) : std::nullopt;
}

std::optional<double> readBound(const Fields &fields, const char *key, Parameter::Type type)
{
    if (type == Parameter::Type::Number)
        return fields.number(key, {-1e12, 1e12});
    const auto duration = fields.duration(key, anySpan);
    return duration ? std::optional(toSeconds(*duration)) : std::nullopt;
}

/// The names behind one of source, service, route, action; false when none of them is there.
bool readBindNames(const Fields &fields, Bind &bind)
{
    static constexpr std::pair<const char *, Bind::Kind> kinds[] = {{"source", Bind::Kind::Source},
                                                                    {"service", Bind::Kind::Service},
                                                                    {"indicator", Bind::Kind::Indicator},
                                                                    {"route", Bind::Kind::Route},
                                                                    {"action", Bind::Kind::Action}};
    int seen = 0;
    for (const auto &[key, kind] : kinds) {
        if (!fields.has(QLatin1String(key)))
            continue;
        seen += 1;
        bind.kind = kind;
        bind.names = readTexts(fields, key);
    }
    if (seen > 1)
        fields.problems().error(fields.at(), "two-binds",
                                QStringLiteral("a bind stands for one of: source, service, indicator, route, action"));
    return seen == 1;
}

void checkSourceTypes(const Fields &fields, const Bind &bind)
{
    for (const QString &type : bind.names)
        if (bind.kind == Bind::Kind::Source && type != QLatin1String("any") &&
            !surgedeck::shapes::sourceTypeNames().contains(type))
            fields.problems().error(fields.at("source"), "unknown-type",
                                    QStringLiteral("%1 is no type of source%2")
                                        .arg(inQuotes(type), didYouMean(type, surgedeck::shapes::sourceTypeNames())));
}

std::optional<Comparison::Operator> operatorOf(const QString &word)
{
    using Op = Comparison::Operator;
    for (const Op op : {Op::Less, Op::LessOrEqual, Op::Greater, Op::GreaterOrEqual, Op::Equal, Op::NotEqual})
        if (surgedeck::toWord(op) == word)
            return op;
    return std::nullopt;
}

} // namespace

QString readName(const Fields &fields, const char *key)
{
    const QString name = fields.text(key);
    if (!name.isEmpty() && !isName(name))
        fields.problems().error(
            fields.at(key), "bad-id",
            QStringLiteral("%1 is no id: letters, digits, _ and -, at most 64").arg(inQuotes(name)));
    return name;
}

QString readWords(const YamlNode &node, qsizetype most, ProblemList &problems)
{
    const auto text = readText(node, problems);
    if (!text)
        return {};
    if (const auto splice = spliceIn(*text))
        problems.error(node.at, "no-templates",
                       QStringLiteral("%1: words are shown as they are; nothing is filled into them or run")
                           .arg(inQuotes(*splice)));
    if (text->size() > most)
        problems.error(node.at, "too-long", QStringLiteral("%1 characters, at most %2").arg(text->size()).arg(most));
    return text->trimmed();
}

QString readWords(const Fields &fields, const char *key, qsizetype most)
{
    const YamlNode *node = fields.find(key);
    return node == nullptr ? QString() : readWords(*node, most, fields.problems());
}

Parameter readParameter(const YamlEntry &entry, ProblemList &problems)
{
    const Fields fields(entry.value, shapes::parameter, problems);
    Parameter parameter;
    parameter.at = entry.at;
    parameter.name = entry.key;
    if (!isLabelName(entry.key))
        problems.error(entry.at, "bad-id",
                       QStringLiteral("%1 can not be the name of a parameter").arg(inQuotes(entry.key)));
    parameter.text = readWords(fields, "text", longestTitle);
    const QString type = fields.word("type", {QStringLiteral("duration"), QStringLiteral("number")}, "unknown-type");
    parameter.type = type == QLatin1String("duration") ? Parameter::Type::Duration : Parameter::Type::Number;
    const auto least = readBound(fields, "min", parameter.type);
    const auto most = readBound(fields, "max", parameter.type);
    const auto preset = readBound(fields, "default", parameter.type);
    parameter.least = least.value_or(0);
    parameter.most = most.value_or(0);
    parameter.preset = preset.value_or(0);
    if (least && most && preset && (*preset < *least || *preset > *most))
        problems.error(fields.at("default"), "out-of-range", QStringLiteral("the default is not within min and max"));
    return parameter;
}

Bind readBind(const YamlEntry &entry, ProblemList &problems)
{
    const Fields fields(entry.value, shapes::bind, problems);
    Bind bind;
    bind.at = entry.at;
    bind.name = entry.key;
    if (!isLabelName(entry.key))
        problems.error(entry.at, "bad-id", QStringLiteral("%1 can not be the name of a bind").arg(inQuotes(entry.key)));
    if (!readBindNames(fields, bind) && entry.value.kind == YamlNode::Kind::Map)
        problems.error(entry.at, "missing-key",
                       QStringLiteral("missing key in bind: one of source, service, indicator, route, action"));
    checkSourceTypes(fields, bind);
    bind.roles = readTexts(fields, "role");
    bind.group = fields.text("group");
    bind.optional = fields.boolean("optional").value_or(false);
    if (bind.kind != Bind::Kind::Source && (!bind.roles.isEmpty() || !bind.group.isEmpty()))
        problems.error(entry.at, "wrong-bind", QStringLiteral("only sources have a role and a group"));
    return bind;
}

Signal readSignal(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::signal, problems);
    Signal signal;
    signal.at = node.at;
    signal.id = readName(fields, "id");
    signal.title = readWords(fields, "title", longestTitle);
    signal.expr = readExpression(fields, "expr");
    signal.unit = readUnit(fields);
    const QString field = fields.text("field");
    // A bind has no dot in its name, a field has one: "db.locks.waiters", "services.bad".
    signal.bind = field.count(QLatin1Char('.')) > 1 ? field.section(QLatin1Char('.'), 0, 0) : QString();
    signal.field = signal.bind.isEmpty() ? field : field.section(QLatin1Char('.'), 1);
    if (field.isEmpty() == signal.expr.isEmpty() && node.kind == YamlNode::Kind::Map)
        problems.error(node.at, "one-of", QStringLiteral("a signal has either a field or an expr"));
    if (!field.isEmpty() && !signal.unit.isEmpty())
        problems.error(fields.at("unit"), "unit-of-field", QStringLiteral("the unit of a field is known"));
    return signal;
}

Condition readCondition(const YamlNode &node, ProblemList &problems)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*([A-Za-z0-9_-]+)\\s*(?:(<=|>=|==|!=|<|>)\\s*(\\$[A-Za-z_]\\w*|[-+0-9.eE]+)\\s*)?$"));
    Condition condition;
    condition.at = node.at;
    const auto text = readText(node, problems);
    if (!text)
        return condition;
    const auto match = form.match(*text);
    bool isNumber = true;
    if (match.hasMatch()) {
        condition.signal = match.captured(1);
        condition.op = operatorOf(match.captured(2));
        const QString limit = match.captured(3);
        if (limit.startsWith(QLatin1Char('$')))
            condition.limit.parameter = limit.mid(1);
        else if (!limit.isEmpty())
            condition.limit.value = QLocale::c().toDouble(limit, &isNumber);
    }
    if (!match.hasMatch() || !isNumber || !std::isfinite(condition.limit.value))
        problems.error(node.at, "bad-condition",
                       QStringLiteral("%1 is no condition: write SIGNAL, or SIGNAL >= 3, or SIGNAL < $parameter")
                           .arg(inQuotes(*text)));
    return condition;
}

Conditions readConditions(const Fields &fields, const char *key)
{
    Conditions conditions;
    const YamlNode *node = fields.find(key);
    if (node != nullptr && node->kind == YamlNode::Kind::Text)
        conditions.push_back(readCondition(*node, fields.problems()));
    else if (node != nullptr)
        fields.list(key, [&](const YamlNode &item) { conditions.push_back(readCondition(item, fields.problems())); });
    return conditions;
}

Span readSpan(const Fields &fields, const char *key, Milliseconds preset)
{
    const YamlNode *node = fields.find(key);
    if (node == nullptr)
        return {preset, {}};
    if (node->kind == YamlNode::Kind::Text && node->text.startsWith(QLatin1Char('$')))
        return {preset, node->text.mid(1)};
    return {fields.duration(key, anySpan).value_or(preset), {}};
}

Way readWay(const Fields &fields, const char *key, const char *preset)
{
    Way way;
    way.at = fields.at(key);
    way.to = fields.text(key);
    if (way.to.isEmpty())
        way.to = QLatin1String(preset);
    return way;
}

} // namespace surgedeck::runbook
