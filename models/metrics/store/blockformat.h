// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace surgedeck::metrics {

// A block: magic, version (1 byte), parts. A part: kind (1 byte), size (varint), body, checksum of all that (4 bytes).
// Series: new symbols (count, texts), then up to 64 series (count; each: labels, for each the numbers of the symbols of
// its name and its value). Frames belong to the series that stand before them. The last part is End.
inline constexpr std::string_view blockMagic = "SDMETRIC";
inline constexpr unsigned blockVersion = 1;

enum class BlockPart : unsigned
{
    Series = 1,
    Frame = 2,
    End = 3
};

/// CRC-32C (Castagnoli, reflected polynomial 0x82f63b78), as of RFC 3720.
inline std::uint32_t checksumOf(std::string_view bytes)
{
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value >> 1 ^ (value & 1 ? 0x82f63b78u : 0);
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes)
        crc = crc >> 8 ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xff];
    return ~crc;
}

} // namespace surgedeck::metrics
