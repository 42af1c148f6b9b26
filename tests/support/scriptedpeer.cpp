// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedpeer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace surgedeck {

namespace {

constexpr int mostReceived = 1024 * 1024;
constexpr std::size_t mostConnections = 64;

quint16 listenOnLoopback(int socket)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *name = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket, name, length) != 0 || ::listen(socket, 16) != 0 || ::getsockname(socket, name, &length) != 0)
        std::abort();
    return ntohs(address.sin_port);
}

} // namespace

class ScriptedPeer::Server
{
public:
    explicit Server(std::vector<PeerStep> script)
        : m_script(std::move(script))
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
        , m_port(listenOnLoopback(m_listener))
        , m_acceptor([this] { acceptAll(); })
    {
    }

    ~Server()
    {
        ::eventfd_write(m_stop, 1);
        m_acceptor.join();
        for (auto &thread : m_talkers)
            thread.join();
        ::close(m_listener);
        ::close(m_stop);
    }

    quint16 port() const { return m_port; }
    int connections() const { return m_connections; }
    qint64 bytesSent() const { return m_bytesSent; }
    QByteArray received() const
    {
        const std::lock_guard lock(m_mutex);
        return m_received;
    }

private:
    void acceptAll()
    {
        while (ready(m_listener, POLLIN) && m_talkers.size() < mostConnections) {
            const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (socket < 0)
                continue;
            ++m_connections;
            m_talkers.emplace_back([this, socket] {
                play(socket);
                ::close(socket);
            });
        }
    }

    /// False when the peer is being destroyed, or `patience` is over.
    bool ready(int socket, short events, std::chrono::milliseconds patience = std::chrono::milliseconds(-1)) const
    {
        pollfd fds[] = {{socket, events, 0}, {m_stop, POLLIN, 0}};
        return ::poll(fds, 2, static_cast<int>(patience.count())) > 0 && fds[1].revents == 0;
    }

    void play(int socket)
    {
        QByteArray unread;
        for (const auto &step : m_script) {
            if (!playStep(socket, step, unread))
                return;
        }
    }

    bool playStep(int socket, const PeerStep &step, QByteArray &unread)
    {
        switch (step.kind) {
        case PeerStep::Kind::Receive:
            return receive(socket, unread);
        case PeerStep::Kind::Send:
            return send(socket, step.bytes);
        case PeerStep::Kind::Drip:
            return drip(socket, step);
        case PeerStep::Kind::Flood:
            while (send(socket, step.bytes)) {
            }
            return false;
        case PeerStep::Kind::Converse:
            while (receive(socket, unread) && send(socket, step.talk(unread))) {
            }
            return false;
        case PeerStep::Kind::Hang:
            while (receive(socket, unread)) {
            }
            return false;
        case PeerStep::Kind::Reset:
            return closeHard(socket);
        }
        return false;
    }

    bool receive(int socket, QByteArray &unread)
    {
        char bytes[16 * 1024];
        if (!ready(socket, POLLIN))
            return false;
        const auto count = ::recv(socket, bytes, sizeof bytes, 0);
        if (count <= 0)
            return false;
        unread.append(bytes, count);
        const std::lock_guard lock(m_mutex);
        if (m_received.size() < mostReceived)
            m_received.append(bytes, count);
        return true;
    }

    bool send(int socket, const QByteArray &bytes)
    {
        for (qsizetype done = 0; done < bytes.size();) {
            if (!ready(socket, POLLOUT))
                return false;
            const auto count =
                ::send(socket, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done), MSG_NOSIGNAL);
            if (count < 0)
                return false;
            done += count;
            m_bytesSent += count;
        }
        return true;
    }

    bool drip(int socket, const PeerStep &step)
    {
        for (const char byte : step.bytes) {
            // Waits for the stop event alone: what the other side sends meanwhile stays unread.
            pollfd stop = {m_stop, POLLIN, 0};
            if (!send(socket, QByteArray(1, byte)) || ::poll(&stop, 1, static_cast<int>(step.every.count())) != 0)
                return false;
        }
        return true;
    }

    bool closeHard(int socket)
    {
        const linger now{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        return false;
    }

    std::vector<PeerStep> m_script;
    int m_listener;
    int m_stop = ::eventfd(0, EFD_CLOEXEC);
    quint16 m_port;
    std::atomic<int> m_connections = 0;
    std::atomic<qint64> m_bytesSent = 0;
    mutable std::mutex m_mutex;
    QByteArray m_received;
    std::vector<std::thread> m_talkers;
    std::thread m_acceptor;
};

ScriptedPeer::ScriptedPeer(std::vector<PeerStep> script)
    : m_server(std::make_unique<Server>(std::move(script)))
{
}
ScriptedPeer::~ScriptedPeer() = default;

quint16 ScriptedPeer::port() const
{
    return m_server->port();
}

QByteArray ScriptedPeer::received() const
{
    return m_server->received();
}

int ScriptedPeer::connections() const
{
    return m_server->connections();
}

qint64 ScriptedPeer::bytesSent() const
{
    return m_server->bytesSent();
}

} // namespace surgedeck
