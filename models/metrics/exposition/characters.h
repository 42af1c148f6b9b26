// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace surgedeck::metrics {

/// What a byte may be in a page.
enum CharacterClass : unsigned char
{
    LabelBegin = 1,
    LabelPart = 2,
    MetricBegin = 4,
    MetricPart = 8
};

inline constexpr auto characterClasses = [] {
    std::array<unsigned char, 256> classes{};
    const auto add = [&](char first, char last, unsigned kinds) {
        for (int c = first; c <= last; ++c)
            classes[static_cast<std::size_t>(c)] |= static_cast<unsigned char>(kinds);
    };
    for (const char letter : {'a', 'A'})
        add(letter, static_cast<char>(letter + 25), LabelBegin | LabelPart | MetricBegin | MetricPart);
    add('_', '_', LabelBegin | LabelPart | MetricBegin | MetricPart);
    add(':', ':', MetricBegin | MetricPart);
    add('0', '9', LabelPart | MetricPart);
    return classes;
}();

inline bool isClass(char c, unsigned kinds)
{
    return (characterClasses[static_cast<unsigned char>(c)] & kinds) != 0;
}

/// The first byte in [at, end) that is a quote, a backslash, a line break or no ASCII; `end` when there is none.
inline const char *plainEnd(const char *at, const char *end)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highs = 0x8080808080808080;
    const auto holds = [](std::uint64_t word, char c) { // exact up to and including the first hit
        const std::uint64_t zeroed = word ^ ones * static_cast<unsigned char>(c);
        return (zeroed - ones) & ~zeroed;
    };
    for (; end - at >= 8; at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        const std::uint64_t hits = (word | holds(word, '"') | holds(word, '\\') | holds(word, '\n')) & highs;
        if (hits != 0)
            return at + (__builtin_ctzll(hits) >> 3);
    }
    while (at < end && *at != '"' && *at != '\\' && *at != '\n' && static_cast<unsigned char>(*at) < 0x80)
        ++at;
    return at;
}

/// The length of the UTF-8 sequence at the beginning of the text: 0 when it is none (overlong forms, surrogates and
/// numbers beyond U+10FFFF are none).
std::size_t utf8Length(std::string_view text);
/// Where the text stops being UTF-8; its size when it does not.
std::size_t utf8End(std::string_view text);

} // namespace surgedeck::metrics
