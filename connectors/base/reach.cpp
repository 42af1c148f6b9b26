// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/reach.h"

#include "connectors/base/tlswords.h"

#include <QStringList>

#include <cmath>

namespace surgedeck {

namespace {

double msSince(MonoTime start, const Clock &clock)
{
    return toSeconds(clock.monotonic() - start) * 1000;
}

QString connectAdvice(const Error &error, const Endpoint &endpoint)
{
    if (!endpoint.unixPath.isEmpty()) {
        return error.kind == Error::Kind::Auth
                   ? QStringLiteral("let this user's group read and write %1").arg(endpoint.unixPath)
                   : QStringLiteral("check that the server runs and creates %1").arg(endpoint.unixPath);
    }
    if (error.kind == Error::Kind::Timeout)
        return QStringLiteral("check the firewall between here and %1").arg(endpoint.toString());
    return QStringLiteral("check that the server runs and listens on %1").arg(endpoint.toString());
}

} // namespace

DiagnosisStage resolveStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("name"), true, {}, {}, {}};
    if (!endpoint.unixPath.isEmpty()) {
        stage.value = QStringLiteral("a local socket");
        stage.brief = QStringLiteral("local");
        return stage;
    }
    const MonoTime start = clock.monotonic();
    const auto addresses = resolve(endpoint.host, endpoint.port, deadline);
    stage.ms = msSince(start, clock);
    stage.ok = bool(addresses);
    if (!addresses) {
        stage.value = addresses.error().message;
        stage.failure = addresses.error().kind;
        stage.advice = QStringLiteral("check the spelling, the DNS and the VPN: getent hosts %1").arg(endpoint.host);
        return stage;
    }
    QStringList shown;
    for (const auto &address : *addresses)
        shown << address.toString();
    stage.value = shown.join(QStringLiteral(", "));
    return stage;
}

DiagnosisStage connectStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("connect"), true, endpoint.toString(), {}, {}};
    const MonoTime start = clock.monotonic();
    const auto socket = dial(endpoint, deadline);
    stage.ms = msSince(start, clock);
    if (socket)
        return stage;
    stage.ok = false;
    stage.value = socket.error().message;
    stage.failure = socket.error().kind;
    stage.advice = connectAdvice(socket.error(), endpoint);
    return stage;
}

DiagnosisStage tlsStage(const StreamSettings &settings, const Deadline &deadline, const Clock &clock)
{
    DiagnosisStage stage{QStringLiteral("tls"), true, {}, {}, {}};
    if (settings.security == StreamSecurity::Plain) {
        stage.value = QStringLiteral("not used");
        stage.brief = QStringLiteral("plain text");
        if (!settings.endpoint.isLocal())
            stage.advice = QStringLiteral("passwords and data cross the network in plain text: switch TLS on");
        return stage;
    }
    auto socket = dial(settings.endpoint, deadline);
    const MonoTime start = clock.monotonic();
    const auto stream =
        socket ? Stream::over(std::move(*socket), settings, deadline) : Result<StreamPtr>(socket.error());
    stage.ms = msSince(start, clock);
    stage.ok = bool(stream);
    stage.value = stream ? (*stream)->tls()->description() : stream.error().message;
    const auto expiry = stream ? (*stream)->tls()->certificateExpiry() : std::nullopt;
    if (stream)
        stage.brief = tlsBrief(stage.value);
    else
        stage.failure = stream.error().kind;
    if (expiry) {
        const auto days = std::chrono::floor<std::chrono::days>(*expiry - clock.now()).count();
        stage.advice = tlsExpiryNotice(settings.endpoint.host, *expiry, clock.now());
        stage.brief = stage.advice.isEmpty() ? QStringLiteral("%1, %2 d").arg(stage.brief).arg(days)
                                             : QStringLiteral("expires in %1 d").arg(days);
    }
    if (settings.security == StreamSecurity::TlsUnverified)
        stage.advice = QStringLiteral(
            "the certificate is not checked: anybody in between can read and answer; name the CA, tls: {ca: FILE}");
    else if (!stream)
        stage.advice = QStringLiteral("openssl s_client -connect %1 -servername %2")
                           .arg(settings.endpoint.toString(), settings.endpoint.host);
    return stage;
}

QString tlsBrief(const QString &description)
{
    const QString version = description.section(QLatin1Char(','), 0, 0);
    return version.startsWith(QLatin1String("TLSv")) ? version.mid(4) : version;
}

QString clockBrief(Milliseconds offset)
{
    const double seconds = toSeconds(offset);
    const QString number = QString::number(std::abs(seconds), 'f', 1);
    if (number == QLatin1String("0.0"))
        return number + QStringLiteral(" s");
    return (seconds < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + number + QStringLiteral(" s");
}

DiagnosisStage notReached(const QString &stage)
{
    return {stage, std::nullopt, QStringLiteral("not reached"), {}, {}};
}

} // namespace surgedeck
