// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/capacity.h"

#include "models/report/jsontext.h"

#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds span{60s};
constexpr Milliseconds mostGap{20s};

/// "service/checkout/rate" -> checkout, rate.
std::optional<std::pair<QString, QString>> serviceKey(const QString &key)
{
    const QStringList parts = key.split(QLatin1Char('/'));
    return parts.size() == 3 && parts.front() == QLatin1String("service") ? std::optional(std::pair(parts[1], parts[2]))
                                                                          : std::nullopt;
}

} // namespace

void CapacityFold::fold(const Record &record)
{
    const auto *sample = std::get_if<MetricSample>(&record.body);
    if (sample == nullptr)
        return;
    std::map<QString, double> rates;
    for (const WatchedValue &value : sample->values) {
        const auto key = serviceKey(value.key);
        if (!key)
            continue;
        Service &service = m_services[key->first];
        if (key->second == QLatin1String("errors")) {
            service.hasErrors = value.value.has_value();
            service.errorPercent = 100 * value.value.value_or(1);
        } else if (key->second == QLatin1String("p99")) {
            service.p99 = value.value;
        } else if (key->second == QLatin1String("rate") && value.value) {
            rates[key->first] = *value.value;
        }
    }
    for (const auto &[id, rate] : rates) {
        Service &service = m_services[id];
        add(id, service, {sample->evaluatedAt, rate, service.hasErrors ? service.errorPercent : 100, service.p99});
    }
}

void CapacityFold::add(const QString &id, Service &service, Point point)
{
    service.proven.service = id;
    std::deque<Point> &minute = service.minute;
    if (!minute.empty() && (point.at - minute.back().at > mostGap || point.at < minute.back().at))
        minute.clear();
    minute.push_back(point);
    // The newest point that is a whole minute old stays: the window then reaches over all of it.
    while (minute.size() > 1 && point.at - minute[1].at >= span)
        minute.pop_front();
    if (point.at - minute.front().at < span)
        return;
    const double mean =
        std::accumulate(minute.begin(), minute.end(), 0.0, [](double sum, const Point &p) { return sum + p.rate; }) /
        double(minute.size());
    service.proven.highestPerMinute = std::max(service.proven.highestPerMinute.value_or(0), mean);
    const double errors = std::ranges::max(minute, {}, &Point::errorPercent).errorPercent;
    std::optional<double> p99;
    for (const Point &p : minute)
        if (p.p99)
            p99 = std::max(p99.value_or(0), *p.p99);
    const bool isWell = errors <= m_limits.mostErrorPercent && p99.value_or(0) <= m_limits.mostP99Seconds;
    if (!isWell || mean <= service.proven.perMinute.value_or(0))
        return;
    service.proven.perMinute = mean;
    service.proven.at = point.at;
    service.proven.errorPercent = errors;
    service.proven.p99Seconds = p99;
}

std::vector<ProvenCapacity> CapacityFold::capacities() const
{
    std::vector<ProvenCapacity> all;
    for (const auto &[id, service] : m_services) {
        all.push_back(service.proven);
        all.back().service = id;
    }
    return all;
}

QJsonObject capacityDocument(const QString &from, const std::vector<ProvenCapacity> &capacities)
{
    QJsonArray services;
    for (const ProvenCapacity &proven : capacities)
        services.append(
            QJsonObject{{QStringLiteral("id"), proven.service},
                        {QStringLiteral("proven_per_min"), jsonNumber(proven.perMinute)},
                        {QStringLiteral("at"), jsonTime(proven.at)},
                        {QStringLiteral("error_percent"),
                         jsonNumber(proven.perMinute ? std::optional(proven.errorPercent) : std::nullopt)},
                        {QStringLiteral("p99_s"), jsonNumber(proven.p99Seconds)},
                        {QStringLiteral("highest_per_min"), jsonNumber(proven.highestPerMinute)}});
    QJsonObject document = newDocument();
    document[QStringLiteral("from")] = from;
    document[QStringLiteral("services")] = services;
    return document;
}

} // namespace surgedeck
