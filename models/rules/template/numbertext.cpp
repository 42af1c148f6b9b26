// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/numbertext.h"

#include "models/metrics/quoting.h"
#include "models/rules/goliterals.h"

#include <cmath>

namespace surgedeck::rules::templates {

namespace {

metrics::EngineError wrong(const char *what, const Token &token)
{
    return {metrics::ErrorType::BadData, what + metrics::quoted(token.text), token.at};
}

} // namespace

metrics::Outcome<NumberText> readNumber(const Token &token)
{
    NumberText number;
    const std::string &text = token.text;
    if (token.kind == TokenKind::CharConstant) {
        const auto character = unquoteGo(text);
        if (!character)
            return wrong("malformed character constant: ", token);
        number.integer = static_cast<std::int64_t>(firstRune(*character).character);
        number.real = static_cast<double>(*number.integer);
        return number;
    }
    if (token.kind == TokenKind::Complex || text.ends_with('i')) {
        number.isComplex = true;
        return number;
    }
    const bool hexadecimal = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    number.looksReal =
        hexadecimal ? text.find_first_of("pP") != std::string::npos : text.find_first_of(".eEpP") != std::string::npos;
    number.integer = parseGoInt(text);
    if (number.integer) {
        number.real = static_cast<double>(*number.integer);
        return number;
    }
    if (const auto large = parseGoUint(text)) {
        number.real = static_cast<double>(*large);
        return number;
    }
    number.real = parseGoFloat(text);
    if (!number.real)
        return wrong("illegal number syntax: ", token);
    if (text.find_first_of(".eEpP") == std::string::npos)
        return wrong("integer overflow: ", token);
    if (std::fabs(*number.real) < 9.2e18 && std::trunc(*number.real) == *number.real)
        number.integer = static_cast<std::int64_t>(*number.real);
    return number;
}

} // namespace surgedeck::rules::templates
