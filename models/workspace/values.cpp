// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/values.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <utility>

namespace surgedeck {

namespace {

using Operator = Comparison::Operator;

/// Two-character operators first: `<=` also begins with `<`.
constexpr std::array<std::pair<const char *, Operator>, 6> operators{{{">=", Operator::GreaterOrEqual},
                                                                      {"<=", Operator::LessOrEqual},
                                                                      {"==", Operator::Equal},
                                                                      {"!=", Operator::NotEqual},
                                                                      {">", Operator::Greater},
                                                                      {"<", Operator::Less}}};

} // namespace

bool Comparison::holds(double value) const
{
    if (std::isnan(value))
        return false;
    switch (op) {
    case Operator::Less:
        return value < limit;
    case Operator::LessOrEqual:
        return value <= limit;
    case Operator::Greater:
        return value > limit;
    case Operator::GreaterOrEqual:
        return value >= limit;
    case Operator::Equal:
        return value == limit;
    case Operator::NotEqual:
        return value != limit;
    }
    return false;
}

QString toWord(Comparison::Operator op)
{
    for (const auto &[word, meaning] : operators)
        if (meaning == op)
            return QString::fromLatin1(word);
    return {};
}

std::optional<Comparison> parseComparison(const QString &text)
{
    const QString trimmed = text.trimmed();
    for (const auto &[word, op] : operators) {
        const QLatin1String prefix(word);
        if (!trimmed.startsWith(prefix))
            continue;
        bool isNumber = false;
        const double limit = QLocale::c().toDouble(trimmed.mid(prefix.size()).trimmed(), &isNumber);
        if (!isNumber || !std::isfinite(limit))
            return std::nullopt;
        Comparison comparison;
        comparison.op = op;
        comparison.limit = limit;
        return comparison;
    }
    return std::nullopt;
}

} // namespace surgedeck
