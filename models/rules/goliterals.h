// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace surgedeck::rules {

// Literals as Go's strconv reads them: the file formats of Prometheus lean on these rules. nullopt: Go reports an
// error.

/// "text", `raw` or 'c' with its quotes.
std::optional<std::string> unquoteGo(std::string_view literal);

/// Base by prefix: 0x, 0o, 0 (octal), 0b; underscores between digits.
std::optional<std::int64_t> parseGoInt(std::string_view text);
std::optional<std::uint64_t> parseGoUint(std::string_view text);

/// Decimal or hexadecimal, "Inf", "infinity", "NaN" in any case, with a sign. Out of range is an error here too.
std::optional<double> parseGoFloat(std::string_view text);

/// A character of a text that has been split: its code point and the bytes it takes (U+FFFD and 1 for what is no
/// UTF-8).
struct Rune
{
    char32_t character = 0;
    std::size_t bytes = 1;
};
Rune firstRune(std::string_view text);
void appendRune(std::string &text, char32_t character);

} // namespace surgedeck::rules
