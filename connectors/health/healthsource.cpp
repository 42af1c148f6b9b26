// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/health/healthsource.h"

#include "models/base/timetext.h"

#include <QFile>
#include <QJsonDocument>

namespace surgedeck {

namespace {

constexpr qsizetype largestDocument = 1024 * 1024;
constexpr Milliseconds longestRead{3'500};

struct ReadDocument
{
    QJsonObject object;
    WallTime time{};
};

Result<ReadDocument> parse(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return Error{Error::Kind::Protocol, QStringLiteral("this is no JSON document: %1").arg(error.errorString())};
    ReadDocument read{document.object(), {}};
    const auto time = parseRfc3339(read.object[QLatin1String("time")].toString());
    if (read.object[QLatin1String("schema")].toString() != QLatin1String("surgedeck/v1") || !time ||
        !read.object.contains(QLatin1String("headline")))
        return Error{Error::Kind::Protocol, QStringLiteral("this is no document of `surgedeck health -o json`")};
    read.time = *time;
    return read;
}

} // namespace

Result<SourcePtr> HealthSource::create(const SourceSettings &settings, const Clock &clock)
{
    if (settings.endpoint.startsWith(QLatin1Char('/')))
        return SourcePtr(std::make_unique<HealthSource>(settings, nullptr, clock));
    SURGEDECK_TRY(client, HttpClient::create(HttpPeer::of(settings)));
    return SourcePtr(std::make_unique<HealthSource>(settings, std::move(client), clock));
}

HealthSource::HealthSource(const SourceSettings &settings, std::unique_ptr<HttpClient> client, const Clock &clock)
    : m_path(settings.endpoint)
    , m_client(std::move(client))
    , m_clock(clock)
{
}

Result<QByteArray> HealthSource::read(std::stop_token stop) const
{
    if (!m_client) {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return Error{Error::Kind::Unreachable, QStringLiteral("%1: %2").arg(m_path, file.errorString())};
        return file.read(largestDocument + 1);
    }
    const HttpRequest request{HttpRequest::Method::Get, {}, {}, largestDocument};
    HttpOutcome outcome = m_client->perform(request, longestRead, std::move(stop));
    SURGEDECK_TRY(answer, outcome.answer);
    if (answer.status == 401 || answer.status == 403)
        return Error{Error::Kind::Auth, QStringLiteral("the server refuses us (%1)").arg(answer.status)};
    if (answer.status != 200)
        return Error{Error::Kind::Unreachable, QStringLiteral("the server answers %1").arg(answer.status)};
    return answer.body;
}

Result<PollResult> HealthSource::poll(std::stop_token stop)
{
    const MonoTime began = m_clock.monotonic();
    SURGEDECK_TRY(bytes, read(std::move(stop)));
    if (bytes.size() > largestDocument)
        return Error{Error::Kind::Protocol, QStringLiteral("the document is larger than 1 MiB")};
    SURGEDECK_TRY(document, parse(bytes));
    PollResult result;
    result.newestSample = std::min(document.time, m_clock.now());
    result.observations.push_back(PublishedHealth{document.object});
    result.statements = m_client ? 1 : 0;
    result.inFlight = m_client ? m_clock.monotonic() - began : std::chrono::nanoseconds{0};
    return result;
}

std::vector<DiagnosisStage> HealthSource::diagnose(std::stop_token stop)
{
    std::vector<DiagnosisStage> stages;
    const auto bytes = read(std::move(stop));
    stages.push_back({QStringLiteral("connect"),
                      bool(bytes),
                      bytes ? QStringLiteral("%1 bytes").arg(bytes->size()) : QString(),
                      {},
                      bytes ? QString() : bytes.error().message});
    const auto document = bytes ? parse(*bytes) : Result<ReadDocument>(bytes.error());
    stages.push_back({QStringLiteral("read"),
                      bytes ? std::optional(bool(document)) : std::nullopt,
                      document ? QStringLiteral("a health document") : QString(),
                      {},
                      bytes && !document ? document.error().message +
                                               QStringLiteral("; publish it by `surgedeck health W --watch --out FILE`")
                                         : QString()});
    if (!document) {
        stages.push_back({QStringLiteral("newest"), std::nullopt, {}, {}, {}});
        return stages;
    }
    const Milliseconds age = m_clock.now() - document->time;
    stages.push_back({QStringLiteral("newest"),
                      age < std::chrono::minutes(1),
                      durationWords(std::max(age, Milliseconds{0})),
                      {},
                      age < std::chrono::minutes(1)
                          ? QString()
                          : QStringLiteral("nobody publishes any more: see the machine that does")});
    return stages;
}

} // namespace surgedeck
