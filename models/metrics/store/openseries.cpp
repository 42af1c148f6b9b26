// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/openseries.h"

#include "models/metrics/store/bytes.h"
#include "models/metrics/store/samplecolumns.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace surgedeck::metrics {

namespace {

// The first sample is a varint of its time and eight bytes. Each further one begins with one byte,
// [new distance in time: 1][kind: 2][payload: 5]. A new distance follows as a varint of its difference to the last one,
// then what the kind needs.
enum Kind : unsigned
{
    Same = 0,  // payload: how many more samples are the same, at the same distance
    Small = 1, // whole numbers; payload: zigzag of the difference
    Large = 2, // whole numbers; payload: lowest five bits of the zigzag of the difference, a varint: the rest
    Xor = 3    // payload: [zero bytes at the end: 2][bytes - 1: 3] of old xor new
};
constexpr unsigned newDistance = 0x80;
constexpr unsigned longestRun = 31;
constexpr std::size_t longestSample = 1 + 10 + 10;

bool isWhole(std::uint64_t bits, std::int64_t &whole)
{
    constexpr double largest = 9007199254740992.0; // 2^53: beyond it doubles skip whole numbers
    const double value = std::bit_cast<double>(bits);
    if (!(std::fabs(value) <= largest))
        return false;
    whole = static_cast<std::int64_t>(value);
    return std::bit_cast<std::uint64_t>(static_cast<double>(whole)) == bits;
}

// Fills the payload of `tag` and appends what follows it.
unsigned char *putValue(unsigned char *to, unsigned char &tag, std::uint64_t last, std::uint64_t bits)
{
    std::int64_t before = 0;
    std::int64_t now = 0;
    if (isWhole(last, before) && isWhole(bits, now)) {
        const std::uint64_t difference = zigzag(now - before);
        if (difference < 32) {
            tag |= static_cast<unsigned char>(Small << 5 | difference);
            return to;
        }
        tag |= static_cast<unsigned char>(Large << 5 | (difference & 31));
        return putVarint(to, difference >> 5);
    }
    const std::uint64_t changed = last ^ bits;
    const int endZeros = std::min(3, std::countr_zero(changed) / 8);
    const int size = 8 - endZeros - std::countl_zero(changed) / 8;
    tag |=
        static_cast<unsigned char>(Xor << 5 | static_cast<unsigned>(endZeros) << 3 | static_cast<unsigned>(size - 1));
    for (int i = 0; i < size; ++i)
        *to++ = static_cast<unsigned char>(changed >> (8 * (endZeros + i)));
    return to;
}

// Walks over the bytes of one series.
class Cursor
{
public:
    Cursor(const unsigned char *data, std::size_t size)
        : m_reader({reinterpret_cast<const char *>(data), size})
        , m_timeMs(m_reader.signedVarint())
        , m_bits(m_reader.fixed(8))
    {
    }

    Sample sample() const { return {m_timeMs, std::bit_cast<double>(m_bits)}; }

    void next()
    {
        if (m_repeat > 0) {
            --m_repeat;
        } else {
            const unsigned tag = m_reader.byte();
            if (tag & newDistance)
                m_distanceMs = wrappingAdd(m_distanceMs, m_reader.signedVarint());
            applyValue(tag >> 5 & 3, tag & 31);
        }
        m_timeMs = wrappingAdd(m_timeMs, m_distanceMs);
    }

private:
    void applyValue(unsigned kind, unsigned payload)
    {
        switch (kind) {
        case Same:
            m_repeat = payload;
            return;
        case Small:
            addWhole(unzigzag(payload));
            return;
        case Large:
            addWhole(unzigzag(m_reader.varint() << 5 | payload));
            return;
        default:
            m_bits ^= m_reader.fixed(static_cast<int>(payload & 7) + 1) << (8 * (payload >> 3));
        }
    }

    void addWhole(std::int64_t difference)
    {
        const double now = static_cast<double>(static_cast<std::int64_t>(std::bit_cast<double>(m_bits)) + difference);
        m_bits = std::bit_cast<std::uint64_t>(now);
    }

    ByteReader m_reader;
    std::int64_t m_timeMs;
    std::int64_t m_distanceMs = 0;
    std::uint64_t m_bits;
    unsigned m_repeat = 0;
};

} // namespace

void OpenSeries::append(Sample sample)
{
    const auto bits = std::bit_cast<std::uint64_t>(sample.value);
    const std::int64_t distance = wrappingSubtract(sample.timeMs, m_lastTimeMs);
    if (m_count > 0 && bits == m_lastBits && distance == m_lastDistanceMs && m_runs > 0) {
        ++m_data[m_used - 1];
        --m_runs;
    } else {
        unsigned char buffer[longestSample];
        unsigned char *end = buffer;
        m_runs = 0;
        if (m_count == 0) {
            end = putVarint(end, zigzag(sample.timeMs));
            std::memcpy(end, &bits, 8);
            end += 8;
            m_lastDistanceMs = 0;
        } else {
            unsigned char &tag = *end++ = 0;
            if (distance != m_lastDistanceMs) {
                tag = newDistance;
                end = putVarint(end, zigzag(wrappingSubtract(distance, m_lastDistanceMs)));
            }
            if (bits != m_lastBits)
                end = putValue(end, tag, m_lastBits, bits);
            else if (tag == 0)
                m_runs = longestRun;
            m_lastDistanceMs = distance;
        }
        store(buffer, static_cast<std::size_t>(end - buffer));
    }
    m_lastTimeMs = sample.timeMs;
    m_lastBits = bits;
    if (++m_appended == 0)
        m_appended = 1; // 0 means none
    ++m_count;
}

void OpenSeries::store(const unsigned char *bytes, std::size_t size)
{
    if (m_used + size > m_capacity) {
        const std::size_t capacity = std::max<std::size_t>({m_used + size, m_capacity * std::size_t{3} / 2, 24});
        auto data = std::make_unique_for_overwrite<unsigned char[]>(capacity);
        if (m_used > 0)
            std::memcpy(data.get(), m_data.get(), m_used);
        m_data = std::move(data);
        m_capacity = static_cast<std::uint16_t>(capacity);
    }
    std::memcpy(m_data.get() + m_used, bytes, size);
    m_used = static_cast<std::uint16_t>(m_used + size);
}

void OpenSeries::read(std::int64_t fromMs, std::int64_t toMs, SampleColumns &out) const
{
    if (m_count == 0 || fromMs > m_lastTimeMs)
        return;
    if (fromMs == m_lastTimeMs) { // the newest alone: what a watched expression asks for each time
        if (toMs >= m_lastTimeMs)
            out.append({m_lastTimeMs, std::bit_cast<double>(m_lastBits)});
        return;
    }
    Cursor cursor(m_data.get(), m_used);
    for (int i = 0; i < m_count; ++i) {
        if (i > 0)
            cursor.next();
        const Sample sample = cursor.sample();
        if (sample.timeMs > toMs)
            return;
        if (sample.timeMs >= fromMs)
            out.append(sample);
    }
}

std::optional<std::int64_t> OpenSeries::firstTimeMs() const
{
    if (m_count == 0)
        return std::nullopt;
    return Cursor(m_data.get(), m_used).sample().timeMs;
}

void OpenSeries::clear()
{
    m_data.reset();
    m_used = m_capacity = 0;
    m_count = m_runs = 0;
}

void OpenSeries::reset()
{
    clear();
    m_appended = 0;
}

} // namespace surgedeck::metrics
