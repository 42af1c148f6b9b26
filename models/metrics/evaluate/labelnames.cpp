// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/labelnames.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

bool isNameByte(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The length of the sequence at the start of `text`; 0: malformed (overlong, a surrogate, beyond U+10FFFF, cut off).
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || length > text.size())
        return 0;
    const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), isContinuation))
        return 0;
    const bool isBad = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
                       (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f);
    return isBad ? 0 : length;
}

} // namespace

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool isLabelName(std::string_view name, Compat compat)
{
    if (name.empty())
        return false;
    if (compat == Compat::V3)
        return isUtf8(name);
    return !(name.front() >= '0' && name.front() <= '9') && std::all_of(name.begin(), name.end(), isNameByte);
}

} // namespace surgedeck::metrics
