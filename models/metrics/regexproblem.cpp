// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/regexproblem.h"

#include <re2/re2.h>

namespace surgedeck::metrics {

namespace {

using re2::RE2;

const char *goWords(RE2::ErrorCode code)
{
    switch (code) {
    case RE2::ErrorBadEscape:
        return "invalid escape sequence";
    case RE2::ErrorBadCharClass:
        return "invalid character class";
    case RE2::ErrorBadCharRange:
        return "invalid character class range";
    case RE2::ErrorMissingBracket:
        return "missing closing ]";
    case RE2::ErrorMissingParen:
        return "missing closing )";
    case RE2::ErrorUnexpectedParen:
        return "unexpected )";
    case RE2::ErrorTrailingBackslash:
        return "trailing backslash at end of expression";
    case RE2::ErrorRepeatArgument:
        return "missing argument to repetition operator";
    case RE2::ErrorRepeatSize:
        return "invalid repeat count";
    case RE2::ErrorRepeatOp:
        return "invalid nested repetition operator";
    case RE2::ErrorBadPerlOp:
        return "invalid or unsupported Perl syntax";
    case RE2::ErrorBadUTF8:
        return "invalid UTF-8";
    case RE2::ErrorBadNamedCapture:
        return "invalid named capture";
    default:
        return "expression too large";
    }
}

} // namespace

std::string regexProblem(const RE2 &expression)
{
    std::string message = std::string("error parsing regexp: ") + goWords(expression.error_code());
    if (expression.error_code() != RE2::ErrorTrailingBackslash)
        message += ": `" + expression.error_arg() + "`";
    return message;
}

} // namespace surgedeck::metrics
