// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"

#include "connectors/haproxy/haproxysource.h"
#include "connectors/mysql/mysqlsource.h"
#include "connectors/postgres/postgressource.h"
#include "connectors/prometheus/prometheusreader.h"
#include "connectors/prometheus/prometheussource.h"
#include "connectors/redis/redissource.h"
#include "connectors/scrape/scrapesource.h"
#include "models/domain/sourcesettings.h"

#include <algorithm>

namespace surgedeck {

const std::vector<SourceType> &sourceTypes()
{
    static const std::vector<SourceType> types = {
        {QStringLiteral("haproxy"), HaproxySource::create},
        {QStringLiteral("metrics"), ScrapeSource::create},
        {QStringLiteral("mysql"), mysql::createMysqlSource},
        {QStringLiteral("postgresql"), postgres::createPostgresSource},
        {QStringLiteral("prometheus"), PrometheusSource::create},
        {QStringLiteral("redis"), RedisSource::create},
    };
    return types;
}

Result<SourcePtr> createSource(const SourceSettings &settings, const Clock &clock)
{
    const auto &types = sourceTypes();
    const auto type = std::find_if(types.begin(), types.end(), [&](const SourceType &t) { return t.name == settings.type; });
    if (type == types.end())
        return Error{Error::Kind::Config, QStringLiteral("this version has no source of type '%1'").arg(settings.type)};
    return type->create(settings, clock);
}

Result<std::unique_ptr<MetricReader>> createMetricReader(const SourceSettings &settings, const Clock &clock)
{
    if (settings.type != QLatin1String("prometheus"))
        return Error{Error::Kind::Config, QStringLiteral("a source of type '%1' can not be asked for figures over time yet").arg(settings.type)};
    SURGEDECK_TRY(reader, PrometheusReader::create(settings, clock));
    return std::unique_ptr<MetricReader>(std::move(reader));
}

} // namespace surgedeck
