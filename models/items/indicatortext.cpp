// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/indicatortext.h"

#include <QCoreApplication>

#include <cmath>

namespace surgedeck {

namespace {

using Operator = Comparison::Operator;

struct IndicatorWords
{
    Q_DECLARE_TR_FUNCTIONS(IndicatorText)
};

/// Below 5 and above 95 the second decimal decides.
bool isWholeAndFarFromTheEnds(const std::optional<Comparison> &comparison)
{
    return !comparison ||
           (comparison->limit == std::floor(comparison->limit) && comparison->limit >= 5 && comparison->limit <= 95);
}

bool needsNoDecimals(const IndicatorConfig &config)
{
    return (config.objective || config.critical) && isWholeAndFarFromTheEnds(config.objective) &&
           isWholeAndFarFromTheEnds(config.critical);
}

} // namespace

NumberText indicatorText(double value, const IndicatorConfig &config)
{
    if (config.unit == QLatin1String("seconds"))
        return {fixedNumber(value, 2), QStringLiteral("s")};
    if (config.unit == QLatin1String("percent") && needsNoDecimals(config))
        return {fixedNumber(value, 0), QStringLiteral("%")};
    return valueText(value, config.unit);
}

QString differenceText(double difference, const IndicatorConfig &config)
{
    NumberText text = indicatorText(std::abs(difference), config);
    if (config.unit == QLatin1String("percent") || config.unit == QLatin1String("ratio")) {
        text.number = fixedNumber(std::abs(difference) * (config.unit == QLatin1String("ratio") ? 100 : 1),
                                  needsNoDecimals(config) ? 0 : 2);
        text.unit = IndicatorWords::tr("pt");
    }
    const bool isNothing = text.number == fixedNumber(0, 0) || text.number == fixedNumber(0, 2);
    const QString sign = isNothing ? QString() : difference < 0 ? QString(QChar(0x2212)) : QStringLiteral("+");
    return (sign + text.number + QLatin1Char(' ') + text.unit).trimmed();
}

GoodSide goodSide(const IndicatorConfig &config)
{
    if (!config.objective)
        return GoodSide::None;
    switch (config.objective->op) {
    case Operator::Greater:
    case Operator::GreaterOrEqual:
        return GoodSide::Above;
    case Operator::Less:
    case Operator::LessOrEqual:
        return GoodSide::Below;
    case Operator::Equal:
    case Operator::NotEqual:
        break;
    }
    return GoodSide::None;
}

QString limitText(const IndicatorView &view, const IndicatorConfig &config)
{
    if (!view.target)
        return IndicatorWords::tr("no target set");
    const NumberText text = indicatorText(*view.target, config);
    const QString figure = (text.number + QLatin1Char(' ') + text.unit).trimmed();
    if (!config.expected.isEmpty() && (!config.objective || *view.target != config.objective->limit))
        return IndicatorWords::tr("target %1 now").arg(figure);
    if (goodSide(config) == GoodSide::Below)
        return IndicatorWords::tr("limit %1").arg(figure);
    return IndicatorWords::tr("target %1 %2").arg(operatorSign(config.objective->op), figure);
}

QString operatorSign(Operator op)
{
    switch (op) {
    case Operator::GreaterOrEqual:
        return QChar(0x2265);
    case Operator::LessOrEqual:
        return QChar(0x2264);
    case Operator::NotEqual:
        return QChar(0x2260);
    case Operator::Equal:
        return QStringLiteral("=");
    case Operator::Less:
        return QStringLiteral("<");
    case Operator::Greater:
        break;
    }
    return QStringLiteral(">");
}

Operator inverted(Operator op)
{
    switch (op) {
    case Operator::Less:
        return Operator::GreaterOrEqual;
    case Operator::LessOrEqual:
        return Operator::Greater;
    case Operator::Greater:
        return Operator::LessOrEqual;
    case Operator::GreaterOrEqual:
        return Operator::Less;
    case Operator::Equal:
        return Operator::NotEqual;
    case Operator::NotEqual:
        break;
    }
    return Operator::Equal;
}

} // namespace surgedeck
