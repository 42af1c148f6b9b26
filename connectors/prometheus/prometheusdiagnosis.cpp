// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusdiagnosis.h"

#include "connectors/base/httpaddress.h"
#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/prometheus/prometheusclock.h"
#include "connectors/prometheus/prometheusrequest.h"

#include <cmath>

namespace surgedeck {

namespace {

constexpr Milliseconds bearableClockError{2'000};
constexpr Milliseconds bearableAge{5 * 60'000};
constexpr Milliseconds margin{100};

StreamSettings streamTo(const HttpAddress &address, const TlsSettings &tls)
{
    StreamSettings settings;
    settings.endpoint.host = address.host;
    if (address.host.startsWith(QLatin1Char('[')))
        settings.endpoint.host = address.host.mid(1, address.host.size() - 2);
    settings.endpoint.port = static_cast<quint16>(address.port);
    settings.security = address.tls ? StreamSecurity::Tls : StreamSecurity::Plain;
    settings.tls = tls;
    return settings;
}

/// What the API said: its time, its version, the newest sample of `up`.
struct Heard
{
    WallTime sent;
    Result<ServerClock> clock;
    QString version;
    double ms = 0;
    Result<std::optional<double>> newestUp;
};

Heard listenTo(const HttpPeer &peer, WallTime now, Milliseconds limit, std::stop_token stop)
{
    const auto client = HttpClient::create(peer);
    if (!client)
        return {now, client.error(), {}, 0, client.error()};
    const std::vector<HttpRequest> requests = {
        clockQuery(),
        buildInfoQuery(),
        instantQuery(QStringLiteral("max(timestamp(up))"), std::nullopt),
    };
    const auto outcomes = (*client)->perform(requests, limit, std::move(stop));
    const auto version = parseBuildInfo(outcomes[1]);
    const auto answer = parsePrometheusAnswer(outcomes[2]);
    return {now, readServerClock(outcomes[0], now), version ? *version : QString(), outcomes[0].totalMs,
            answer ? singleValue(*answer) : Result<std::optional<double>>(answer.error())};
}

DiagnosisStage signInStage(const Heard &heard)
{
    const bool denied = !heard.clock && heard.clock.error().kind == Error::Kind::Auth;
    if (denied)
        return {QStringLiteral("sign-in"),
                false,
                heard.clock.error().message,
                {},
                QStringLiteral("set basic_auth, bearer or tls: {cert, key} to what the server lets query"),
                {},
                Error::Kind::Auth};
    return {QStringLiteral("sign-in"), true, QStringLiteral("accepted"), {}, {}, QStringLiteral("accepted")};
}

DiagnosisStage readStage(const Heard &heard)
{
    if (!heard.clock)
        return {QStringLiteral("read"), false, heard.clock.error().message, heard.ms,
                QStringLiteral("the url must be the one below which /api/v1/query is found"),
                {},
                heard.clock.error().kind};
    const QString version =
        heard.version.isEmpty() ? QStringLiteral("an API that does not tell its version") : heard.version;
    return {QStringLiteral("read"), true, version, heard.ms, {}, heard.version};
}

DiagnosisStage clockStage(const Heard &heard)
{
    const Milliseconds ahead = heard.clock->ahead;
    const Milliseconds error = std::chrono::abs(ahead);
    const QString side = ahead < Milliseconds{0} ? QStringLiteral("behind ours") : QStringLiteral("ahead of ours");
    DiagnosisStage stage{QStringLiteral("clock"),
                         error <= bearableClockError,
                         QStringLiteral("%1 s %2").arg(toSeconds(error), 0, 'f', 1).arg(side),
                         {},
                         {},
                         clockBrief(ahead)};
    if (!*stage.ok)
        stage.advice = QStringLiteral("set both clocks by NTP; until then ages are corrected by this difference");
    return stage;
}

DiagnosisStage newestStage(const Heard &heard)
{
    DiagnosisStage stage{
        QStringLiteral("newest"), false, {}, {}, QStringLiteral("check that the server scrapes its targets")};
    if (!heard.newestUp || !*heard.newestUp || !(std::abs(**heard.newestUp) < 1e11)) {
        stage.value = heard.newestUp ? QStringLiteral("no sample of `up`") : heard.newestUp.error().message;
        return stage;
    }
    const WallTime newest{Milliseconds(std::llround(**heard.newestUp * 1000))};
    const Milliseconds age = std::max(heard.clock->theirs(heard.sent) - newest, Milliseconds{0});
    stage.value = QStringLiteral("the newest sample of `up` is %1 s old").arg(toSeconds(age), 0, 'f', 1);
    stage.brief = QStringLiteral("%1 s").arg(toSeconds(age), 0, 'f', 0);
    stage.ok = age <= bearableAge;
    if (*stage.ok)
        stage.advice.clear();
    return stage;
}

/// The stages in their order; after a failed one the rest was not reached.
class Stages
{
public:
    bool add(DiagnosisStage stage)
    {
        m_all.push_back(std::move(stage));
        return m_all.back().ok.value_or(false);
    }

    std::vector<DiagnosisStage> complete()
    {
        static const char *const names[] = {"name", "connect", "tls", "sign-in", "read", "act", "clock", "newest"};
        while (m_all.size() < std::size(names))
            m_all.push_back(notReached(QString::fromLatin1(names[m_all.size()])));
        return std::move(m_all);
    }

private:
    std::vector<DiagnosisStage> m_all;
};

} // namespace

std::vector<DiagnosisStage> diagnosePrometheus(const HttpPeer &peer, const Clock &clock, std::stop_token stop)
{
    Stages stages;
    const auto address = parseHttpAddress(peer.url);
    if (!address) {
        stages.add({QStringLiteral("name"),
                    false,
                    address.error().message,
                    {},
                    QStringLiteral("correct the url in the workspace")});
        return stages.complete();
    }
    const Deadline deadline(callDeadline - margin, stop);
    const StreamSettings stream = streamTo(*address, peer.tls);
    if (!stages.add(resolveStage(stream.endpoint, deadline, clock)) ||
        !stages.add(connectStage(stream.endpoint, deadline, clock)) || !stages.add(tlsStage(stream, deadline, clock)))
        return stages.complete();
    const Heard heard = listenTo(peer, clock.now(), deadline.left(), stop);
    if (!stages.add(signInStage(heard)) || !stages.add(readStage(heard)))
        return stages.complete();
    stages.add({QStringLiteral("act"), true, QStringLiteral("not used"), {}, {}, QString::fromUtf16(nothingToTest)});
    stages.add(clockStage(heard));
    stages.add(newestStage(heard));
    return stages.complete();
}

} // namespace surgedeck
