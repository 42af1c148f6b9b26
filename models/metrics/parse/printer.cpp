// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/ast.h"
#include "models/metrics/functionsignatures.h"
#include "models/metrics/parse/literals.h"
#include "models/metrics/parse/tokens.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::metrics {

namespace {

// What works as a name without quotes. Inside of braces and parentheses keywords do, too.
bool plainName(std::string_view name)
{
    return !name.empty() && !isDigit(name.front()) && std::all_of(name.begin(), name.end(), isWordCharacter);
}

std::string nameText(const std::string &name)
{
    return plainName(name) ? name : quoted(name);
}

// Between parentheses the names of numbers are none.
std::string labelText(const std::string &name)
{
    return keyword(name, Compat::V3) == TokenKind::Number ? quoted(name) : nameText(name);
}

std::string list(const std::vector<std::string> &names)
{
    std::string result = "(";
    for (const std::string &name : names)
        result += (result.size() > 1 ? ", " : "") + labelText(name);
    return result + ")";
}

std::string milliText(std::int64_t milliseconds)
{
    const std::string digits = std::to_string(std::abs(milliseconds) + 1000);
    const std::string fraction = digits.substr(digits.size() - 3);
    return (milliseconds < 0 ? "-" : "") + std::to_string(std::abs(milliseconds) / 1000) + "." + fraction;
}

// A range below a millisecond counts as none; it can only be written as a number.
std::string rangeText(std::int64_t milliseconds)
{
    return milliseconds == 0 ? "0.0001" : durationText(milliseconds);
}

std::string shiftText(const TimeShift &shift)
{
    std::string result;
    if (shift.at == TimeShift::At::Time)
        result += " @ " + milliText(shift.atMs);
    else if (shift.at != TimeShift::At::None)
        result += shift.at == TimeShift::At::Start ? " @ start()" : " @ end()";
    if (shift.offsetMs != 0)
        result += std::string(" offset ") + (shift.offsetMs < 0 ? "-" : "") + durationText(std::abs(shift.offsetMs));
    return result;
}

std::string matcherText(const Matcher &matcher)
{
    return nameText(matcher.name()) + matcher.text().substr(matcher.name().size());
}

std::string selectorText(const VectorSelector &selector)
{
    std::vector<std::string> texts;
    for (const Matcher &matcher : selector.matchers) {
        const bool isName =
            matcher.name() == nameLabel && matcher.type() == MatchType::Equal && matcher.value() == selector.name;
        if (!isName || selector.name.empty())
            texts.push_back(matcherText(matcher));
    }
    std::sort(texts.begin(), texts.end());
    std::string inside;
    for (const std::string &text : texts)
        inside += (inside.empty() ? "" : ",") + text;
    return selector.name + (inside.empty() && !selector.name.empty() ? "" : "{" + inside + "}");
}

std::string matchingText(const VectorMatching &matching)
{
    const bool grouped =
        matching.cardinality == Cardinality::ManyToOne || matching.cardinality == Cardinality::OneToMany;
    std::string result;
    if (!matching.labels.empty() || matching.on || grouped)
        result += std::string(matching.on ? " on " : " ignoring ") + list(matching.labels);
    if (grouped)
        result += std::string(matching.cardinality == Cardinality::ManyToOne ? " group_left " : " group_right ") +
                  list(matching.include);
    return result;
}

struct Printer
{
    std::string operator()(const NumberLiteral &literal) const
    {
        if (!literal.duration)
            return plainNumberText(literal.value);
        const auto milliseconds = static_cast<std::int64_t>(std::round(std::fabs(literal.value) * 1000));
        return (std::signbit(literal.value) ? "-" : "") + durationText(milliseconds);
    }
    std::string operator()(const StringLiteral &literal) const { return quoted(literal.value); }
    std::string operator()(const VectorSelector &selector) const
    {
        return selectorText(selector) + shiftText(selector.shift);
    }
    std::string operator()(const MatrixSelector &matrix) const
    {
        return selectorText(matrix.selector) + "[" + rangeText(matrix.rangeMs) + "]" + shiftText(matrix.selector.shift);
    }
    std::string operator()(const Subquery &subquery) const
    {
        const std::string step = subquery.stepMs == 0 ? "" : durationText(subquery.stepMs);
        return printed(*subquery.inner) + "[" + rangeText(subquery.rangeMs) + ":" + step + "]" +
               shiftText(subquery.shift);
    }
    std::string operator()(const Paren &paren) const
    {
        return paren.plus ? "+" + printed(*paren.inner) : "(" + printed(*paren.inner) + ")";
    }
    std::string operator()(const Negation &negation) const { return "-" + printed(*negation.inner); }
    std::string operator()(const Binary &binary) const
    {
        std::string left = printed(*binary.left);
        // A sign in front of a power would be taken for that of the whole.
        if (binary.op == BinaryOp::Pow && left == "+Inf")
            left = "Inf";
        return left + " " + std::string(operatorText(binary.op)) + (binary.returnBool ? " bool" : "") +
               matchingText(binary.matching) + " " + printed(*binary.right);
    }
    std::string operator()(const Aggregate &aggregate) const
    {
        std::string result(aggregateName(aggregate.op));
        if (aggregate.without)
            result += " without " + list(aggregate.grouping) + " ";
        else if (!aggregate.grouping.empty())
            result += " by " + list(aggregate.grouping) + " ";
        result += "(";
        if (aggregate.parameter)
            result += printed(*aggregate.parameter) + ", ";
        return result + printed(*aggregate.inner) + ")";
    }
    std::string operator()(const Call &call) const
    {
        std::string inside;
        for (const ExprPtr &argument : call.arguments)
            inside += (inside.empty() ? "" : ", ") + printed(*argument);
        return std::string(call.function->name) + "(" + inside + ")";
    }
};

} // namespace

std::string printed(const Expr &expression)
{
    return std::visit(Printer{}, expression.node);
}

} // namespace surgedeck::metrics
