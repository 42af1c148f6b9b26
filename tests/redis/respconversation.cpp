// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/redis/respconversation.h"

#include "connectors/redis/resp.h"

namespace surgedeck {

namespace {

/// Takes the first whole command off `received`: "*2\r\n$3\r\nGET\r\n$1\r\nx\r\n".
QByteArrayList takeCommand(QByteArray &received)
{
    for (qsizetype end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n', end + 1)) {
        RespReader reader;
        if (!reader.feed(QByteArrayView(received).first(end + 1)))
            return {};
        const auto command = reader.next();
        if (!command || !*command)
            continue;
        QByteArrayList words;
        for (const RespValue &item : (*command)->items)
            words << item.text;
        received.remove(0, end + 1);
        return words;
    }
    return {};
}

} // namespace

PeerStep respConversation(std::function<QByteArray(const QByteArrayList &)> answer)
{
    return PeerStep::converse([answer = std::move(answer)](QByteArray &received) {
        QByteArray answers;
        for (auto command = takeCommand(received); !command.isEmpty(); command = takeCommand(received))
            answers += answer(command);
        return answers;
    });
}

QByteArray respText(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

QByteArray viewersAnswer(const QByteArrayList &command)
{
    const QByteArray &word = command.first();
    if (word == "INFO" && command.contains("server"))
        return respText("redis_version:7.0.15\r\nredis_mode:standalone\r\nrun_id:abc\r\n");
    if (word == "INFO")
        return respText("connected_clients:2\r\nused_memory:1000\r\ntotal_commands_processed:10\r\nkeyspace_hits:1\r\n"
                        "keyspace_misses:1\r\nevicted_keys:0\r\nrole:master\r\n");
    if (word == "SLOWLOG" || word == "LATENCY")
        return "*0\r\n";
    if (word == "PING")
        return "+QUEUED\r\n";
    if (word == "FLUSHALL" || word == "CONFIG" || word == "UNLINK")
        return "-NOPERM this user has no permissions to run the '" + word.toLower() + "' command\r\n";
    return "+OK\r\n";
}

} // namespace surgedeck
