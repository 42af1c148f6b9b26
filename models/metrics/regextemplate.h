// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace surgedeck::metrics {

/// Appends the replacement with `$1`, `${1}`, `$name`, `${name}` and `$$` filled in from the groups of a match, as Go's
/// Regexp.Expand does: a name reaches as far as letters, digits and `_` do, an unknown one is empty.
void appendExpanded(std::string &out, std::string_view replacement, const re2::RE2 &expression,
                    std::span<const std::string_view> groups);

/// The replacement filled in from a match of the whole text; nullopt: no match.
std::optional<std::string> expandedMatch(const re2::RE2 &expression, const std::string &replacement,
                                         std::string_view text);

} // namespace surgedeck::metrics
