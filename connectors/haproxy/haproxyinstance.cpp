// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxyinstance.h"

#include "connectors/base/stream.h"

namespace surgedeck {

namespace {

constexpr qsizetype mostBytes = 4'194'304;

Error badAddress(const QString &address)
{
    return {Error::Kind::Config, QStringLiteral("address '%1': expected tcp://host:port or unix:/path").arg(address)};
}

QString shown(const QByteArray &bytes)
{
    QString text;
    for (const char c : bytes.left(60))
        text += c >= ' ' && c <= '~' ? QLatin1Char(c) : QLatin1Char('.');
    return text;
}

std::optional<WallTime> timeIn(const QHash<QByteArray, QByteArray> &info)
{
    bool hasStart = false;
    bool hasUptime = false;
    const qint64 start = info.value("Start_time_sec").toLongLong(&hasStart);
    const qint64 uptime = info.value("Uptime_sec").toLongLong(&hasUptime);
    constexpr qint64 latest = 4'102'444'800; // the year 2100
    if (!hasStart || !hasUptime || start < 0 || uptime < 0 || start > latest || uptime > latest)
        return std::nullopt;
    return WallTime(std::chrono::seconds(start + uptime));
}

Error notHaproxy(const QByteArray &received)
{
    return {Error::Kind::Protocol,
            QStringLiteral("this is not HAProxy's runtime API, or its answer broke off: '%1'").arg(shown(received))};
}

/// The first answer is always a level. A server of another kind is known by its first line, not by its silence after
/// it.
bool beginsAsHaproxy(const QByteArray &received)
{
    const auto end = received.indexOf('\n');
    if (end < 0)
        return received.size() < 64;
    const QByteArray line = received.left(end);
    return line == "user" || line == "operator" || line == "admin" || line.startsWith("Unknown command");
}

/// The answer to every command ends with an empty line; an empty answer is nothing but that.
std::vector<QByteArray> splitAnswers(const QByteArray &received)
{
    std::vector<QByteArray> answers;
    for (qsizetype start = 0; start < received.size();) {
        const bool empty = received.at(start) == '\n';
        const auto end = empty ? start : received.indexOf("\n\n", start);
        if (end < 0)
            break;
        answers.push_back(received.mid(start, end - start));
        start = end + (empty ? 1 : 2);
    }
    return answers;
}

Result<std::vector<QByteArray>> answersOf(Stream &stream, qsizetype commands, const Deadline &deadline)
{
    QByteArray received;
    char chunk[32 * 1024];
    while (true) {
        SURGEDECK_TRY(count, stream.read(chunk, sizeof chunk, deadline));
        received.append(chunk, count);
        if (!beginsAsHaproxy(received))
            return notHaproxy(received);
        if (received.size() > mostBytes)
            return Error{Error::Kind::Protocol, QStringLiteral("the answer is longer than 4 MB")};
        if (count == 0)
            break;
    }
    if (received.isEmpty())
        return Error{Error::Kind::Unreachable, QStringLiteral("the peer closed the connection without an answer")};
    auto answers = splitAnswers(received);
    if (answers.size() < static_cast<std::size_t>(commands))
        return notHaproxy(received);
    return answers;
}

} // namespace

Result<Endpoint> parseHaproxyAddress(const QString &address)
{
    Endpoint endpoint;
    if (address.startsWith(QLatin1String("unix:"))) {
        endpoint.unixPath = address.mid(address.startsWith(QLatin1String("unix://")) ? 7 : 5);
        return endpoint.unixPath.startsWith(QLatin1Char('/')) ? Result(endpoint) : badAddress(address);
    }
    const auto colon = address.lastIndexOf(QLatin1Char(':'));
    if (!address.startsWith(QLatin1String("tcp://")) || colon < 6)
        return badAddress(address);
    endpoint.host = address.mid(6, colon - 6);
    const bool bracketed = endpoint.host.startsWith(QLatin1Char('[')) && endpoint.host.endsWith(QLatin1Char(']'));
    if (bracketed)
        endpoint.host = endpoint.host.mid(1, endpoint.host.size() - 2);
    else if (endpoint.host.contains(QLatin1Char(':')))
        return badAddress(address);
    bool isNumber = false;
    endpoint.port = address.mid(colon + 1).toUShort(&isNumber);
    if (!isNumber || endpoint.port == 0 || endpoint.host.isEmpty())
        return badAddress(address);
    return endpoint;
}

std::optional<Error> haproxyRefusal(const QByteArray &answer)
{
    if (answer.startsWith("Permission denied"))
        return Error{Error::Kind::Auth, QStringLiteral("permission denied: the socket's level does not allow it")};
    if (answer.startsWith("Unknown command"))
        return Error{Error::Kind::Protocol, QStringLiteral("this version of HAProxy does not know the command")};
    return std::nullopt;
}

QString HaproxyInstance::name() const
{
    return (m_endpoint.unixPath.isEmpty() ? QStringLiteral("tcp://") : QStringLiteral("unix:")) + m_endpoint.toString();
}

Result<HaproxyReading> HaproxyInstance::read(const Deadline &deadline) const
{
    SURGEDECK_TRY(answers, ask({"user", "show info", "show stat -1 4 -1", "show servers state"}, deadline));
    for (const std::size_t needed : {2u, 3u, 4u}) {
        if (const auto refusal = haproxyRefusal(answers[needed]))
            return *refusal;
    }
    const auto info = parseHaproxyInfo(answers[2]);
    if (info.value("Name") != "HAProxy" && !info.contains("Uptime_sec"))
        return Error{Error::Kind::Protocol,
                     QStringLiteral("this is not HAProxy's runtime API: '%1'").arg(shown(answers[2]))};
    HaproxyReading reading;
    reading.level = answers[0];
    reading.version = info.value("Version");
    reading.process = info.value("Pid") + '/' + info.value("Start_time_sec");
    reading.time = timeIn(info);
    SURGEDECK_TRY(stats, HaproxyTable::parseCsv(answers[3]));
    SURGEDECK_TRY(state, HaproxyTable::parseState(answers[4]));
    reading.stats = std::move(stats);
    reading.state = std::move(state);
    return reading;
}

Result<QByteArray> HaproxyInstance::level(const Deadline &deadline) const
{
    SURGEDECK_TRY(answers, ask({}, deadline));
    return answers[0];
}

Result<std::vector<QByteArray>> HaproxyInstance::ask(const QByteArrayList &commands, const Deadline &deadline) const
{
    return command(QByteArrayList{"show cli level"} + commands, deadline).answers;
}

HaproxyExchange HaproxyInstance::command(const QByteArrayList &commands, const Deadline &deadline) const
{
    HaproxyExchange exchange;
    auto stream = Stream::open({m_endpoint, StreamSecurity::Plain, {}}, deadline);
    if (!stream) {
        exchange.answers = stream.error();
        return exchange;
    }
    exchange.sent = true;
    if (const Status written = (*stream)->write(commands.join(';') + '\n', deadline); !written)
        exchange.answers = written.error();
    else
        exchange.answers = answersOf(**stream, commands.size(), deadline);
    return exchange;
}

} // namespace surgedeck
