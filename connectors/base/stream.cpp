// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/stream.h"

#include <cerrno>
#include <cstring>

namespace surgedeck {

namespace {

Error brokenBy(int code)
{
    const QString words = code == EPIPE || code == ECONNRESET ? QStringLiteral("the peer broke the connection")
                                                              : QString::fromLocal8Bit(std::strerror(code));
    return {Error::Kind::Unreachable, words};
}

bool mayComeAgain(int code)
{
    return code == EAGAIN || code == EINTR;
}

} // namespace

Result<StreamPtr> Stream::open(const StreamSettings &settings, const Deadline &deadline)
{
    SURGEDECK_TRY(socket, dial(settings.endpoint, deadline));
    return over(std::move(socket), settings, deadline);
}

Result<StreamPtr> Stream::over(Descriptor socket, const StreamSettings &settings, const Deadline &deadline)
{
    StreamPtr stream(new Stream(std::move(socket)));
    if (settings.security == StreamSecurity::Plain)
        return stream;
    const auto verification = settings.security == StreamSecurity::Tls ? TlsVerification::Full : TlsVerification::None;
    auto tls = TlsSession::start(stream->m_socket.get(), settings.endpoint.host, settings.tls, verification, deadline);
    if (!tls)
        return tls.error().in(settings.endpoint.toString());
    stream->m_tls = std::move(*tls);
    return stream;
}

Result<qsizetype> Stream::read(char *buffer, qsizetype size, const Deadline &deadline)
{
    if (m_tls)
        return m_tls->read(buffer, size, deadline);
    while (true) {
        // Asked before each read: a peer that never stops sending must not outlive the deadline either.
        SURGEDECK_CHECK(deadline.wait(m_socket.get(), POLLIN));
        const auto count = ::recv(m_socket.get(), buffer, static_cast<std::size_t>(size), 0);
        if (count >= 0)
            return qsizetype(count);
        if (!mayComeAgain(errno))
            return brokenBy(errno);
    }
}

Status Stream::write(QByteArrayView bytes, const Deadline &deadline)
{
    if (m_tls)
        return m_tls->write(bytes, deadline);
    while (!bytes.isEmpty()) {
        SURGEDECK_CHECK(deadline.wait(m_socket.get(), POLLOUT));
        const auto count = ::send(m_socket.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (count < 0 && !mayComeAgain(errno))
            return brokenBy(errno);
        bytes = bytes.sliced(std::max<qsizetype>(count, 0));
    }
    return ok();
}

} // namespace surgedeck
