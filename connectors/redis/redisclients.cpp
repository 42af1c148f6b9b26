// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisclients.h"

#include <QHash>

namespace surgedeck {

namespace {

constexpr std::size_t mostClients = 2'000;
constexpr qsizetype longestField = 256;
constexpr double longestIdleSeconds = 1e9;

/// "id=7 addr=127.0.0.1:4711 name= ..." to its fields; a value has no spaces.
QHash<QByteArray, QByteArray> fieldsOf(const QByteArray &line)
{
    QHash<QByteArray, QByteArray> fields;
    for (const QByteArray &part : line.split(' ')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            fields.insert(part.left(equals), part.mid(equals + 1).left(longestField));
    }
    return fields;
}

QString stateOf(const QString &flags)
{
    if (flags.contains(QLatin1Char('S')))
        return QStringLiteral("replica");
    if (flags.contains(QLatin1Char('M')))
        return QStringLiteral("writer");
    if (flags.contains(QLatin1Char('b')))
        return QStringLiteral("blocked");
    if (flags.contains(QLatin1Char('P')))
        return QStringLiteral("subscribed");
    return flags.contains(QLatin1Char('x')) ? QStringLiteral("in MULTI") : QStringLiteral("connected");
}

} // namespace

QString RedisClient::identity() const
{
    return id + QLatin1Char('/') + address + QLatin1Char('/') + user;
}

Session RedisClient::session() const
{
    Session session;
    session.id = id;
    session.user = user;
    session.application = name;
    session.client = address;
    session.database = database;
    session.state = stateOf(flags);
    session.wait = flags.contains(QLatin1Char('b')) ? command : QString();
    session.waitClass = session.wait.isEmpty() ? WaitClass::Other : WaitClass::Client;
    session.age = idle;
    session.text = command;
    session.identity = identity();
    return session;
}

std::vector<RedisClient> parseClientList(const QByteArray &text)
{
    std::vector<RedisClient> clients;
    for (const QByteArray &line : text.split('\n')) {
        const auto fields = fieldsOf(line);
        const auto word = [&fields](const char *name) { return QString::fromUtf8(fields.value(name)); };
        if (fields.value("id").toULongLong() == 0 || clients.size() >= mostClients)
            continue;
        RedisClient client{word("id"), word("addr"),  word("name"), word("user"),
                           word("db"), word("flags"), word("cmd"),  {}};
        bool number = false;
        const double idle = fields.value("idle").toDouble(&number);
        if (number && idle >= 0 && idle < longestIdleSeconds)
            client.idle = Milliseconds(static_cast<qint64>(idle * 1000));
        clients.push_back(std::move(client));
    }
    return clients;
}

} // namespace surgedeck
