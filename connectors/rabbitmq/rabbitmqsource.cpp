// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/rabbitmq/rabbitmqsource.h"

#include "connectors/base/httpgaugesource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

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

std::vector<QJsonObject> fullest(std::vector<QJsonObject> queues)
{
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

QString keyOf(const QJsonObject &where, const char *name)
{
    return where[QLatin1String("vhost")].toString() + QLatin1Char('\n') + where[QLatin1String(name)].toString();
}

/// A setting that a queue has by its arguments, or by a policy, where the name has no "x-".
QJsonValue settingOf(const QJsonObject &queue, const char *name)
{
    const QJsonValue own =
        queue[QLatin1String("arguments")].toObject().value(QStringLiteral("x-") + QLatin1String(name));
    if (!own.isUndefined())
        return own;
    return queue[QLatin1String("effective_policy_definition")].toObject().value(QLatin1String(name));
}

/// Queues that dead letters of others go to. The exchange without a name leads to the queue of the routing key.
QSet<QString> deadLetterQueues(const std::vector<QJsonObject> &queues, const QJsonArray &bindings)
{
    QSet<QString> exchanges, found;
    for (const QJsonObject &queue : queues) {
        const QJsonValue exchange = settingOf(queue, "dead-letter-exchange");
        if (!exchange.isString())
            continue;
        const QString host = queue[QLatin1String("vhost")].toString() + QLatin1Char('\n');
        if (exchange.toString().isEmpty())
            found << host + settingOf(queue, "dead-letter-routing-key").toString();
        else
            exchanges << host + exchange.toString();
    }
    for (const QJsonValue value : bindings) {
        const QJsonObject binding = value.toObject();
        if (binding[QLatin1String("destination_type")].toString() == QLatin1String("queue") &&
            exchanges.contains(keyOf(binding, "source")))
            found << keyOf(binding, "destination");
    }
    return found;
}

std::optional<double> oldestAge(const QJsonObject &queue, WallTime now)
{
    const QJsonValue stamp = queue[QLatin1String("head_message_timestamp")];
    if (!stamp.isDouble())
        return std::nullopt;
    const double seconds = toSeconds(now.time_since_epoch()) - stamp.toDouble();
    return std::max(seconds, 0.0);
}

Result<ServerGauges> parse(const std::vector<QByteArray> &bodies, WallTime now)
{
    return parseRabbitMq({bodies[0], bodies[1], bodies[2], now});
}

} // namespace

Result<ServerGauges> parseRabbitMq(const RabbitMqAnswers &answers)
{
    const QJsonObject server = QJsonDocument::fromJson(answers.overview).object();
    const QJsonDocument list = QJsonDocument::fromJson(answers.queues);
    const QJsonDocument bindings = QJsonDocument::fromJson(answers.bindings);
    if (!server.contains(QLatin1String("rabbitmq_version")) || !list.isArray() || !bindings.isArray())
        return Error{Error::Kind::Protocol,
                     QStringLiteral("this is not the management API of RabbitMQ: check the url")};
    std::vector<QJsonObject> all;
    for (const QJsonValue value : list.array())
        all.push_back(value.toObject());
    const QSet<QString> dead = deadLetterQueues(all, bindings.array());
    ServerGauges gauges;
    gauges.version = server[QLatin1String("rabbitmq_version")].toString().left(40);
    add(gauges.gauges, ofServer, server[QLatin1String("object_totals")].toObject(), {});
    add(gauges.gauges, ofTotals, server[QLatin1String("queue_totals")].toObject(), {});
    double deadLetters = 0;
    for (const QJsonObject &queue : all)
        deadLetters += dead.contains(keyOf(queue, "name")) ? queue[QLatin1String("messages")].toDouble() : 0;
    gauges.gauges.push_back({QStringLiteral("dead_letters"), {}, deadLetters, QStringLiteral("count")});
    for (const QJsonObject &queue : fullest(std::move(all))) {
        const QString subject = subjectOf(queue);
        add(gauges.gauges, ofQueue, queue, subject);
        add(gauges.gauges, ofFlow, queue[QLatin1String("message_stats")].toObject(), subject);
        gauges.gauges.push_back(
            {QStringLiteral("queue_oldest_age"), subject, oldestAge(queue, answers.now), QStringLiteral("seconds")});
        if (dead.contains(keyOf(queue, "name")))
            gauges.gauges.push_back({QStringLiteral("queue_dead_letters"), subject,
                                     queue[QLatin1String("messages")].toDouble(), QStringLiteral("count")});
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
                         "message_stats.publish,message_stats.deliver_get,message_stats.ack,message_stats.redeliver,"
                         "arguments,effective_policy_definition,head_message_timestamp"),
          QStringLiteral("/api/bindings?columns=source,vhost,destination,destination_type")},
         parse,
         QStringLiteral("rabbitmqctl set_user_tags USER monitoring; rabbitmqctl set_permissions -p / USER '' '' ''")});
}

} // namespace surgedeck
