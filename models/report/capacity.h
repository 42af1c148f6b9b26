// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"

#include <QJsonObject>

#include <deque>
#include <map>

namespace surgedeck {

/// What one service was seen to carry: the largest rate over a whole minute in which it was well.
struct ProvenCapacity
{
    QString service;
    std::optional<double> perMinute; ///< nullopt: there was no whole minute in which it was well
    std::optional<WallTime> at;      ///< the end of that minute
    double errorPercent = 0;         ///< the most in that minute
    std::optional<double> p99Seconds;
    std::optional<double> highestPerMinute; ///< of any minute, also of one in which it failed
};

/// Folds recorded figures of services (the values that the watched expressions had) into what was proven. A minute
/// counts when a value came at least every 20 s, errors stayed below `mostErrorPercent` and, where the p99 is known, it
/// stayed below `mostP99Seconds`. Pure.
class CapacityFold
{
public:
    struct Limits
    {
        double mostErrorPercent = 0.5;
        double mostP99Seconds = 2;
    };

    explicit CapacityFold(const Limits &limits)
        : m_limits(limits)
    {
    }

    void fold(const Record &record);
    std::vector<ProvenCapacity> capacities() const;

private:
    struct Point
    {
        WallTime at{};
        double rate = 0;
        double errorPercent = 0;
        std::optional<double> p99;
    };
    struct Service
    {
        std::deque<Point> minute;
        double errorPercent = 0; ///< the newest value; a rate without one counts as failing
        bool hasErrors = false;
        std::optional<double> p99;
        ProvenCapacity proven;
    };

    void add(const QString &id, Service &service, Point point);

    Limits m_limits;
    std::map<QString, Service> m_services;
};

/// `{schema, from, services: [{id, proven_per_min, at, error_percent, p99_s, highest_per_min}]}`
QJsonObject capacityDocument(const QString &from, const std::vector<ProvenCapacity> &capacities);

} // namespace surgedeck
