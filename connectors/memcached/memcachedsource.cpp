// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/memcached/memcachedsource.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "models/domain/sourcesettings.h"

namespace surgedeck {

namespace {

constexpr qsizetype largestAnswer = 256 * 1024;
constexpr qsizetype mostStats = 500;
constexpr Milliseconds limit{3'000};

double numberOf(const QHash<QByteArray, QByteArray> &stats, const char *name)
{
    return stats.value(name).toDouble();
}

std::optional<double> knownNumber(const QHash<QByteArray, QByteArray> &stats, const char *name)
{
    bool number = false;
    const double value = stats.value(name).toDouble(&number);
    return number ? std::optional(value) : std::nullopt;
}

Error badAddress()
{
    return {Error::Kind::Config, QStringLiteral("address: neither tcp://HOST:PORT nor unix:/PATH")};
}

} // namespace

Result<Endpoint> parseMemcachedAddress(const QString &address)
{
    if (address.startsWith(QLatin1String("unix:/")))
        return Endpoint{{}, 0, address.mid(5)};
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    if (!address.startsWith(QLatin1String("tcp://")) || colon < 7)
        return badAddress();
    QString host = address.mid(6, colon - 6);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    bool number = false;
    const quint16 port = address.mid(colon + 1).toUShort(&number);
    return number && port != 0 && !host.isEmpty() ? Result<Endpoint>(Endpoint{host, port, {}}) : badAddress();
}

QHash<QByteArray, QByteArray> parseMemcachedStats(const QByteArray &answer)
{
    QHash<QByteArray, QByteArray> stats;
    for (const QByteArray &line : answer.split('\n')) {
        const QByteArrayList words = line.trimmed().split(' ');
        if (words.size() >= 3 && words[0] == "STAT" && stats.size() < mostStats)
            stats.insert(words[1], words[2]);
    }
    return stats;
}

Result<SourcePtr> MemcachedSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(endpoint, parseMemcachedAddress(settings.endpoint));
    return SourcePtr(std::make_unique<MemcachedSource>(endpoint, clock));
}

MemcachedSource::MemcachedSource(Endpoint endpoint, const Clock &clock)
    : m_endpoint(std::move(endpoint))
    , m_clock(clock)
{
}

Result<MemcachedSource::Stats> MemcachedSource::read(const Deadline &deadline)
{
    if (!m_stream) {
        SURGEDECK_TRY(stream, Stream::open({m_endpoint, StreamSecurity::Plain, {}}, deadline));
        m_stream = std::move(stream);
    }
    SURGEDECK_CHECK(m_stream->write("stats\r\n", deadline));
    QByteArray answer;
    char bytes[16 * 1024];
    while (!answer.endsWith("END\r\n")) {
        SURGEDECK_TRY(count, m_stream->read(bytes, sizeof bytes, deadline));
        answer.append(bytes, count);
        if (count == 0)
            return Error{Error::Kind::Unreachable, QStringLiteral("the server closed the connection")};
        if (answer.startsWith("ERROR") || answer.startsWith("CLIENT_ERROR"))
            return Error{Error::Kind::Auth,
                         QStringLiteral("it does not answer \"stats\": it asks for SASL, or is none")};
        if (answer.size() > largestAnswer || (answer.size() >= 5 && !answer.startsWith("STAT ")))
            return Error{Error::Kind::Protocol, QStringLiteral("what answers there is no memcached")};
    }
    return parseMemcachedStats(answer);
}

CacheStats MemcachedSource::fold(const Stats &stats, MonoTime at)
{
    const Totals now{at,
                     numberOf(stats, "get_hits"),
                     numberOf(stats, "get_misses"),
                     numberOf(stats, "evictions"),
                     numberOf(stats, "cmd_get") + numberOf(stats, "cmd_set") + numberOf(stats, "cmd_touch"),
                     numberOf(stats, "uptime")};
    CacheStats cache;
    cache.usedMemoryBytes = knownNumber(stats, "bytes");
    cache.maxMemoryBytes = knownNumber(stats, "limit_maxbytes");
    if (const auto clients = knownNumber(stats, "curr_connections"))
        cache.clients = static_cast<int>(*clients);
    if (m_before && now.uptime >= m_before->uptime) {
        const double seconds = toSeconds(at - m_before->at);
        const double looked = now.hits + now.misses - m_before->hits - m_before->misses;
        if (looked > 0)
            cache.hitRatio = (now.hits - m_before->hits) / looked;
        if (seconds > 0) {
            cache.evictedPerSecond = (now.evictions - m_before->evictions) / seconds;
            cache.opsPerSecond = (now.commands - m_before->commands) / seconds;
        }
    }
    m_before = now;
    return cache;
}

Result<PollResult> MemcachedSource::poll(std::stop_token stop)
{
    const Deadline deadline(limit, std::move(stop));
    const bool wasOpen = m_stream != nullptr;
    const MonoTime start = m_clock.monotonic();
    auto stats = read(deadline);
    if (!stats && wasOpen && stats.error().kind == Error::Kind::Unreachable) {
        m_stream.reset();
        stats = read(deadline);
    }
    if (!stats) {
        m_stream.reset();
        return stats.error();
    }
    PollResult result;
    result.statements = 1;
    result.inFlight = m_clock.monotonic() - start;
    result.observations.emplace_back(fold(*stats, start));
    ServerFacts facts;
    facts.engine = QStringLiteral("memcached");
    facts.version = QString::fromLatin1(stats->value("version").left(40));
    result.observations.emplace_back(std::move(facts));
    return result;
}

std::vector<DiagnosisStage> MemcachedSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    std::vector<DiagnosisStage> stages{resolveStage(m_endpoint, deadline, m_clock)};
    stages.push_back(stages.back().ok == true ? connectStage(m_endpoint, deadline, m_clock)
                                              : notReached(QStringLiteral("connect")));
    if (stages.back().ok != true) {
        stages.push_back(notReached(QStringLiteral("read")));
        return stages;
    }
    const auto stats = read(deadline);
    DiagnosisStage read{QStringLiteral("read"), bool(stats), {}, {}, {}};
    read.value = stats ? QStringLiteral("memcached %1").arg(QString::fromLatin1(stats->value("version")))
                       : stats.error().message;
    read.brief = stats ? read.value : QString();
    if (!stats) {
        read.failure = stats.error().kind;
        m_stream.reset();
    }
    stages.push_back(std::move(read));
    return stages;
}

} // namespace surgedeck
