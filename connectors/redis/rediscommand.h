// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QString>

namespace surgedeck {

/// Every command that this program can send to a Redis server. There is no other way to make one: what is not here
/// (KEYS, MONITOR, EVAL, EXEC, a real FLUSHALL ...) cannot be said.
class RedisCommand
{
public:
    static RedisCommand auth(const QString &user, const QString &password);
    static RedisCommand setName(const QString &name);
    static RedisCommand ping() { return RedisCommand({"PING"}); }
    static RedisCommand info(const QByteArrayList &sections) { return RedisCommand(QByteArrayList{"INFO"} + sections); }
    static RedisCommand slowLog() { return RedisCommand({"SLOWLOG", "GET", "32"}); }
    static RedisCommand latency() { return RedisCommand({"LATENCY", "LATEST"}); }
    static RedisCommand time() { return RedisCommand({"TIME"}); }
    static RedisCommand clientList() { return RedisCommand({"CLIENT", "LIST"}); }
    static RedisCommand clientList(const QByteArray &id) { return RedisCommand({"CLIENT", "LIST", "ID", id}); }
    static RedisCommand multi() { return RedisCommand({"MULTI"}); }
    static RedisCommand discard() { return RedisCommand({"DISCARD"}); }

    // What the privilege probe queues and discards. Each carries an argument that makes it fail, or do nothing, even if
    // a server ever ran it: no such flush mode, no such parameter, no such key. Rights are checked before arguments
    // are.
    static RedisCommand flushProbe() { return RedisCommand({"FLUSHALL", "surgedeck-privilege-probe"}); }
    static RedisCommand configProbe() { return RedisCommand({"CONFIG", "SET", "surgedeck-privilege-probe", "1"}); }
    static RedisCommand removeProbe() { return RedisCommand({"UNLINK", "surgedeck:privilege-probe"}); }

    // What changes something. The server itself checks that id, address and user belong together.
    static RedisCommand clientKill(const QByteArray &id, const QByteArray &address, const QByteArray &user);
    static RedisCommand scan(const QByteArray &cursor, const QByteArray &pattern);
    static RedisCommand unlink(const QByteArrayList &keys) { return RedisCommand(QByteArrayList{"UNLINK"} + keys); }

    const QByteArrayList &arguments() const { return m_arguments; }
    QString name() const; ///< for messages; without arguments that are data

private:
    explicit RedisCommand(QByteArrayList arguments)
        : m_arguments(std::move(arguments))
    {
    }
    QByteArrayList m_arguments;
};

} // namespace surgedeck
