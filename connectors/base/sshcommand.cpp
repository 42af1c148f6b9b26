// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/sshcommand.h"

namespace surgedeck {

QStringList sshCommand(const QString &host, const QStringList &options)
{
    // Another connection's master would keep what we ask for after we are gone.
    static const QStringList ours = {
        QStringLiteral("BatchMode=yes"),           QStringLiteral("StrictHostKeyChecking=yes"),
        QStringLiteral("ConnectTimeout=5"),        QStringLiteral("ServerAliveInterval=5"),
        QStringLiteral("ServerAliveCountMax=2"),   QStringLiteral("ControlMaster=no"),
        QStringLiteral("ControlPath=none"),        QStringLiteral("ForwardAgent=no"),
        QStringLiteral("ForwardX11=no"),           QStringLiteral("PermitLocalCommand=no"),
        QStringLiteral("ExitOnForwardFailure=yes")};
    QStringList command{QStringLiteral("ssh"), QStringLiteral("-T")};
    for (const QString &option : ours)
        command << QStringLiteral("-o") << option;
    return command + options + QStringList{QStringLiteral("--"), host};
}

QString quotedForShell(const QString &word)
{
    QString inner = word;
    return QLatin1Char('\'') + inner.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

Error sshError(const QString &host, const QString &complaint)
{
    const auto says = [&complaint](const char *words) { return complaint.contains(QLatin1String(words)); };
    const bool denied = says("Permission denied") || says("Host key verification failed") || says("host key");
    const bool missing = says("this program can not be started");
    const Error::Kind kind = denied ? Error::Kind::Auth : missing ? Error::Kind::Config : Error::Kind::Unreachable;
    return {kind,
            QStringLiteral("ssh %1: %2")
                .arg(host, complaint.isEmpty() ? QStringLiteral("it ended without a word") : complaint.right(300))};
}

} // namespace surgedeck
