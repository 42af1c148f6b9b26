// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/columnloops.h"

#include "models/metrics/evaluate/steps.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

// Without fused multiplication (-ffp-contract=off) wide registers round as narrow ones do.
#if defined(__x86_64__) && defined(__GNUC__)
#define SURGEDECK_WIDE __attribute__((target("avx2")))
#define SURGEDECK_HAS_WIDE static_cast<bool>(__builtin_cpu_supports("avx2"))
#else
#define SURGEDECK_WIDE
#define SURGEDECK_HAS_WIDE false
#endif
#define SURGEDECK_INLINE inline __attribute__((always_inline))

namespace surgedeck::metrics {

namespace {

// Four values side by side, written with the compiler's vector types: what it makes of plain loops with conditions are
// branches.
constexpr std::size_t lanes = 4;
using Doubles = double __attribute__((vector_size(lanes * sizeof(double))));
using Words = std::int64_t __attribute__((vector_size(lanes * sizeof(std::int64_t))));

// Vectors are not passed by value: how depends on the processor a file is compiled for.
SURGEDECK_INLINE void load(auto &vector, const auto *from)
{
    std::memcpy(&vector, from, sizeof vector);
}

SURGEDECK_INLINE void store(auto *to, const auto &vector)
{
    std::memcpy(to, &vector, sizeof vector);
}

SURGEDECK_INLINE bool anySet(const Words &words)
{
    return (words[0] | words[1] | words[2] | words[3]) != 0;
}

constexpr std::int64_t marker = std::bit_cast<std::int64_t>(absentBits);

SURGEDECK_INLINE bool containsAbsentLoop(const double *values, std::size_t size)
{
    Words found = {};
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        Words bits;
        load(bits, values + i);
        found |= bits == marker;
    }
    bool any = anySet(found);
    for (; i < size; ++i)
        any |= isAbsent(values[i]);
    return any;
}

SURGEDECK_INLINE bool containsFallLoop(const double *values, std::size_t size)
{
    Words found = {};
    std::size_t i = 1;
    for (; i + lanes <= size; i += lanes) {
        Doubles now;
        Doubles before;
        load(now, values + i);
        load(before, values + i - 1);
        found |= now < before;
    }
    bool any = anySet(found);
    for (; i < size; ++i)
        any |= values[i] < values[i - 1];
    return any;
}

// What rounding took from an addition is found by Knuth's two-sum, which needs no comparison of sizes and gives the
// same number as Neumaier's. A total that overflows has no compensation.
SURGEDECK_INLINE void addAt(const CompensatedColumns &to, const double *values, std::size_t i)
{
    constexpr double most = std::numeric_limits<double>::max();
    Doubles value;
    Words bits;
    Doubles sum;
    Doubles before;
    Words seen;
    load(value, values + i);
    load(bits, values + i);
    load(sum, &to.sums[i]);
    load(before, &to.compensations[i]);
    load(seen, &to.absent[i]);
    const Doubles total = sum + value;
    const Doubles part = total - sum;
    const Doubles lost = (sum - (total - part)) + (value - part);
    const Doubles none = {};
    const Doubles compensation = ((total > most) | (total < -most)) ? none : before + lost;
    const Words isMissing = bits == marker;
    const Doubles newSum = isMissing ? sum : total;
    const Doubles newCompensation = isMissing ? before : compensation;
    const Words newSeen = seen & isMissing;
    store(&to.sums[i], newSum);
    store(&to.compensations[i], newCompensation);
    store(&to.absent[i], newSeen);
}

SURGEDECK_INLINE void addCompensatedLoop(const CompensatedColumns &to, const double *values, std::size_t size)
{
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes)
        addAt(to, values, i);
    // The rest as one vector whose further lanes have no value.
    if (i == size)
        return;
    double rest[lanes];
    double sums[lanes] = {};
    double compensations[lanes] = {};
    std::uint64_t absent[lanes] = {};
    const std::size_t left = size - i;
    std::fill(rest, rest + lanes, absentValue());
    std::copy(values + i, values + size, rest);
    std::copy(&to.sums[i], &to.sums[i] + left, sums);
    std::copy(&to.compensations[i], &to.compensations[i] + left, compensations);
    std::copy(&to.absent[i], &to.absent[i] + left, absent);
    addAt({sums, compensations, absent}, rest, 0);
    std::copy(sums, sums + left, &to.sums[i]);
    std::copy(compensations, compensations + left, &to.compensations[i]);
    std::copy(absent, absent + left, &to.absent[i]);
}

SURGEDECK_WIDE bool containsAbsentWide(const double *values, std::size_t size)
{
    return containsAbsentLoop(values, size);
}

SURGEDECK_WIDE bool containsFallWide(const double *values, std::size_t size)
{
    return containsFallLoop(values, size);
}

SURGEDECK_WIDE void addCompensatedWide(const CompensatedColumns &to, const double *values, std::size_t size)
{
    addCompensatedLoop(to, values, size);
}

const bool hasWide = SURGEDECK_HAS_WIDE;

} // namespace

bool containsAbsent(std::span<const double> values)
{
    return hasWide ? containsAbsentWide(values.data(), values.size())
                   : containsAbsentLoop(values.data(), values.size());
}

bool containsFall(std::span<const double> values)
{
    return hasWide ? containsFallWide(values.data(), values.size()) : containsFallLoop(values.data(), values.size());
}

void addCompensated(const CompensatedColumns &to, std::span<const double> values)
{
    if (hasWide)
        addCompensatedWide(to, values.data(), values.size());
    else
        addCompensatedLoop(to, values.data(), values.size());
}

} // namespace surgedeck::metrics
