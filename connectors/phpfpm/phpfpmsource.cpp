// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/phpfpm/phpfpmsource.h"

#include "connectors/base/httpgaugesource.h"
#include "connectors/phpfpm/fpmpoolsource.h"
#include "models/domain/sourcesettings.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace surgedeck {

namespace {

struct Field
{
    const char *theirs;
    const char *ours;
};

constexpr Field fields[] = {
    {"accepted conn", "requests_total"},
    {"listen queue", "listen_queue"},
    {"max listen queue", "listen_queue_most"},
    {"listen queue len", "listen_queue_limit"},
    {"idle processes", "processes_idle"},
    {"active processes", "processes_active"},
    {"total processes", "processes"},
    {"max active processes", "processes_active_most"},
    {"max children reached", "children_limit_reached_total"},
    {"slow requests", "slow_requests_total"},
};

Result<ServerGauges> parse(const std::vector<QByteArray> &bodies, WallTime)
{
    return parseFpmStatus(bodies.front());
}

} // namespace

Result<ServerGauges> parseFpmStatus(const QByteArray &json)
{
    const QJsonObject status = QJsonDocument::fromJson(json).object();
    if (!status.contains(QLatin1String("active processes")))
        return Error{Error::Kind::Protocol,
                     QStringLiteral("this is not the status page of PHP-FPM: check the url and pm.status_path")};
    const QString pool = status[QLatin1String("pool")].toString().left(100);
    ServerGauges gauges;
    for (const Field &field : fields) {
        const QJsonValue value = status[QLatin1String(field.theirs)];
        gauges.gauges.push_back({QString::fromLatin1(field.ours), pool,
                                 value.isDouble() ? std::optional(value.toDouble()) : std::nullopt,
                                 QStringLiteral("count")});
    }
    return gauges;
}

Result<SourcePtr> createPhpFpmSource(const SourceSettings &settings, const Clock &clock)
{
    if (!settings.endpoint.startsWith(QLatin1String("http")))
        return FpmPoolSource::create(settings, clock);
    return HttpGaugeSource::create(settings, clock,
                                   {QStringLiteral("phpfpm"),
                                    {QStringLiteral("?json")},
                                    parse,
                                    QStringLiteral("pm.status_path = /fpm-status, and let the web server pass it on to "
                                                   "this host alone")});
}

} // namespace surgedeck
