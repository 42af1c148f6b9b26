// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"
#include "models/yaml/scalars.h"
#include "models/yaml/suggestion.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

using Type = ActionParameter::Type;

const QStringList &parameterTypes()
{
    static const QStringList words = {QStringLiteral("int"), QStringLiteral("number"), QStringLiteral("string"),
                                      QStringLiteral("bool"), QStringLiteral("duration")};
    return words; // in the order of ActionParameter::Type
}

const QStringList &methods()
{
    static const QStringList words = {QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"),
                                      QStringLiteral("PATCH"), QStringLiteral("DELETE")};
    return words;
}

std::optional<QString> readDefault(const Fields &fields)
{
    const YamlNode *value = fields.find("default");
    return value == nullptr ? std::nullopt : readText(*value, fields.problems());
}

void readBounds(const Fields &fields, ActionParameter &parameter)
{
    constexpr Range<double> any{-1e15, 1e15};
    if (parameter.type == Type::Duration) {
        const auto seconds = [&](const char *key) -> std::optional<double> {
            const auto bound = fields.duration(key, {Milliseconds(0), std::chrono::hours(24 * 366)});
            return bound ? std::optional(toSeconds(*bound)) : std::nullopt;
        };
        parameter.min = seconds("min");
        parameter.max = seconds("max");
    } else {
        parameter.min = fields.number("min", any);
        parameter.max = fields.number("max", any);
    }
    if (parameter.min && parameter.max && *parameter.min > *parameter.max)
        fields.problems().error(fields.at("max"), "empty-range", QStringLiteral("max is less than min"));
}

ActionParameter readParameter(const YamlEntry &entry, ProblemList &problems)
{
    const Fields fields(entry.value, shapes::parameter, problems);
    ActionParameter parameter;
    parameter.at = entry.at;
    parameter.name = entry.key;
    if (!isLabelName(entry.key))
        problems.error(entry.at, "bad-id",
                       QStringLiteral("%1 can not be the name of a parameter").arg(inQuotes(entry.key)));
    const QString type = fields.word("type", parameterTypes(), "unknown-type");
    parameter.type = type.isEmpty() ? Type::Text : static_cast<Type>(parameterTypes().indexOf(type));
    readBounds(fields, parameter);
    parameter.values = readTexts(fields, "values");
    parameter.preset = readDefault(fields);
    return parameter;
}

void readMethod(const Fields &fields, HttpCall &call)
{
    call.method = fields.text("method");
    if (call.method.isEmpty() || methods().contains(call.method))
        return;
    const QString upper = call.method.toUpper();
    const QString meant = methods().contains(upper) ? upper : nearest(call.method, methods());
    fields.problems().error(
        fields.at("method"), "bad-method",
        meant.isEmpty()
            ? QStringLiteral("%1 is no method (possible: %2)")
                  .arg(inQuotes(call.method), methods().join(QStringLiteral(", ")))
            : QStringLiteral("%1 is no method: did you mean %2?").arg(inQuotes(call.method), inQuotes(meant)));
}

/// `$name` in the texts of a call: each must be a parameter, and each parameter should be used.
class ParameterUse
{
public:
    ParameterUse(const std::vector<ActionParameter> &parameters, ProblemList &problems)
        : m_problems(problems)
    {
        for (const ActionParameter &parameter : parameters)
            m_names << parameter.name;
    }

    void visit(const YamlNode &node)
    {
        if (node.kind == YamlNode::Kind::Text)
            visitText(node);
        for (const YamlNode &item : node.items)
            visit(item);
        for (const YamlEntry &entry : node.entries)
            visit(entry.value);
    }

    void reportUnused(const std::vector<ActionParameter> &parameters) const
    {
        for (const ActionParameter &parameter : parameters)
            if (!m_used.contains(parameter.name))
                m_problems.warn(
                    parameter.at, "unused-parameter",
                    QStringLiteral("the parameter %1 is asked for and then not used").arg(inQuotes(parameter.name)));
    }

private:
    void visitText(const YamlNode &node)
    {
        static const QRegularExpression form(QStringLiteral("\\$([A-Za-z_][A-Za-z0-9_]*)"));
        auto matches = form.globalMatch(node.text);
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            m_used.insert(name);
            if (!m_names.contains(name))
                m_problems.error(
                    node.at, "unknown-parameter",
                    QStringLiteral("$%1 is no parameter of this action%2").arg(name, didYouMean(name, m_names)));
        }
    }

    QStringList m_names;
    QSet<QString> m_used;
    ProblemList &m_problems;
};

HttpCall readCall(const Fields &action, const std::vector<ActionParameter> &parameters)
{
    HttpCall call;
    const YamlNode *node = action.find("call");
    if (node == nullptr)
        return call;
    const Fields fields(*node, shapes::call, action.problems());
    call.at = node->at;
    readMethod(fields, call);
    call.url = readTemplate(fields, "url");
    call.headers = readTemplates(fields, "headers");
    call.token = readTemplate(fields, "token");
    call.bearer = readTemplate(fields, "bearer");
    call.allowPlainHttp = fields.boolean("allow_plain_http").value_or(false);
    ParameterUse use(parameters, action.problems());
    for (const char *key : {"url", "body", "headers"})
        if (const YamlEntry *entry = node->find(QString::fromLatin1(key)))
            use.visit(entry->value);
    use.reportUnused(parameters);
    if (const YamlEntry *body = node->find(QStringLiteral("body")))
        call.body = toJsonValue(body->value);
    return call;
}

} // namespace

QJsonValue toJsonValue(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Map) {
        QJsonObject object;
        for (const YamlEntry &entry : node.entries)
            object.insert(entry.key, toJsonValue(entry.value));
        return object;
    }
    if (node.kind == YamlNode::Kind::List) {
        QJsonArray array;
        for (const YamlNode &item : node.items)
            array.append(toJsonValue(item));
        return array;
    }
    if (node.kind != YamlNode::Kind::Text)
        return QJsonValue::Null;
    if (node.quoted)
        return node.text;
    if (const auto truth = parseBoolean(node.text))
        return *truth;
    if (const auto integer = parseInteger(node.text))
        return qint64(*integer);
    if (const auto number = parseNumber(node.text))
        return *number;
    return node.text;
}

ActionConfig readAction(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::action, problems);
    ActionConfig action;
    action.at = node.at;
    action.id = readId(fields);
    action.name = fields.text("name");
    if (action.name.isEmpty())
        action.name = action.id;
    action.level = fields.integer("level", {1, 3}).value_or(action.level);
    fields.map("params", [&](const YamlEntry &entry) { action.params.push_back(readParameter(entry, problems)); });
    action.call = readCall(fields, action.params);
    action.verify = readExpression(fields, "verify");
    action.source = readReference(fields, "source");
    action.undo = readReference(fields, "undo");
    if (action.undo.id == QLatin1String("none"))
        action.undo.id.clear();
    return action;
}

NotifyConfig readNotify(const YamlNode &node, ProblemList &problems)
{
    using NotifyType = NotifyConfig::Type;
    struct Kind
    {
        QString word;
        NotifyType type;
        const char *needed;
    };
    static const std::array kinds = {Kind{QStringLiteral("pagerduty"), NotifyType::PagerDuty, "routing_key"},
                                     Kind{QStringLiteral("webhook"), NotifyType::Webhook, "url"},
                                     Kind{QStringLiteral("desktop"), NotifyType::Desktop, nullptr},
                                     Kind{QStringLiteral("oncall"), NotifyType::OnCall, "token"}};
    QStringList words;
    for (const Kind &kind : kinds)
        words << kind.word;
    const Fields fields(node, shapes::notify, problems);
    NotifyConfig notify;
    notify.at = node.at;
    const QString word = fields.word("type", words, "unknown-type");
    notify.routingKey = readTemplate(fields, "routing_key");
    notify.token = readTemplate(fields, "token");
    notify.url = readTemplate(fields, "url");
    notify.format = fields.word("format", {QStringLiteral("json"), QStringLiteral("slack")}, "bad-format");
    const auto kind = std::ranges::find(kinds, word, &Kind::word);
    if (kind == kinds.end())
        return notify;
    notify.type = kind->type;
    if (kind->needed != nullptr && !fields.has(kind->needed))
        problems.error(node.at, "missing-key",
                       QStringLiteral("missing key \"%1\" in %2 notify").arg(QLatin1String(kind->needed), word));
    return notify;
}

} // namespace surgedeck
