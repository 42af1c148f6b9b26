// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/rediscommand.h"

namespace surgedeck {

RedisCommand RedisCommand::auth(const QString &user, const QString &password)
{
    // Servers before version 6 know no users and refuse the longer form.
    if (user.isEmpty())
        return RedisCommand({"AUTH", password.toUtf8()});
    return RedisCommand({"AUTH", user.toUtf8(), password.toUtf8()});
}

RedisCommand RedisCommand::setName(const QString &name)
{
    QByteArray plain = name.toUtf8();
    for (char &c : plain)
        c = c > ' ' && c <= '~' ? c : '_';
    return RedisCommand({"CLIENT", "SETNAME", plain});
}

RedisCommand RedisCommand::clientKill(const QByteArray &id, const QByteArray &address, const QByteArray &user)
{
    return RedisCommand({"CLIENT", "KILL", "ID", id, "ADDR", address, "USER", user, "SKIPME", "yes"});
}

RedisCommand RedisCommand::scan(const QByteArray &cursor, const QByteArray &pattern)
{
    return RedisCommand({"SCAN", cursor, "MATCH", pattern, "COUNT", "100"});
}

QString RedisCommand::name() const
{
    static const QByteArrayList containers = {"CLIENT", "SLOWLOG", "LATENCY", "CONFIG"};
    QByteArray name = m_arguments.first();
    if (containers.contains(name))
        name += ' ' + m_arguments.at(1);
    return QString::fromLatin1(name);
}

} // namespace surgedeck
