// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/dial.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace surgedeck {

namespace {

constexpr Milliseconds stagger{250};

Error dialError(const Endpoint &endpoint, int code)
{
    const QString place = endpoint.toString();
    switch (code) {
    case ECONNREFUSED:
        return {Error::Kind::Unreachable, QStringLiteral("%1: connection refused, nothing listens there").arg(place)};
    case ENOENT:
        return {Error::Kind::Unreachable, QStringLiteral("%1: there is no such socket").arg(place)};
    case EACCES:
        return {Error::Kind::Auth, QStringLiteral("%1: this user may not open the socket").arg(place)};
    case EAGAIN:
        return {Error::Kind::Timeout, QStringLiteral("%1: the server does not accept, its queue is full").arg(place)};
    default:
        return {Error::Kind::Unreachable,
                QStringLiteral("%1: %2").arg(place, QString::fromLocal8Bit(std::strerror(code)))};
    }
}

/// Connection attempts in flight, each on its own socket.
class Race
{
public:
    Race(const Endpoint &endpoint, const Deadline &deadline)
        : m_endpoint(endpoint)
        , m_deadline(deadline)
    {
    }

    Result<Descriptor> run(const std::vector<SocketAddress> &addresses)
    {
        for (std::size_t next = 0; next < addresses.size() || !m_sockets.empty();) {
            if (next < addresses.size())
                start(addresses[next++]);
            // A refusal on this machine is immediate: nothing to wait for, the next address at once.
            if (!m_sockets.empty()) {
                SURGEDECK_TRY(winner, await(next < addresses.size()));
                if (winner.valid())
                    return std::move(winner);
            }
        }
        return dialError(m_endpoint, m_firstError);
    }

private:
    void start(const SocketAddress &address)
    {
        Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        const auto *name = reinterpret_cast<const sockaddr *>(&address.storage);
        if (!socket.valid() || (::connect(socket.get(), name, address.length) != 0 && errno != EINPROGRESS))
            return note(errno);
        const int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_sockets.push_back(std::move(socket));
    }

    void note(int code) { m_firstError = m_firstError == 0 ? code : m_firstError; }

    /// The socket that got through, or an invalid one when it is time for the next address.
    Result<Descriptor> await(bool moreToTry)
    {
        std::vector<pollfd> fds;
        for (const auto &socket : m_sockets)
            fds.push_back({socket.get(), POLLOUT, 0});
        auto ready = m_deadline.waitAny(fds, moreToTry ? std::optional(stagger) : std::nullopt);
        if (!ready)
            return ready.error().in(m_endpoint.toString());
        for (std::size_t i = fds.size(); i-- > 0;) {
            if (fds[i].revents == 0)
                continue;
            Descriptor socket = std::move(m_sockets[i]);
            m_sockets.erase(m_sockets.begin() + static_cast<std::ptrdiff_t>(i));
            int code = 0;
            socklen_t length = sizeof code;
            ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &length);
            if (code == 0)
                return socket;
            note(code);
        }
        return Descriptor();
    }

    const Endpoint &m_endpoint;
    const Deadline &m_deadline;
    std::vector<Descriptor> m_sockets;
    int m_firstError = 0;
};

Result<SocketAddress> unixAddress(const QString &path)
{
    const QByteArray name = path.toLocal8Bit();
    SocketAddress address;
    auto *un = reinterpret_cast<sockaddr_un *>(&address.storage);
    if (static_cast<std::size_t>(name.size()) >= sizeof un->sun_path)
        return Error{Error::Kind::Config, QStringLiteral("%1: a socket path has at most 107 characters").arg(path)};
    un->sun_family = AF_UNIX;
    std::memcpy(un->sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    address.length = sizeof(sockaddr_un);
    return address;
}

} // namespace

bool Endpoint::isLocal() const
{
    const bool isLocalhost = host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0;
    return !unixPath.isEmpty() || isLocalhost || isLoopbackAddress(host);
}

QString Endpoint::toString() const
{
    if (!unixPath.isEmpty())
        return unixPath;
    const QString shown = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return QStringLiteral("%1:%2").arg(shown).arg(port);
}

Result<Descriptor> dialAny(const Endpoint &endpoint, const std::vector<SocketAddress> &addresses,
                           const Deadline &deadline)
{
    return Race(endpoint, deadline).run(addresses);
}

Result<Descriptor> dial(const Endpoint &endpoint, const Deadline &deadline)
{
    if (!endpoint.unixPath.isEmpty()) {
        SURGEDECK_TRY(address, unixAddress(endpoint.unixPath));
        return dialAny(endpoint, {address}, deadline);
    }
    SURGEDECK_TRY(addresses, resolve(endpoint.host, endpoint.port, deadline));
    return dialAny(endpoint, addresses, deadline);
}

} // namespace surgedeck
