// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/resolver.h"

#include "connectors/base/guard.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace surgedeck {

namespace {

constexpr std::size_t mostAddresses = 16;
constexpr int mostThreads = 8;
constexpr std::size_t mostQueued = 256;

/// A look-up that several callers may wait for. `done` becomes readable when `answer` is there and stays so.
struct Lookup
{
    QByteArray host;
    Descriptor done{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::vector<SocketAddress> addresses;
    int error = 0;
};

using LookupPtr = std::shared_ptr<Lookup>;

std::vector<SocketAddress> copyOf(const addrinfo *list)
{
    std::vector<SocketAddress> addresses;
    for (const addrinfo *entry = list; entry && addresses.size() < mostAddresses; entry = entry->ai_next) {
        SocketAddress address;
        if (entry->ai_addrlen > sizeof address.storage)
            continue;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.length = entry->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

void look(Lookup &lookup, int flags)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *list = nullptr;
    lookup.error = ::getaddrinfo(lookup.host.constData(), nullptr, &hints, &list);
    lookup.addresses = lookup.error == 0 ? copyOf(list) : std::vector<SocketAddress>();
    if (list)
        ::freeaddrinfo(list);
}

/// Never destroyed: its threads may still sit in getaddrinfo when the program ends.
class Resolver
{
public:
    static Resolver &instance()
    {
        static auto *resolver = new Resolver;
        return *resolver;
    }

    /// nullptr: too many names wait already.
    LookupPtr start(const QByteArray &host)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto running = m_open.find(host); running != m_open.end())
            return running->second;
        if (m_open.size() >= mostQueued)
            return nullptr;
        auto lookup = std::make_shared<Lookup>();
        lookup->host = host;
        m_open.emplace(host, lookup);
        m_queue.push_back(lookup);
        startThread();
        return lookup;
    }

private:
    void startThread()
    {
        if (m_threads >= mostThreads)
            return;
        // Without a thread to be had the look-up stays queued for those that run, or its caller's deadline ends it.
        m_threads += guarded(
            [this] {
                std::thread([this] { work(); }).detach();
                return 1;
            },
            [](const std::exception_ptr &) { return 0; });
    }

    LookupPtr next()
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.empty()) {
            --m_threads;
            return nullptr;
        }
        auto lookup = m_queue.front();
        m_queue.pop_front();
        return lookup;
    }

    void work()
    {
        while (const auto lookup = next()) {
            look(*lookup, 0);
            const std::lock_guard lock(m_mutex);
            m_open.erase(lookup->host);
            ::eventfd_write(lookup->done.get(), 1);
        }
    }

    std::mutex m_mutex;
    std::map<QByteArray, LookupPtr> m_open;
    std::deque<LookupPtr> m_queue;
    int m_threads = 0;
};

std::vector<SocketAddress> alternated(const std::vector<SocketAddress> &addresses)
{
    if (addresses.empty())
        return {};
    std::deque<SocketAddress> first;
    std::deque<SocketAddress> second;
    for (const auto &address : addresses)
        (address.storage.ss_family == addresses.front().storage.ss_family ? first : second).push_back(address);
    std::vector<SocketAddress> result;
    while (!first.empty() || !second.empty()) {
        for (auto *queue : {&first, &second}) {
            if (queue->empty())
                continue;
            result.push_back(queue->front());
            queue->pop_front();
        }
    }
    return result;
}

std::vector<SocketAddress> withPort(std::vector<SocketAddress> addresses, quint16 port)
{
    for (auto &address : addresses) {
        if (address.storage.ss_family == AF_INET6)
            reinterpret_cast<sockaddr_in6 *>(&address.storage)->sin6_port = htons(port);
        else
            reinterpret_cast<sockaddr_in *>(&address.storage)->sin_port = htons(port);
    }
    return addresses;
}

Error lookupError(const QString &host, int code)
{
    const bool absent = code == EAI_NONAME || code == EAI_NODATA || code == EAI_ADDRFAMILY;
    const QString words =
        absent ? QStringLiteral("there is no such name") : QString::fromLocal8Bit(::gai_strerror(code));
    return {Error::Kind::Unreachable, QStringLiteral("name '%1': %2").arg(host, words)};
}

} // namespace

QString SocketAddress::toString() const
{
    char text[NI_MAXHOST] = "";
    ::getnameinfo(reinterpret_cast<const sockaddr *>(&storage), length, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return QString::fromLatin1(text);
}

bool isLoopbackAddress(const QString &host)
{
    const QByteArray text = host.toLatin1();
    in_addr v4{};
    if (::inet_pton(AF_INET, text.constData(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    return ::inet_pton(AF_INET6, text.constData(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

Result<std::vector<SocketAddress>> resolve(const QString &host, quint16 port, const Deadline &deadline)
{
    Lookup numeric;
    numeric.host = host.toUtf8();
    look(numeric, AI_NUMERICHOST);
    if (numeric.error == 0)
        return withPort(numeric.addresses, port);

    const auto lookup = Resolver::instance().start(numeric.host);
    if (!lookup || !lookup->done.valid())
        return Error{Error::Kind::Unreachable, QStringLiteral("name '%1': too many look-ups hang").arg(host)};
    if (auto waited = deadline.wait(lookup->done.get(), POLLIN); !waited)
        return waited.error().in(QStringLiteral("name '%1'").arg(host));
    if (lookup->error != 0)
        return lookupError(host, lookup->error);
    return withPort(alternated(lookup->addresses), port);
}

} // namespace surgedeck
