// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/pollschedule.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds backOffBase{1'000};
constexpr Milliseconds longestInterval{60'000};
constexpr int inverseDuty = 10; // a connection is busy for at most 10 % of the time; probes keep their own, lower bound
constexpr double jitter = 0.1;

/// An unreachable peer is tried often, because its return matters most; one that says no is left alone.
Milliseconds capFor(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Auth:
    case Error::Kind::Config:
        return Milliseconds{60'000};
    case Error::Kind::Full:
        return Milliseconds{20'000};
    default:
        return Milliseconds{10'000};
    }
}

} // namespace

PollSchedule::PollSchedule(Milliseconds interval, std::uint32_t seed)
    : m_interval(std::clamp(interval, Milliseconds{100}, Milliseconds{3'600'000}))
    , m_random(seed)
{
}

Milliseconds PollSchedule::firstDelay()
{
    return uniform(Milliseconds{0}, std::min(m_interval, Milliseconds{1'000}) / 4);
}

Milliseconds PollSchedule::afterSuccess(const Effort &effort)
{
    m_failures = 0;
    m_averageCost = m_averageCost.count() == 0 ? effort.cost : (m_averageCost * 7 + effort.cost * 3) / 10;
    const auto busy = std::chrono::duration_cast<Milliseconds>(m_averageCost * inverseDuty);
    const Milliseconds wanted = std::clamp(busy, m_interval, std::max(m_interval, longestInterval));
    const auto spread = Milliseconds(static_cast<long long>(static_cast<double>(wanted.count()) * jitter));
    return std::max(uniform(wanted - spread, wanted + spread) - std::chrono::duration_cast<Milliseconds>(effort.took),
                    Milliseconds{50});
}

Milliseconds PollSchedule::afterFailure(Error::Kind kind)
{
    const int doublings = std::min(m_failures, 6);
    m_failures += 1;
    const Milliseconds ceiling = std::min(capFor(kind), backOffBase * (1 << doublings));
    return std::max(uniform(Milliseconds{0}, ceiling), Milliseconds{250});
}

Milliseconds PollSchedule::uniform(Milliseconds low, Milliseconds high)
{
    return Milliseconds(std::uniform_int_distribution<long long>(low.count(), std::max(low, high).count())(m_random));
}

} // namespace surgedeck
