// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/kahan.h"

#include <cmath>

namespace surgedeck::metrics {

// A mean that has become infinite stays: taking it off itself would make NaN of it.
inline bool isKeptInfinity(double mean, double value)
{
    if (!std::isinf(mean) || std::isnan(value))
        return false;
    return !std::isinf(value) || (mean > 0) == (value > 0);
}

/// avg_over_time() of 2.42: the mean moves with every value, compensated.
class RunningMeanV2
{
public:
    void add(double value)
    {
        ++m_count;
        if (!isKeptInfinity(m_mean.sum, value))
            m_mean.add(value / m_count - m_mean.sum / m_count);
    }
    double result() const { return std::isinf(m_mean.sum) ? m_mean.sum : m_mean.result(); }

private:
    KahanSumV2 m_mean;
    double m_count = 0;
};

/// avg() of 2.42: as above, not compensated.
class PlainMeanV2
{
public:
    void add(double value)
    {
        ++m_count;
        if (m_count == 1)
            m_mean = value;
        else if (!isKeptInfinity(m_mean, value))
            m_mean += value / m_count - m_mean / m_count;
    }
    double result() const { return m_mean; }

private:
    double m_mean = 0;
    double m_count = 0;
};

/// avg() and avg_over_time() of 3.5: a compensated sum, divided at the end; from the value on that would make the sum
/// overflow a moving mean (functions.go, funcAvgOverTime()).
class MeanV3
{
public:
    void add(double value)
    {
        ++m_count;
        if (m_count == 1) {
            m_total.sum = value;
            return;
        }
        if (!m_isMoving) {
            KahanSumV3 next = m_total;
            next.add(value);
            if (!std::isinf(next.sum)) {
                m_total = next;
                return;
            }
            m_isMoving = true;
            m_total.sum /= m_count - 1;
            m_total.compensation /= m_count - 1;
        }
        const double share = (m_count - 1) / m_count;
        m_total.sum *= share;
        m_total.compensation *= share;
        m_total.add(value / m_count);
    }
    double result() const
    {
        return m_isMoving ? m_total.result() : m_total.sum / m_count + m_total.compensation / m_count;
    }

private:
    KahanSumV3 m_total;
    double m_count = 0;
    bool m_isMoving = false;
};

} // namespace surgedeck::metrics
