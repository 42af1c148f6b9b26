// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

constexpr std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Sums that a hostile file may make overflow: they wrap, and what reads them checks the order afterwards.
constexpr std::int64_t wrappingAdd(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

constexpr std::int64_t wrappingSubtract(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

/// Numbers in as few bytes as they need: seven bits a byte, lowest first (LEB128). Returns where the next byte goes;
/// there must be room for ten.
inline unsigned char *putVarint(unsigned char *to, std::uint64_t value)
{
    while (value >= 0x80) {
        *to++ = static_cast<unsigned char>(value) | 0x80;
        value >>= 7;
    }
    *to++ = static_cast<unsigned char>(value);
    return to;
}

/// Appends to a string.
class ByteWriter
{
public:
    void byte(unsigned value) { m_bytes += static_cast<char>(value); }
    void varint(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            byte(static_cast<unsigned>(value & 0x7f) | 0x80);
        byte(static_cast<unsigned>(value));
    }
    void signedVarint(std::int64_t value) { varint(zigzag(value)); }
    void fixed(std::uint64_t value, int size)
    {
        for (int i = 0; i < size; ++i)
            byte(static_cast<unsigned>(value >> (8 * i)) & 0xff);
    }
    void bytes(std::string_view text) { m_bytes += text; }
    void text(std::string_view value)
    {
        varint(value.size());
        bytes(value);
    }
    std::size_t size() const { return m_bytes.size(); }
    const std::string &data() const { return m_bytes; }
    std::string take() { return std::move(m_bytes); }
    void clear() { m_bytes.clear(); }

private:
    std::string m_bytes;
};

/// Reads bytes that may be hostile: past the end it gives zeros and remembers that it failed.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes)
        : m_at(reinterpret_cast<const unsigned char *>(bytes.data()))
        , m_end(m_at + bytes.size())
    {
    }

    bool failed() const { return m_failed; }
    std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }
    bool atEnd() const { return m_at == m_end; }

    unsigned byte() { return m_at < m_end ? *m_at++ : fail(); }
    std::uint64_t varint()
    {
        if (m_at < m_end && *m_at < 0x80)
            return *m_at++;
        return longVarint();
    }
    std::int64_t signedVarint() { return unzigzag(varint()); }
    std::uint64_t fixed(int size)
    {
        if (left() < static_cast<std::size_t>(size))
            return fail();
        std::uint64_t value = 0;
        for (int i = 0; i < size; ++i)
            value |= static_cast<std::uint64_t>(*m_at++) << (8 * i);
        return value;
    }
    std::string_view bytes(std::uint64_t size)
    {
        if (left() < size) {
            fail();
            return {};
        }
        const std::string_view result(reinterpret_cast<const char *>(m_at), size);
        m_at += size;
        return result;
    }
    std::string_view text() { return bytes(varint()); }
    unsigned fail()
    {
        m_failed = true;
        m_at = m_end;
        return 0;
    }

private:
    std::uint64_t longVarint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (m_at == m_end)
                break;
            const unsigned char next = *m_at++;
            if (shift == 63 && next > 1)
                break;
            value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        return fail();
    }

    const unsigned char *m_at;
    const unsigned char *m_end;
    bool m_failed = false;
};

} // namespace surgedeck::metrics
