// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tunnel/sshtunnel.h"

#include "connectors/base/sshcommand.h"

#include <QDir>
#include <QFile>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds look{50};
/// A sign-in that takes longer than these calls together is given up and begun again.
constexpr int mostWaits = 5;
constexpr qsizetype mostForwards = 16;

Descriptor loopbackSocket(sockaddr_in &address)
{
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket.get(), generic, size) != 0 || ::getsockname(socket.get(), generic, &size) != 0)
        return {};
    return socket;
}

/// Inodes of the sockets that listen on `port` of 127.0.0.1 (Documentation/networking/proc_net_tcp of the kernel).
QByteArrayList listenersOn(quint16 port)
{
    QFile table(QStringLiteral("/proc/net/tcp"));
    QByteArrayList inodes;
    if (!table.open(QIODevice::ReadOnly))
        return inodes;
    const QByteArray address = "0100007F:" + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() > 9 && fields[1] == address && fields[3] == "0A")
            inodes << fields[9];
    }
    return inodes;
}

/// A port that somebody else took meanwhile must not get our credentials: the listener has to be our child's.
bool hasSocket(int process, const QByteArrayList &inodes)
{
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(process));
    const auto entries = folder.entryList(QDir::Files | QDir::System);
    return std::any_of(entries.begin(), entries.end(), [&](const QString &entry) {
        char target[64];
        const QByteArray path = QFile::encodeName(folder.filePath(entry));
        const ssize_t size = ::readlink(path.constData(), target, sizeof target);
        const QByteArray name = size > 0 ? QByteArray(target, size) : QByteArray();
        return name.startsWith("socket:[") && inodes.contains(name.mid(8).chopped(1));
    });
}

QString bracketed(const QString &host)
{
    return host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
}

} // namespace

SshTunnel::SshTunnel(QString host)
    : m_host(std::move(host))
{
}

Result<quint16> SshTunnel::portTo(const Endpoint &far)
{
    for (const Forward &forward : m_forwards)
        if (forward.far == far)
            return forward.port;
    sockaddr_in address{};
    const Descriptor socket = loopbackSocket(address);
    if (!socket.valid() || static_cast<qsizetype>(m_forwards.size()) >= mostForwards)
        return Error{Error::Kind::Unreachable, QStringLiteral("this machine has no port for a tunnel")};
    m_forwards.push_back({far, ntohs(address.sin_port)});
    return m_forwards.back().port;
}

QStringList SshTunnel::command() const
{
    QStringList options{QStringLiteral("-N")};
    for (const Forward &forward : m_forwards) {
        const QString there = forward.far.unixPath.isEmpty()
                                  ? QStringLiteral("%1:%2").arg(bracketed(forward.far.host)).arg(forward.far.port)
                                  : forward.far.unixPath;
        options << QStringLiteral("-L") << QStringLiteral("127.0.0.1:%1:%2").arg(forward.port).arg(there);
    }
    return sshCommand(m_host, options);
}

Status SshTunnel::start()
{
    m_listening = false;
    m_waits = 0;
    SURGEDECK_TRY(child, ChildProcess::start(command()));
    m_ssh = std::move(child);
    return ok();
}

bool SshTunnel::listens() const
{
    return std::all_of(m_forwards.begin(), m_forwards.end(),
                       [this](const Forward &forward) { return hasSocket(m_ssh->id(), listenersOn(forward.port)); });
}

bool SshTunnel::isUp()
{
    return m_ssh && m_listening && !m_ssh->hasEnded();
}

Status SshTunnel::ready(const Deadline &deadline)
{
    if (isUp())
        return ok();
    if (!m_ssh)
        SURGEDECK_CHECK(start());
    ++m_waits;
    while (!m_ssh->hasEnded()) {
        if (listens()) {
            m_listening = true;
            return ok();
        }
        const auto ended = m_ssh->waitForEnd(deadline, look);
        if (ended)
            continue;
        if (m_waits >= mostWaits)
            m_ssh.reset();
        return ended.error().in(QStringLiteral("ssh %1 is still signing in").arg(m_host));
    }
    const QString complaint = m_ssh->takeComplaint();
    m_ssh.reset();
    return sshError(m_host, complaint);
}

QString SshTunnel::takeComplaint()
{
    return m_ssh ? m_ssh->takeComplaint() : QString();
}

} // namespace surgedeck
