// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/columncodec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace surgedeck::metrics {

namespace {

// Values are decimals more often than not: 12.34 is 1234 and two places. Where every value of a column is one, its
// differences (or differences of differences) are small whole numbers. The rest is old xor new. A column begins with
// [places: 4][shape: 4] and [width: 8].
enum Shape : unsigned
{
    Constant = 0,          // eight bytes
    Differences = 1,       // exceptions, the first whole number, planes
    SecondDifferences = 2, // the same
    Xors = 3               // eight bytes, planes
};
constexpr unsigned mostPlaces = 12;
constexpr std::array<double, mostPlaces + 1> powers = {1e0, 1e1, 1e2, 1e3,  1e4,  1e5, 1e6,
                                                       1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

std::uint64_t bitsOf(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

// Dividing a whole number below 2^53 by a power of ten up to 1e22 rounds once, as reading the decimal does: whatever
// was written with few digits comes back exactly.
bool asDecimal(double value, unsigned places, std::int64_t &whole)
{
    const double scaled = std::nearbyint(value * powers[places]);
    if (!(std::fabs(scaled) <= 9007199254740992.0))
        return false;
    whole = static_cast<std::int64_t>(scaled);
    return bitsOf(static_cast<double>(whole) / powers[places]) == bitsOf(value);
}

struct Decimals
{
    unsigned places = 0;
    std::vector<std::int64_t> wholes;
    std::vector<std::size_t> exceptions; // kept as they are: NaN, infinities, -0
};

bool isException(double value)
{
    return !std::isfinite(value) || bitsOf(value) == bitsOf(-0.0);
}

// The fewest places with which every value is a decimal; false when there are none.
bool findPlaces(std::span<const double> values, unsigned &places)
{
    std::int64_t whole = 0;
    std::size_t exceptions = 0;
    for (const double value : values) {
        if (isException(value)) {
            ++exceptions;
            continue;
        }
        while (!asDecimal(value, places, whole)) {
            if (++places > mostPlaces)
                return false;
        }
    }
    return exceptions <= values.size() / 4;
}

bool scale(std::span<const double> values, Decimals &out)
{
    if (!findPlaces(values, out.places))
        return false;
    out.wholes.resize(values.size());
    std::int64_t last = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (isException(values[i]))
            out.exceptions.push_back(i);
        else if (!asDecimal(values[i], out.places, last))
            return false; // was a decimal with fewer places, is too large with these
        out.wholes[i] = last;
    }
    return true;
}

// Whole numbers that are to be stored side by side.
struct Steps
{
    std::vector<std::uint64_t> numbers;
    std::uint64_t all = 0;  // bits that any of them has
    std::uint64_t size = 0; // the bits that they need together
    void add(std::uint64_t number)
    {
        numbers.push_back(number);
        all |= number;
        size += static_cast<std::uint64_t>(64 - std::countl_zero(number));
    }
    unsigned width() const { return static_cast<unsigned>(71 - std::countl_zero(all)) / 8; }
};

// The lowest bytes of all numbers first, then the next ones: zeros stand together, and reading has no branches.
void putPlanes(const Steps &steps, ByteWriter &out)
{
    for (unsigned plane = 0; plane < steps.width(); ++plane) {
        for (const std::uint64_t number : steps.numbers)
            out.byte(static_cast<unsigned>(number >> (8 * plane)) & 0xff);
    }
}

bool getPlanes(ByteReader &in, unsigned width, std::span<std::uint64_t> out)
{
    for (unsigned plane = 0; plane < width; ++plane) {
        const std::string_view bytes = in.bytes(out.size());
        if (in.failed())
            return false;
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * plane);
    }
    return true;
}

void putHead(Shape shape, unsigned places, unsigned width, ByteWriter &out)
{
    out.byte(shape | places << 4);
    out.byte(width);
}

void putDecimals(std::span<const double> values, const Decimals &decimals, ByteWriter &out)
{
    Steps first;
    Steps second;
    std::int64_t lastStep = 0;
    for (std::size_t i = 1; i < decimals.wholes.size(); ++i) {
        const std::int64_t step = decimals.wholes[i] - decimals.wholes[i - 1];
        first.add(zigzag(step));
        second.add(zigzag(step - lastStep));
        lastStep = step;
    }
    const bool useSecond = second.size < first.size;
    const Steps &steps = useSecond ? second : first;
    putHead(useSecond ? SecondDifferences : Differences, decimals.places, steps.width(), out);
    out.varint(decimals.exceptions.size());
    for (const std::size_t index : decimals.exceptions) {
        out.varint(index);
        out.fixed(bitsOf(values[index]), 8);
    }
    out.signedVarint(decimals.wholes[0]);
    putPlanes(steps, out);
}

void putXors(std::span<const double> values, ByteWriter &out)
{
    Steps steps;
    for (std::size_t i = 1; i < values.size(); ++i)
        steps.add(bitsOf(values[i]) ^ bitsOf(values[i - 1]));
    putHead(Xors, 0, steps.width(), out);
    out.fixed(bitsOf(values[0]), 8);
    putPlanes(steps, out);
}

bool getDecimals(ByteReader &in, unsigned head, unsigned width, std::span<double> out)
{
    const unsigned places = head >> 4;
    const std::uint64_t exceptions = in.varint();
    if (places > mostPlaces || exceptions > out.size())
        return false;
    std::vector<std::pair<std::uint64_t, double>> kept;
    for (std::uint64_t i = 0; i < exceptions; ++i) {
        const std::uint64_t index = in.varint();
        kept.emplace_back(index, std::bit_cast<double>(in.fixed(8)));
        if (in.failed() || index >= out.size())
            return false;
    }
    std::int64_t whole = in.signedVarint();
    std::vector<std::uint64_t> steps(out.size() - 1);
    if (!getPlanes(in, width, steps))
        return false;
    const bool second = (head & 15) == SecondDifferences;
    std::int64_t step = 0;
    out[0] = static_cast<double>(whole);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        step = second ? wrappingAdd(step, unzigzag(steps[i])) : unzigzag(steps[i]);
        whole = wrappingAdd(whole, step);
        out[i + 1] = static_cast<double>(whole);
    }
    if (places > 0) { // most counters are whole, and a division costs more than all of the above
        for (double &value : out)
            value /= powers[places];
    }
    for (const auto &[index, value] : kept)
        out[index] = value;
    return true;
}

bool getXors(ByteReader &in, unsigned width, std::span<double> out)
{
    std::uint64_t bits = in.fixed(8);
    std::vector<std::uint64_t> steps(out.size() - 1);
    if (!getPlanes(in, width, steps))
        return false;
    out[0] = std::bit_cast<double>(bits);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        bits ^= steps[i];
        out[i + 1] = std::bit_cast<double>(bits);
    }
    return true;
}

} // namespace

void encodeValues(std::span<const double> values, ByteWriter &out)
{
    const auto sameAsFirst = [&](double value) { return bitsOf(value) == bitsOf(values[0]); };
    Decimals decimals;
    if (std::all_of(values.begin(), values.end(), sameAsFirst)) {
        putHead(Constant, 0, 0, out);
        out.fixed(bitsOf(values[0]), 8);
    } else if (scale(values, decimals)) {
        putDecimals(values, decimals, out);
    } else {
        putXors(values, out);
    }
}

bool decodeValues(std::string_view bytes, std::size_t count, std::vector<double> &out)
{
    ByteReader in(bytes);
    const unsigned head = in.byte();
    const unsigned width = in.byte();
    if (count == 0 || in.failed() || width > 8)
        return false;
    const std::size_t begin = out.size();
    out.resize(begin + count);
    const std::span<double> values(out.data() + begin, count);
    switch (head & 15) {
    case Constant:
        std::fill(values.begin(), values.end(), std::bit_cast<double>(in.fixed(8)));
        break;
    case Differences:
    case SecondDifferences:
        if (!getDecimals(in, head, width, values))
            return false;
        break;
    case Xors:
        if (!getXors(in, width, values))
            return false;
        break;
    default:
        return false;
    }
    return !in.failed() && in.atEnd();
}

// The first time, then differences of differences; a zero is followed by how many more there are.
void encodeTimes(std::span<const std::int64_t> timesMs, ByteWriter &out)
{
    out.signedVarint(timesMs[0]);
    std::int64_t lastStep = 0;
    for (std::size_t i = 1; i < timesMs.size();) {
        const std::int64_t step = wrappingSubtract(timesMs[i], timesMs[i - 1]);
        out.signedVarint(wrappingSubtract(step, lastStep));
        ++i;
        if (step == lastStep) {
            std::size_t more = 0;
            for (; i < timesMs.size() && wrappingSubtract(timesMs[i], timesMs[i - 1]) == step; ++i)
                ++more;
            out.varint(more);
        }
        lastStep = step;
    }
}

bool decodeTimes(std::string_view bytes, std::size_t count, std::vector<std::int64_t> &out)
{
    ByteReader in(bytes);
    if (count == 0)
        return false;
    const std::size_t end = out.size() + count;
    std::int64_t time = in.signedVarint();
    std::int64_t step = 0;
    out.push_back(time);
    while (out.size() < end && !in.failed()) {
        const std::int64_t change = in.signedVarint();
        const std::uint64_t more = change == 0 ? in.varint() : 0;
        if (more >= end - out.size())
            return false;
        step = wrappingAdd(step, change);
        for (std::uint64_t i = 0; i <= more; ++i) {
            const std::int64_t next = wrappingAdd(time, step);
            if (next <= time)
                return false;
            out.push_back(time = next);
        }
    }
    return !in.failed() && in.atEnd();
}

} // namespace surgedeck::metrics
