// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redislogs.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

constexpr std::size_t mostEntries = 32;
constexpr qint64 latestSeconds = 4'102'444'800; // the year 2100: later, or before 1970, is no time at all

bool isTime(const RespValue &value)
{
    return value.type == RespValue::Type::Integer && value.integer >= 0 && value.integer < latestSeconds;
}

WallTime timeOf(const RespValue &value)
{
    return WallTime(std::chrono::seconds(value.integer));
}

/// Redis keeps 31 arguments of a long command; the last one then says how many it left out.
qint64 argumentCount(const std::vector<RespValue> &words)
{
    static const QRegularExpression leftOut(QStringLiteral("^\\.\\.\\. \\((\\d{1,9}) more arguments\\)$"));
    const auto listed = static_cast<qint64>(words.size()) - 1;
    const auto match = leftOut.match(QString::fromUtf8(words.back().text.left(64)));
    return words.size() == mostEntries && match.hasMatch() ? listed - 1 + match.captured(1).toLongLong() : listed;
}

QString commandWords(const std::vector<RespValue> &words)
{
    static const QRegularExpression word(QStringLiteral("^[A-Za-z0-9_.|-]{1,32}$"));
    const QString name = QString::fromUtf8(words.front().text.left(64));
    const auto count = argumentCount(words);
    return QStringLiteral("%1 (%2 %3)")
        .arg(word.match(name).hasMatch() ? name.toUpper() : QStringLiteral("?"))
        .arg(count)
        .arg(count == 1 ? QStringLiteral("argument") : QStringLiteral("arguments"));
}

} // namespace

std::vector<SlowCommand> parseSlowLog(const RespValue &reply, const QByteArray &ownName)
{
    std::vector<SlowCommand> commands;
    for (const RespValue &entry : reply.items) {
        // id, time, microseconds, words and, since Redis 4, address and name of the client
        if (entry.items.size() < 4 || !isTime(entry.items[1]) || entry.items[3].items.empty())
            continue;
        if (entry.items.size() >= 6 && !ownName.isEmpty() && entry.items[5].text == ownName)
            continue;
        if (commands.size() == mostEntries)
            break;
        SlowCommand command;
        command.id = QString::number(entry.items[0].integer);
        command.time = timeOf(entry.items[1]);
        command.durationMs = static_cast<double>(entry.items[2].integer) / 1000;
        command.command = commandWords(entry.items[3].items);
        commands.push_back(command);
    }
    return commands;
}

std::vector<LatencyEvent> parseLatency(const RespValue &reply)
{
    std::vector<LatencyEvent> events;
    for (const RespValue &entry : reply.items) {
        if (entry.items.size() < 4 || !isTime(entry.items[1]) || events.size() == mostEntries)
            continue;
        LatencyEvent event;
        event.event = QString::fromUtf8(entry.items[0].text.left(64));
        event.time = timeOf(entry.items[1]);
        event.latestMs = static_cast<double>(entry.items[2].integer);
        event.maxMs = static_cast<double>(entry.items[3].integer);
        events.push_back(event);
    }
    return events;
}

} // namespace surgedeck
