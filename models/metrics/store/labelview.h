// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace surgedeck::metrics {

/// A label whose text belongs to somebody else: what parsers hand over without a copy.
struct LabelView
{
    std::string_view name;
    std::string_view value;
    bool operator==(const LabelView &) const = default;
};

/// For tables in memory only: spreads well, the same within a process, not meant against people who look for collisions
/// (whoever uses it compares the bytes as well, and bounds the number of entries).
inline std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    constexpr std::uint64_t factor = 0x9fb21c651e98df25;
    const auto mix = [](std::uint64_t value) {
        value *= factor;
        return value ^ (value >> 29);
    };
    std::uint64_t hash = mix(seed ^ text.size());
    const char *at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        hash = mix(hash ^ word);
    }
    std::uint64_t word = 0;
    if (left > 0)
        std::memcpy(&word, at, left);
    return mix(mix(hash ^ word));
}

} // namespace surgedeck::metrics
