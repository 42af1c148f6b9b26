// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/regextext.h"

#include <re2/re2.h>

#include <map>
#include <memory>
#include <vector>

namespace surgedeck::metrics {

namespace {

constexpr std::int64_t mostMemory = 8 << 20;
constexpr int mostGroups = 200;

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

Outcome<std::shared_ptr<const RE2>> compiled(const std::string &pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(mostMemory);
    auto expression = std::make_shared<const RE2>(pattern, options);
    if (expression->ok() && expression->NumberOfCapturingGroups() <= mostGroups)
        return expression;
    std::string message = std::string("error parsing regexp: ") + goWords(expression->error_code());
    if (expression->error_code() != RE2::ErrorTrailingBackslash)
        message += ": `" + expression->error_arg() + "`";
    return EngineError{ErrorType::BadData, message, -1};
}

bool isWord(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes "$name" or "${name}" off the front; empty when no name stands there.
std::string_view takeName(std::string_view &rest)
{
    const bool braces = rest.size() > 1 && rest[1] == '{';
    const std::size_t begin = braces ? 2 : 1;
    std::size_t end = begin;
    while (end < rest.size() && isWord(rest[end]))
        ++end;
    const bool closed = !braces || (end < rest.size() && rest[end] == '}');
    if (end == begin || !closed)
        return {};
    const std::string_view name = rest.substr(begin, end - begin);
    rest.remove_prefix(end + (braces ? 1 : 0));
    return name;
}

class Replacement
{
public:
    Replacement(const RE2 &expression, std::string_view text)
        : m_names(expression.NamedCapturingGroups())
        , m_template(text)
    {
    }

    void append(std::string &out, const std::vector<re2::StringPiece> &groups) const
    {
        std::string_view rest = m_template;
        while (!rest.empty()) {
            const std::size_t dollar = rest.find('$');
            out += rest.substr(0, dollar);
            if (dollar == std::string_view::npos)
                return;
            rest.remove_prefix(dollar);
            if (rest.size() > 1 && rest[1] == '$') {
                out += '$';
                rest.remove_prefix(2);
            } else if (const std::string_view name = takeName(rest); !name.empty()) {
                appendGroup(out, name, groups);
            } else {
                out += '$';
                rest.remove_prefix(1);
            }
        }
    }

private:
    void appendGroup(std::string &out, std::string_view name, const std::vector<re2::StringPiece> &groups) const
    {
        std::size_t index = groups.size();
        if (name.find_first_not_of("0123456789") == std::string_view::npos) {
            if (name.size() <= 4)
                index = std::stoul(std::string(name));
        } else if (const auto named = m_names.find(std::string(name)); named != m_names.end()) {
            index = static_cast<std::size_t>(named->second);
        }
        if (index < groups.size() && groups[index].data() != nullptr)
            out.append(groups[index].data(), groups[index].size());
    }

    const std::map<std::string, int> &m_names;
    std::string_view m_template;
};

std::size_t characterLength(std::string_view text)
{
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

} // namespace

Outcome<bool> regexOccurs(const std::string &pattern, std::string_view text)
{
    const auto expression = compiled(pattern);
    if (!expression)
        return expression.error();
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), **expression);
}

Outcome<std::string> regexReplaced(const std::string &pattern, std::string_view replacement, std::string_view text)
{
    const auto expression = compiled(pattern);
    if (!expression)
        return expression.error();
    const Replacement with(**expression, replacement);
    const re2::StringPiece whole(text.data(), text.size());
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>((*expression)->NumberOfCapturingGroups()) + 1);
    std::string out;
    std::size_t copied = 0; // everything before is in `out`
    std::size_t from = 0;
    while (from <= text.size() &&
           (*expression)
               ->Match(whole, from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = begin + groups[0].size();
        out += text.substr(copied, begin - copied);
        // An empty match right behind another one is none.
        if (end > copied || begin == 0)
            with.append(out, groups);
        copied = end;
        if (end > from) {
            from = end;
        } else if (from < text.size()) {
            from += characterLength(text.substr(from));
        } else {
            break;
        }
    }
    return out + std::string(text.substr(copied));
}

} // namespace surgedeck::metrics
