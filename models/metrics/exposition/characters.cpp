// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"

namespace surgedeck::metrics {

// Table 3-7 of the Unicode standard: what the second byte may be depends on the first.
std::size_t utf8Length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const unsigned first = byte(0);
    if (text.empty() || (first >= 0x80 && first < 0xc2) || first > 0xf4)
        return 0;
    if (first < 0x80)
        return 1;
    const unsigned lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (byte(1) < lowest || byte(1) > highest)
        return 0;
    if (first < 0xe0)
        return 2;
    if (!continues(2))
        return 0;
    if (first < 0xf0)
        return 3;
    return continues(3) ? 4 : 0;
}

std::size_t utf8End(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = utf8Length(text.substr(at));
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

} // namespace surgedeck::metrics
