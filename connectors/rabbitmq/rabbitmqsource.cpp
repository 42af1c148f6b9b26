// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/rabbitmq/rabbitmqsource.h"

#include "connectors/base/httpgaugesource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostQueues = 200;

struct Field
{
    const char *theirs;
    const char *ours;
};

constexpr Field ofServer[] = {
    {"connections", "connections"}, {"channels", "channels"}, {"queues", "queues"}, {"consumers", "consumers"}};
constexpr Field ofTotals[] = {{"messages", "messages"},
                              {"messages_ready", "messages_ready"},
                              {"messages_unacknowledged", "messages_unacknowledged"}};
constexpr Field ofQueue[] = {{"messages", "queue_messages"},
                             {"messages_ready", "queue_messages_ready"},
                             {"messages_unacknowledged", "queue_messages_unacknowledged"},
                             {"consumers", "queue_consumers"}};
constexpr Field ofFlow[] = {{"publish", "queue_published_total"},
                            {"deliver_get", "queue_delivered_total"},
                            {"ack", "queue_acknowledged_total"},
                            {"redeliver", "queue_redelivered_total"}};

template <std::size_t Count>
void add(std::vector<Gauge> &gauges, const Field (&fields)[Count], const QJsonObject &object, const QString &subject)
{
    for (const Field &field : fields) {
        const QJsonValue value = object[QLatin1String(field.theirs)];
        gauges.push_back({QString::fromLatin1(field.ours), subject,
                          value.isDouble() ? std::optional(value.toDouble()) : std::nullopt, QStringLiteral("count")});
    }
}

std::vector<QJsonObject> fullest(const QJsonArray &all)
{
    std::vector<QJsonObject> queues;
    for (const QJsonValue value : all)
        queues.push_back(value.toObject());
    const auto more = [](const QJsonObject &a, const QJsonObject &b) {
        return a[QLatin1String("messages")].toDouble() > b[QLatin1String("messages")].toDouble();
    };
    std::stable_sort(queues.begin(), queues.end(), more);
    if (queues.size() > mostQueues)
        queues.resize(mostQueues);
    return queues;
}

QString subjectOf(const QJsonObject &queue)
{
    const QString host = queue[QLatin1String("vhost")].toString().left(100);
    const QString name = queue[QLatin1String("name")].toString().left(200);
    return host == QLatin1String("/") || host.isEmpty() ? name : host + QLatin1Char('/') + name;
}

Result<ServerGauges> parse(const std::vector<QByteArray> &bodies)
{
    return parseRabbitMq(bodies[0], bodies[1]);
}

} // namespace

Result<ServerGauges> parseRabbitMq(const QByteArray &overview, const QByteArray &queues)
{
    const QJsonObject server = QJsonDocument::fromJson(overview).object();
    const QJsonDocument list = QJsonDocument::fromJson(queues);
    if (!server.contains(QLatin1String("rabbitmq_version")) || !list.isArray())
        return Error{Error::Kind::Protocol,
                     QStringLiteral("this is not the management API of RabbitMQ: check the url")};
    ServerGauges gauges;
    gauges.version = server[QLatin1String("rabbitmq_version")].toString().left(40);
    add(gauges.gauges, ofServer, server[QLatin1String("object_totals")].toObject(), {});
    add(gauges.gauges, ofTotals, server[QLatin1String("queue_totals")].toObject(), {});
    for (const QJsonObject &queue : fullest(list.array())) {
        add(gauges.gauges, ofQueue, queue, subjectOf(queue));
        add(gauges.gauges, ofFlow, queue[QLatin1String("message_stats")].toObject(), subjectOf(queue));
    }
    return gauges;
}

Result<SourcePtr> createRabbitMqSource(const SourceSettings &settings, const Clock &clock)
{
    return HttpGaugeSource::create(
        settings, clock,
        {QStringLiteral("rabbitmq"),
         {QStringLiteral("/api/overview"),
          QStringLiteral("/api/queues?columns=name,vhost,messages,messages_ready,messages_unacknowledged,consumers,"
                         "message_stats.publish,message_stats.deliver_get,message_stats.ack,message_stats.redeliver")},
         parse,
         QStringLiteral("rabbitmqctl set_user_tags USER monitoring; rabbitmqctl set_permissions -p / USER '' '' ''")});
}

} // namespace surgedeck
