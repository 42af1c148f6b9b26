// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/scalars.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace surgedeck {

std::optional<bool> parseBoolean(const QString &text)
{
    const QString word = text.toLower();
    if (word == QLatin1String("true"))
        return true;
    if (word == QLatin1String("false"))
        return false;
    return std::nullopt;
}

std::optional<long long> parseInteger(const QString &text)
{
    static const QRegularExpression decimal(QStringLiteral("^[+-]?(0|[1-9][0-9]{0,17})$"));
    if (!decimal.match(text).hasMatch())
        return std::nullopt;
    return text.toLongLong();
}

std::optional<double> parseNumber(const QString &text)
{
    static const QRegularExpression decimal(
        QStringLiteral("^[+-]?(0|[1-9][0-9]*)?(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$"));
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber || !std::isfinite(value) || text.size() > 40 || !decimal.match(text).hasMatch())
        return std::nullopt;
    return value;
}

} // namespace surgedeck
