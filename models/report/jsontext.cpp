// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/jsontext.h"

#include "models/base/timetext.h"

#include <cmath>

namespace surgedeck {

QJsonValue jsonNumber(std::optional<double> value)
{
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonSeconds(std::optional<Milliseconds> duration)
{
    return duration ? QJsonValue(toSeconds(*duration)) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonTime(std::optional<WallTime> time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonText(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject newDocument()
{
    return {{QStringLiteral("schema"), QStringLiteral("surgedeck/v1")}};
}

} // namespace surgedeck
