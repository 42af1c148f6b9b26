// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/deployment/deploymentsource.h"

#include "connectors/base/httpaddress.h"
#include "connectors/base/reach.h"
#include "connectors/base/socketdeadline.h"

namespace surgedeck {

namespace {

constexpr Milliseconds eachCall{1'800};
constexpr Milliseconds releasesEach{10'000};

RouterSample sampleOf(const std::vector<DeploymentRoute> &routes, const QString &instance)
{
    RouterSample sample;
    for (const DeploymentRoute &route : routes)
        for (const DeploymentRoute::Backend &backend : route.backends) {
            RouterServer server;
            server.instance = instance;
            server.backend = route.id;
            server.server = backend.name;
            server.weight = backend.weight;
            server.up = true;
            server.status = route.confirmed ? QStringLiteral("confirmed") : QStringLiteral("not confirmed");
            sample.servers.push_back(std::move(server));
        }
    return sample;
}

Changes changesOf(const std::vector<DeploymentRelease> &releases)
{
    Changes changes;
    for (const DeploymentRelease &release : releases)
        changes.changes.push_back({QStringLiteral("release/") + release.id, release.at, QStringLiteral("deploy"),
                                   QStringLiteral("%1 %2 (%3)").arg(release.service, release.version, release.state),
                                   release.by});
    return changes;
}

DiagnosisStage stageOf(const char *name, const Result<std::vector<DeploymentRoute>> &routes)
{
    DiagnosisStage stage;
    stage.stage = QLatin1String(name);
    stage.ok = bool(routes);
    if (!routes) {
        stage.value = routes.error().message;
        stage.failure = routes.error().kind;
    }
    return stage;
}

} // namespace

DeploymentSource::DeploymentSource(SourceSettings settings, std::unique_ptr<DeploymentApi> api, const Clock &clock)
    : m_settings(std::move(settings))
    , m_api(std::move(api))
    , m_clock(clock)
    , m_releases(clock, releasesEach)
{
}

Result<SourcePtr> DeploymentSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(api, DeploymentApi::create(HttpPeer::of(settings)));
    return SourcePtr(new DeploymentSource(settings, std::move(api), clock));
}

Result<PollResult> DeploymentSource::poll(std::stop_token stop)
{
    const MonoTime start = m_clock.monotonic();
    PollResult result;
    SURGEDECK_TRY(routes, m_api->routes(eachCall, stop));
    result.observations.emplace_back(sampleOf(routes, m_settings.id));
    result.statements = 1;
    if (m_releases.due()) {
        const MonoTime asked = m_clock.monotonic();
        const auto releases = m_api->releases(eachCall, stop);
        m_releases.ran(m_clock.monotonic() - asked);
        ++result.statements;
        const Changes changes = releases ? changesOf(*releases) : m_told;
        if (!(changes == m_told))
            result.observations.emplace_back(changes);
        m_told = changes;
    }
    result.inFlight = m_clock.monotonic() - start;
    return result;
}

std::vector<DiagnosisStage> DeploymentSource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, stop);
    const auto address = parseHttpAddress(m_settings.endpoint);
    if (!address)
        return {{QStringLiteral("name"),
                 false,
                 address.error().message,
                 {},
                 QStringLiteral("url: https://host[:port][/path]"),
                 {},
                 Error::Kind::Config}};
    Endpoint endpoint{address->host, static_cast<quint16>(address->port), {}};
    std::vector<DiagnosisStage> stages = {resolveStage(endpoint, deadline, m_clock)};
    stages.push_back(stages[0].ok == true ? connectStage(endpoint, deadline, m_clock)
                                          : notReached(QStringLiteral("connect")));
    if (stages[1].ok != true) {
        for (const char *later : {"tls", "sign-in", "read", "act", "clock", "newest"})
            stages.push_back(notReached(QLatin1String(later)));
        return stages;
    }
    StreamSettings stream{endpoint, address->tls ? StreamSecurity::Tls : StreamSecurity::Plain, m_settings.tls};
    stages.push_back(tlsStage(stream, deadline, m_clock));
    const MonoTime start = m_clock.monotonic();
    const auto routes = m_api->routes(std::min(deadline.left(), eachCall), stop);
    const bool denied = !routes && routes.error().kind == Error::Kind::Auth;
    DiagnosisStage signIn = denied ? stageOf("sign-in", routes)
                                   : DiagnosisStage{QStringLiteral("sign-in"), true, QStringLiteral("accepted"), {}, {},
                                                    QStringLiteral("accepted")};
    if (denied)
        signIn.advice = QStringLiteral("set token: to one that may read routes");
    DiagnosisStage read = denied ? notReached(QStringLiteral("read")) : stageOf("read", routes);
    read.ms = toSeconds(m_clock.monotonic() - start) * 1000;
    if (routes)
        read.value = read.brief = QStringLiteral("%1 routes").arg(routes->size());
    DiagnosisStage act{QStringLiteral("act"),
                       std::nullopt,
                       QStringLiteral("no acting credential is configured"),
                       {},
                       {},
                       QString::fromUtf16(nothingToTest)};
    if (!m_settings.actToken.isEmpty()) { // reading with it is all that changes nothing
        HttpPeer peer = HttpPeer::of(m_settings);
        peer.bearerToken = m_settings.actToken;
        const auto api = DeploymentApi::create(peer);
        const auto seen = api ? (*api)->routes(std::min(deadline.left(), eachCall), stop)
                              : Result<std::vector<DeploymentRoute>>(api.error());
        act = stageOf("act", seen);
        if (seen)
            act.value =
                QStringLiteral("dry run: the acting token may read; whether it may write shows only by writing");
    }
    stages.insert(
        stages.end(),
        {signIn,
         read,
         act,
         {QStringLiteral("clock"), true, QStringLiteral("not compared"), {}, {}, QString::fromUtf16(nothingToTest)},
         {QStringLiteral("newest"),
          routes ? std::optional(true) : std::nullopt,
          QStringLiteral("live"),
          {},
          {},
          QStringLiteral("live")}});
    return stages;
}

} // namespace surgedeck
