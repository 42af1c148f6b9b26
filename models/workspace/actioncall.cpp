// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/actioncall.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <cmath>

namespace surgedeck {

namespace {

using Type = ActionParameter::Type;

constexpr qsizetype longestText = 500;

Error bad(const ActionParameter &parameter, const QString &why)
{
    return {Error::Kind::Config, QStringLiteral("parameter %1: %2").arg(parameter.name, why)};
}

std::optional<QJsonValue> typed(const ActionParameter &parameter, const QJsonValue &given)
{
    const QString text = given.isString() ? given.toString() : given.toVariant().toString();
    bool valid = false;
    switch (parameter.type) {
    case Type::Integer: {
        const qint64 value = text.toLongLong(&valid);
        return valid ? std::optional<QJsonValue>(value) : std::nullopt;
    }
    case Type::Number: {
        const double value = text.toDouble(&valid);
        return valid && std::isfinite(value) ? std::optional<QJsonValue>(value) : std::nullopt;
    }
    case Type::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return QJsonValue(text == QLatin1String("true"));
        return std::nullopt;
    case Type::Duration:
    case Type::Text:
        return QJsonValue(text);
    }
    return std::nullopt;
}

/// What `min` and `max` are about: the number itself, a text's length, a duration's seconds.
std::optional<double> measureOf(const ActionParameter &parameter, const QJsonValue &value)
{
    if (parameter.type == Type::Text)
        return double(value.toString().size());
    if (parameter.type != Type::Duration)
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    const auto duration = parseDuration(value.toString());
    return duration ? std::optional(toSeconds(*duration)) : std::nullopt;
}

Result<QJsonValue> checked(const ActionParameter &parameter, const QJsonValue &given)
{
    const auto value = typed(parameter, given);
    if (!value)
        return bad(parameter, QStringLiteral("not of its type"));
    if (value->isString() && value->toString().size() > longestText)
        return bad(parameter, QStringLiteral("longer than %1 characters").arg(longestText));
    if (!parameter.values.isEmpty() && !parameter.values.contains(value->toVariant().toString()))
        return bad(parameter, QStringLiteral("one of %1").arg(parameter.values.join(QStringLiteral(", "))));
    const auto measure = measureOf(parameter, *value);
    if (!measure && (parameter.type == Type::Duration || parameter.type == Type::Integer))
        return bad(parameter, QStringLiteral("not of its type"));
    if (measure && ((parameter.min && *measure < *parameter.min) || (parameter.max && *measure > *parameter.max)))
        return bad(parameter, QStringLiteral("outside of its bounds"));
    return *value;
}

const QRegularExpression &placeholder()
{
    static const QRegularExpression form(QStringLiteral("\\$([A-Za-z_][A-Za-z0-9_]*)"));
    return form;
}

template <typename Encode>
QString replaced(const QString &text, const QJsonObject &parameters, Encode encode)
{
    QString result;
    qsizetype end = 0;
    auto matches = placeholder().globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += text.mid(end, match.capturedStart() - end);
        result += encode(parameters[match.captured(1)].toVariant().toString());
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

} // namespace

Result<QJsonObject> checkedParameters(const ActionConfig &action, const QJsonObject &given)
{
    QJsonObject all;
    for (const ActionParameter &parameter : action.params) {
        QJsonValue value = given[parameter.name];
        if (value.isUndefined() && parameter.preset)
            value = *parameter.preset;
        if (value.isUndefined())
            return bad(parameter, QStringLiteral("it is missing"));
        SURGEDECK_TRY(fine, checked(parameter, value));
        all.insert(parameter.name, fine);
    }
    for (const QString &name : given.keys())
        if (!all.contains(name))
            return Error{Error::Kind::Config,
                         QStringLiteral("action %1 has no parameter '%2'").arg(action.id, name.left(40))};
    return all;
}

QString urlWith(const QString &url, const QJsonObject &parameters)
{
    return replaced(url, parameters,
                    [](const QString &value) { return QString::fromLatin1(QUrl::toPercentEncoding(value)); });
}

QJsonValue bodyWith(const QJsonValue &body, const QJsonObject &parameters)
{
    if (body.isObject()) {
        QJsonObject object;
        const QJsonObject from = body.toObject();
        for (auto field = from.begin(); field != from.end(); ++field)
            object.insert(field.key(), bodyWith(field.value(), parameters));
        return object;
    }
    if (body.isArray()) {
        QJsonArray array;
        for (const QJsonValue item : body.toArray())
            array.append(bodyWith(item, parameters));
        return array;
    }
    if (!body.isString())
        return body;
    const QString text = body.toString();
    if (text.startsWith(QLatin1Char('$')) && parameters.contains(text.mid(1)))
        return parameters[text.mid(1)];
    return replaced(text, parameters, [](const QString &value) { return value; });
}

} // namespace surgedeck
