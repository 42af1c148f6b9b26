// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/regextext.h"

#include "models/metrics/regexproblem.h"
#include "models/metrics/regextemplate.h"

#include <re2/re2.h>

#include <memory>
#include <vector>

namespace surgedeck::metrics {

namespace {

constexpr std::int64_t mostMemory = 8 << 20;
constexpr int mostGroups = 200;

Outcome<std::shared_ptr<const RE2>> compiled(const std::string &pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(mostMemory);
    auto expression = std::make_shared<const RE2>(pattern, options);
    if (expression->ok() && expression->NumberOfCapturingGroups() <= mostGroups)
        return expression;
    return EngineError{ErrorType::BadData, regexProblem(*expression), -1};
}

std::vector<std::string_view> textsOf(const std::vector<re2::StringPiece> &groups)
{
    std::vector<std::string_view> texts;
    for (const re2::StringPiece &group : groups)
        texts.emplace_back(group.data(), group.size());
    return texts;
}

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
            appendExpanded(out, replacement, **expression, textsOf(groups));
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
