// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/regextemplate.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

namespace surgedeck::metrics {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Go asks unicode.IsLetter; of what is not ASCII everything counts as a letter here.
bool isNameByte(char c)
{
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

struct Reference
{
    std::string name;
    std::size_t length = 0; // of the whole, with `$` and braces
};

// What stands behind a `$` at the start of `text`; nullopt: the `$` means itself.
std::optional<Reference> referenceAt(std::string_view text)
{
    const bool braced = text.size() > 1 && text[1] == '{';
    const std::size_t begin = braced ? 2 : 1;
    std::size_t end = begin;
    while (end < text.size() && isNameByte(text[end]))
        ++end;
    if (end == begin || (braced && (end == text.size() || text[end] != '}')))
        return std::nullopt;
    return Reference{std::string(text.substr(begin, end - begin)), end + (braced ? 1 : 0)};
}

int groupNumber(const re2::RE2 &expression, const std::string &name)
{
    if (std::all_of(name.begin(), name.end(), isDigit)) {
        const bool isNumber = name.size() < 9 && (name.size() == 1 || name.front() != '0');
        return isNumber ? std::stoi(name) : -1;
    }
    const auto &groups = expression.NamedCapturingGroups();
    const auto at = groups.find(name);
    return at == groups.end() ? -1 : at->second;
}

} // namespace

void appendExpanded(std::string &out, std::string_view replacement, const re2::RE2 &expression,
                    std::span<const std::string_view> groups)
{
    for (std::size_t i = 0; i < replacement.size();) {
        const std::string_view rest = replacement.substr(i);
        if (rest.front() != '$') {
            out += rest.front();
            ++i;
        } else if (rest.starts_with("$$")) {
            out += '$';
            i += 2;
        } else if (const auto reference = referenceAt(rest)) {
            const int number = groupNumber(expression, reference->name);
            if (number >= 0 && static_cast<std::size_t>(number) < groups.size())
                out += groups[static_cast<std::size_t>(number)];
            i += reference->length;
        } else {
            out += '$';
            ++i;
        }
    }
}

std::optional<std::string> expandedMatch(const re2::RE2 &expression, const std::string &replacement,
                                         std::string_view text)
{
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
    const re2::StringPiece subject(text.data() ? text.data() : "", text.size());
    if (!expression.Match(subject, 0, subject.size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                          static_cast<int>(groups.size())))
        return std::nullopt;
    std::vector<std::string_view> texts;
    for (const re2::StringPiece &group : groups)
        texts.emplace_back(group.data(), group.size());
    std::string result;
    appendExpanded(result, replacement, expression, texts);
    return result;
}

} // namespace surgedeck::metrics
