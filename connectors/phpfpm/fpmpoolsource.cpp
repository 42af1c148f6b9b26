// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/phpfpm/fpmpoolsource.h"

#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/phpfpm/fastcgi.h"
#include "connectors/phpfpm/phpfpmsource.h"
#include "models/domain/sourcesettings.h"

#include <QUrl>

namespace surgedeck {

namespace {

constexpr Milliseconds limit{3'500};
constexpr int usualPort = 9000;

} // namespace

Result<FpmAddress> parseFpmAddress(const QString &url)
{
    const Error wrong{Error::Kind::Config,
                      QStringLiteral("url: neither fcgi://HOST:PORT/STATUS_PATH nor unix:/SOCKET;/STATUS_PATH")};
    if (url.startsWith(QLatin1String("unix:/"))) {
        const QString path = url.section(QLatin1Char(';'), 1);
        if (!path.startsWith(QLatin1Char('/')))
            return wrong;
        return FpmAddress{{{}, 0, url.mid(5).section(QLatin1Char(';'), 0, 0)}, path.toUtf8()};
    }
    const QUrl parsed(url, QUrl::StrictMode);
    if (parsed.scheme() != QLatin1String("fcgi") || parsed.host().isEmpty() || parsed.path().size() < 2)
        return wrong;
    return FpmAddress{{parsed.host(), static_cast<quint16>(parsed.port(usualPort)), {}}, parsed.path().toUtf8()};
}

Result<SourcePtr> FpmPoolSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(address, parseFpmAddress(settings.endpoint));
    return SourcePtr(std::make_unique<FpmPoolSource>(address, clock));
}

FpmPoolSource::FpmPoolSource(FpmAddress address, const Clock &clock)
    : m_address(std::move(address))
    , m_clock(clock)
{
}

Result<ServerGauges> FpmPoolSource::read(const Deadline &deadline) const
{
    const CgiParameters parameters{{"SCRIPT_NAME", m_address.path},  {"SCRIPT_FILENAME", m_address.path},
                                   {"REQUEST_URI", m_address.path},  {"QUERY_STRING", "json"},
                                   {"REQUEST_METHOD", "GET"},        {"SERVER_PROTOCOL", "HTTP/1.1"},
                                   {"GATEWAY_INTERFACE", "CGI/1.1"}, {"REMOTE_ADDR", "127.0.0.1"}};
    SURGEDECK_TRY(body, askFastCgi(m_address.endpoint, parameters, deadline));
    return parseFpmStatus(body);
}

Result<PollResult> FpmPoolSource::poll(std::stop_token stop)
{
    const Deadline deadline(limit, std::move(stop));
    const MonoTime start = m_clock.monotonic();
    SURGEDECK_TRY(gauges, read(deadline));
    PollResult result;
    result.statements = 1;
    result.inFlight = m_clock.monotonic() - start;
    gauges.engine = QStringLiteral("phpfpm");
    m_rates.fold(gauges, start);
    result.observations.emplace_back(std::move(gauges));
    return result;
}

std::vector<DiagnosisStage> FpmPoolSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    std::vector<DiagnosisStage> stages{resolveStage(m_address.endpoint, deadline, m_clock)};
    stages.push_back(stages.back().ok == true ? connectStage(m_address.endpoint, deadline, m_clock)
                                              : notReached(QStringLiteral("connect")));
    if (stages.back().ok != true) {
        stages.push_back(notReached(QStringLiteral("read")));
        return stages;
    }
    const auto gauges = read(deadline);
    DiagnosisStage read{QStringLiteral("read"), bool(gauges), {}, {}, {}};
    read.value = gauges ? QStringLiteral("PHP-FPM: %1 figures").arg(gauges->gauges.size()) : gauges.error().message;
    read.brief = gauges ? QStringLiteral("phpfpm") : QString();
    if (!gauges) {
        read.failure = gauges.error().kind;
        read.advice = QStringLiteral("pm.status_path = %1, and pm.status_listen for a full pool, in the pool's file")
                          .arg(QString::fromUtf8(m_address.path));
    }
    stages.push_back(std::move(read));
    return stages;
}

} // namespace surgedeck
