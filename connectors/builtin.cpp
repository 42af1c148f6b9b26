// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"

#include "connectors/alertmanager/alertmanagersource.h"
#include "connectors/deployment/deploymentactuator.h"
#include "connectors/deployment/deploymentsource.h"
#include "connectors/haproxy/haproxyactuator.h"
#include "connectors/haproxy/haproxysource.h"
#include "connectors/health/healthsource.h"
#include "connectors/journal/recordersource.h"
#include "connectors/memcached/memcachedsource.h"
#include "connectors/mysql/mysqlactuator.h"
#include "connectors/mysql/mysqlsource.h"
#include "connectors/nginx/nginxsource.h"
#include "connectors/phpfpm/phpfpmsource.h"
#include "connectors/postgres/pgbouncersource.h"
#include "connectors/postgres/postgresactuator.h"
#include "connectors/postgres/postgressource.h"
#include "connectors/prometheus/prometheusreader.h"
#include "connectors/prometheus/prometheussource.h"
#include "connectors/rabbitmq/rabbitmqsource.h"
#include "connectors/redis/redisactuator.h"
#include "connectors/redis/redissource.h"
#include "connectors/releases/releasesource.h"
#include "connectors/scrape/localexpressions.h"
#include "connectors/scrape/probesource.h"
#include "connectors/scrape/scrapesource.h"
#include "connectors/tunnel/tunnelled.h"
#include "connectors/varnish/varnishsource.h"
#include "models/domain/sourcesettings.h"

#include <algorithm>

namespace surgedeck {

const std::vector<SourceType> &sourceTypes()
{
    static const std::vector<SourceType> types = {
        {QStringLiteral("alertmanager"), AlertmanagerSource::create},
        {QStringLiteral("deployment"), DeploymentSource::create, DeploymentActuator::createActuator},
        {QStringLiteral("github"), ReleaseSource::createGithub},
        {QStringLiteral("gitlab"), ReleaseSource::createGitlab},
        {QStringLiteral("haproxy"), HaproxySource::create, HaproxyActuator::createActuator},
        {QStringLiteral("health"), HealthSource::create},
        {QStringLiteral("memcached"), MemcachedSource::create},
        {QStringLiteral("metrics"), ScrapeSource::create},
        {QStringLiteral("mysql"), mysql::createMysqlSource, mysql::MysqlActuator::create},
        {QStringLiteral("nginx"), createNginxSource},
        {QStringLiteral("pgbouncer"), postgres::PgBouncerSource::create},
        {QStringLiteral("phpfpm"), createPhpFpmSource},
        {QStringLiteral("postgresql"), postgres::createPostgresSource, postgres::PostgresActuator::create},
        {QStringLiteral("probe"), ProbeSource::create},
        {QStringLiteral("prometheus"), PrometheusSource::create},
        {QStringLiteral("rabbitmq"), createRabbitMqSource},
        {QStringLiteral("recorder"), RecorderSource::create},
        {QStringLiteral("redis"), RedisSource::create, RedisActuator::create},
        {QStringLiteral("varnish"), VarnishSource::create},
    };
    return types;
}

namespace {

Result<const SourceType *> typeOf(const SourceSettings &settings)
{
    const auto &types = sourceTypes();
    const auto type = std::find_if(types.begin(), types.end(), [&](const SourceType &t) { return t.name == settings.type; });
    if (type == types.end())
        return Error{Error::Kind::Config, QStringLiteral("this version has no source of type '%1'").arg(settings.type)};
    return &*type;
}

} // namespace

Result<SourcePtr> createSource(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(type, typeOf(settings));
    // The program of a varnish runs on the other side itself.
    if (!settings.sshHost.isEmpty() && settings.type != QLatin1String("varnish"))
        return tunnelledSource(settings, clock, type->create);
    return type->create(settings, clock);
}

Result<ActuatorPtr> createActuator(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(type, typeOf(settings));
    if (!type->createActuator)
        return Error{Error::Kind::Config, QStringLiteral("nothing can be done to a source of type '%1'").arg(settings.type)};
    if (settings.actEndpoint.isEmpty() && settings.actToken.isEmpty())
        return Error{Error::Kind::Refused,
                     QStringLiteral("'%1' has no acting credential: add act_dsn, act_url or act_address to the workspace")
                         .arg(settings.id)};
    if (!settings.sshHost.isEmpty())
        return tunnelledActuator(settings, clock, type->createActuator);
    return type->createActuator(settings, clock);
}

Result<RouteActuatorPtr> createRouteActuator(const SourceSettings &settings, const Clock &clock)
{
    if (!settings.sshHost.isEmpty())
        return Error{Error::Kind::Config, QStringLiteral("weights are not set through ssh: a shift needs its router at hand")};
    if (settings.type == QLatin1String("haproxy"))
        return HaproxyActuator::create(settings, clock);
    if (settings.type == QLatin1String("deployment"))
        return DeploymentActuator::create(settings, clock);
    return Error{Error::Kind::Config, QStringLiteral("a source of type '%1' has no weights to set").arg(settings.type)};
}

Result<std::unique_ptr<MetricReader>> createMetricReader(const SourceSettings &settings, const Clock &clock)
{
    if (settings.samples)
        return std::unique_ptr<MetricReader>(std::make_unique<LocalReader>(
            settings.samples, settings.promqlCompat == 2 ? metrics::Compat::V2 : metrics::Compat::V3));
    if (settings.type != QLatin1String("prometheus"))
        return Error{Error::Kind::Config, QStringLiteral("a source of type '%1' can not be asked for figures over time").arg(settings.type)};
    const auto create = [](const SourceSettings &direct, const Clock &at) -> Result<std::unique_ptr<MetricReader>> {
        SURGEDECK_TRY(reader, PrometheusReader::create(direct, at));
        return std::unique_ptr<MetricReader>(std::move(reader));
    };
    if (!settings.sshHost.isEmpty())
        return tunnelledReader(settings, clock, create);
    return create(settings, clock);
}

} // namespace surgedeck
