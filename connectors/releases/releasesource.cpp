// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/releases/releasesource.h"

#include "connectors/base/httpaddress.h"
#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"
#include "models/base/timetext.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds askEach{30'000};
constexpr Milliseconds askLimit{3'500};
constexpr qsizetype largestPage = 4 * 1024 * 1024;

Error errorOf(const HttpAnswer &answer, const QString &host)
{
    const QString words = QStringLiteral("%1 answers %2").arg(host).arg(answer.status);
    // GitHub says 403 or 429 to who asked too often, and only the message tells it from a token without rights.
    if (answer.status == 429 || (answer.status == 403 && answer.body.left(2'048).contains("rate limit")))
        return {Error::Kind::Full,
                words + QStringLiteral(": asked too often for now; a token of one's own raises the limit")};
    const bool denied = answer.status == 401 || answer.status == 403;
    return {denied                 ? Error::Kind::Auth
            : answer.status == 404 ? Error::Kind::Config
                                   : Error::Kind::Unreachable,
            answer.status == 404 ? words + QStringLiteral(": there is no such project, or the token may not see it")
                                 : words};
}

} // namespace

ReleaseSource::ReleaseSource(const ReleaseHost &host, HttpPeer peer, std::unique_ptr<HttpClient> client,
                             const Clock &clock)
    : m_host(host)
    , m_peer(std::move(peer))
    , m_client(std::move(client))
    , m_clock(clock)
    , m_due(clock,
            m_peer.bearerToken.isEmpty() && m_peer.user.isEmpty() ? std::max(askEach, host.anonymousEach) : askEach)
{
}

Result<SourcePtr> ReleaseSource::create(const ReleaseHost &host, const SourceSettings &settings, const Clock &clock)
{
    HttpPeer peer = HttpPeer::of(settings);
    SURGEDECK_TRY(api, host.apiOf(settings.endpoint));
    peer.url = api;
    peer.headers.insert(peer.headers.end(), host.headers.begin(), host.headers.end());
    if (!host.accept.isEmpty())
        peer.accept = host.accept;
    SURGEDECK_TRY(client, HttpClient::create(peer));
    return SourcePtr(new ReleaseSource(host, std::move(peer), std::move(client), clock));
}

Result<SourcePtr> ReleaseSource::createGitlab(const SourceSettings &settings, const Clock &clock)
{
    return create(gitlabHost(), settings, clock);
}

Result<SourcePtr> ReleaseSource::createGithub(const SourceSettings &settings, const Clock &clock)
{
    return create(githubHost(), settings, clock);
}

Result<Changes> ReleaseSource::ask(Milliseconds limit, std::stop_token stop)
{
    std::vector<HttpRequest> requests;
    for (const QString &path : m_host.paths) {
        HttpRequest request;
        request.path = path;
        request.largestBody = largestPage;
        requests.push_back(std::move(request));
    }
    Changes changes;
    for (const HttpOutcome &outcome : m_client->perform(requests, limit, std::move(stop))) {
        SURGEDECK_TRY(answer, outcome.answer);
        if (answer.status != 200)
            return errorOf(answer, m_host.name);
        SURGEDECK_TRY(page, m_host.read(answer.body));
        changes.changes.insert(changes.changes.end(), page.begin(), page.end());
    }
    std::ranges::stable_sort(changes.changes, {}, &Change::at);
    return changes;
}

Result<PollResult> ReleaseSource::poll(std::stop_token stop)
{
    PollResult result;
    if (!m_due.due())
        return result;
    const MonoTime start = m_clock.monotonic();
    const auto changes = ask(askLimit, std::move(stop));
    result.inFlight = m_clock.monotonic() - start;
    m_due.ran(result.inFlight);
    if (!changes)
        return changes.error();
    result.statements = static_cast<int>(m_host.paths.size());
    if (!(*changes == m_told))
        result.observations.emplace_back(*changes);
    m_told = *changes;
    return result;
}

std::vector<DiagnosisStage> ReleaseSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, stop);
    const auto address = parseHttpAddress(m_peer.url);
    const Endpoint endpoint{address ? address->host : QString(), static_cast<quint16>(address ? address->port : 0), {}};
    std::vector<DiagnosisStage> stages = {resolveStage(endpoint, deadline, m_clock)};
    stages.push_back(stages[0].ok == true ? connectStage(endpoint, deadline, m_clock)
                                          : notReached(QStringLiteral("connect")));
    const auto cutOff = [&] {
        static constexpr const char *names[] = {"name", "connect", "tls", "sign-in", "read", "act", "clock", "newest"};
        while (stages.size() < std::size(names))
            stages.push_back(notReached(QLatin1String(names[stages.size()])));
        return stages;
    };
    if (stages[1].ok != true)
        return cutOff();
    stages.push_back(tlsStage({endpoint, address->tls ? StreamSecurity::Tls : StreamSecurity::Plain, m_peer.tls},
                              deadline, m_clock));
    const auto changes = ask(std::min(deadline.left(), askLimit), stop);
    const bool denied = !changes && changes.error().kind == Error::Kind::Auth;
    DiagnosisStage signIn{QStringLiteral("sign-in"),
                          !denied,
                          denied ? changes.error().message : QStringLiteral("accepted"),
                          {},
                          {},
                          denied ? QString() : QStringLiteral("accepted")};
    if (denied)
        signIn.advice = QStringLiteral("set token: to one that may read the project's deployments and releases");
    stages.push_back(signIn);
    if (denied)
        return cutOff();
    stages.push_back(
        {QStringLiteral("read"),
         bool(changes),
         changes ? QStringLiteral("%1 deployments and releases").arg(changes->changes.size()) : changes.error().message,
         {},
         {},
         {},
         changes ? std::nullopt : std::optional(changes.error().kind)});
    if (!changes)
        return cutOff();
    const QString nothing = QString::fromUtf16(nothingToTest);
    stages.push_back({QStringLiteral("act"), std::nullopt, QStringLiteral("nothing is done there"), {}, {}, nothing});
    stages.push_back({QStringLiteral("clock"), true, QStringLiteral("not compared"), {}, {}, nothing});
    stages.push_back({QStringLiteral("newest"),
                      true,
                      changes->changes.empty() ? QStringLiteral("none yet") : toRfc3339(changes->changes.back().at),
                      {},
                      {},
                      nothing});
    return stages;
}

} // namespace surgedeck
