// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/digestsums.h"

#include <algorithm>

namespace surgedeck {

namespace {

/// Adding and taking off leaves a rest of the last digits: nothing here can be less than nothing, or left over.
void put(double &sum, double value, int sign)
{
    sum = std::max(0.0, sum + sign * value);
}

void put(DigestSums::Known &known, const std::optional<double> &value, int sign)
{
    if (!value)
        return;
    known.count += sign;
    put(known.sum, *value, sign);
    if (known.count == 0)
        known.sum = 0;
}

/// The newest value stands until the last read that had one leaves.
void put(std::optional<double> &newest, int &count, const std::optional<double> &value, int sign)
{
    if (!value)
        return;
    count += sign;
    if (sign > 0)
        newest = value;
    else if (count == 0)
        newest.reset();
}

} // namespace

void DigestSums::count(const std::vector<DigestUse> &uses, int sign)
{
    for (const DigestUse &use : uses) {
        Sum &sum = m_sums[use.digest];
        sum.uses += sign;
        put(sum.sampledActive, use.active, sign);
        put(sum.sampledWaiting, use.waiting, sign);
        if (sign < 0)
            forgetIfGone(use.digest);
    }
}

void DigestSums::count(const DigestDelta &delta, int sign)
{
    Sum &sum = m_sums[delta.digest];
    sum.ended += sign;
    put(sum.calls, delta.calls, sign);
    put(sum.totalMs, delta.totalMs, sign);
    put(sum.p95Ms, sum.p95s, delta.p95Ms, sign);
    if (delta.usualMeanMs) {
        sum.usuals += sign;
        if (sign > 0 && !sum.usualMeanMs)
            sum.usualMeanMs = delta.usualMeanMs;
    }
    put(sum.rowsExamined, delta.rowsExamined, sign);
    put(sum.rowsSent, delta.rowsSent, sign);
    put(sum.lockMs, delta.lockMs, sign);
    if (sum.ended == 0)
        sum.totalMs = 0;
}

void DigestSums::add(const DigestDeltas &deltas)
{
    for (const DigestDelta &delta : deltas.digests)
        count(delta, 1);
}

void DigestSums::drop(const DigestDeltas &deltas)
{
    for (const DigestDelta &delta : deltas.digests) {
        count(delta, -1);
        if (Sum &sum = m_sums[delta.digest]; delta.usualMeanMs) {
            sum.usualMeanMs.reset();
            if (sum.usuals > 0)
                m_usualLeft.insert(delta.digest);
            else
                m_usualLeft.remove(delta.digest);
        }
        forgetIfGone(delta.digest);
    }
}

bool DigestSums::takeUsualFrom(const DigestDeltas &oldest)
{
    for (const DigestDelta &delta : oldest.digests) {
        if (m_usualLeft.isEmpty())
            break;
        if (delta.usualMeanMs && m_usualLeft.remove(delta.digest))
            m_sums[delta.digest].usualMeanMs = delta.usualMeanMs;
    }
    return m_usualLeft.isEmpty();
}

void DigestSums::countRecent(const DigestDeltas &deltas, int sign)
{
    for (const DigestDelta &delta : deltas.digests) {
        Sum &sum = m_sums[delta.digest];
        put(sum.recentCalls, delta.calls, sign);
        put(sum.recentMs, delta.totalMs, sign);
    }
}

void DigestSums::forgetIfGone(const QString &digest)
{
    const auto found = m_sums.constFind(digest);
    if (found != m_sums.constEnd() && found->ended == 0 && found->uses == 0)
        m_sums.erase(found);
}

} // namespace surgedeck
