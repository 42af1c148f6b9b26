// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/session.h"

#include "connectors/mysql/clienthandle.h"
#include "connectors/mysql/errors.h"
#include "connectors/mysql/floodguard.h"

#include <errmsg.h>
#include <mysql.h>
#include <sys/socket.h>

#include <array>
#include <numeric>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostRows = 10'000;
constexpr std::size_t greetingBytes = 5;
constexpr qsizetype mostBytes = 16 * 1024 * 1024;
constexpr int mostUnwinding = 64;
constexpr Milliseconds floodGrace{200}; // the ordinary deadline comes first

/// Whether a connection begins as with any MySQL server: packet number 0 with protocol version 10 (9 before 3.21.0) or
/// an error. Source: MySQL Client/Server Protocol, "Protocol::Handshake".
bool looksLikeMySql(const std::array<unsigned char, greetingBytes> &first)
{
    return first[3] == 0 && (first[4] == 9 || first[4] == 10 || first[4] == 0xff);
}

short pollEvents(int wanted)
{
    int events = 0;
    events |= wanted & MYSQL_WAIT_READ ? POLLIN : 0;
    events |= wanted & MYSQL_WAIT_WRITE ? POLLOUT : 0;
    events |= wanted & MYSQL_WAIT_EXCEPT ? POLLPRI : 0;
    return static_cast<short>(events);
}

/// What happened, in the library's words. A socket that broke is ready for everything: the library shall find out.
int waitStatus(short events, int wanted)
{
    if (events & (POLLERR | POLLHUP | POLLNVAL))
        return wanted & ~MYSQL_WAIT_TIMEOUT;
    int status = 0;
    status |= events & POLLIN ? MYSQL_WAIT_READ : 0;
    status |= events & POLLOUT ? MYSQL_WAIT_WRITE : 0;
    status |= events & POLLPRI ? MYSQL_WAIT_EXCEPT : 0;
    return status;
}

Row copyRow(MYSQL_ROW cells, const unsigned long *lengths, unsigned int count)
{
    Row row;
    for (unsigned int i = 0; i < count; ++i) {
        row.append(cells[i] ? std::optional(QByteArray(cells[i], static_cast<qsizetype>(lengths[i]))) : std::nullopt);
    }
    return row;
}

} // namespace

/// Adds the time of one call to the cost.
class Session::Measure
{
public:
    explicit Measure(Session &session)
        : m_session(session)
        , m_began(session.m_clock.monotonic())
    {
        m_session.m_cost.statements += 1;
    }
    ~Measure() { m_session.m_cost.inFlight += m_session.m_clock.monotonic() - m_began; }
    Measure(const Measure &) = delete;
    Measure &operator=(const Measure &) = delete;

private:
    Session &m_session;
    MonoTime m_began;
};

void Session::Close::operator()(st_mysql *handle) const
{
    mysql_close(handle);
}

Session::Session(const Clock &clock)
    : m_clock(clock)
{
}

Session::~Session()
{
    close();
}

void Session::close()
{
    m_handle.reset();
    m_open = false;
    m_greeted = false;
    m_libraryTimedOut = false;
}

int Session::socket() const
{
    return m_handle ? static_cast<int>(mysql_get_socket(m_handle.get())) : -1;
}

Status Session::open(const ConnectionOptions &options, const Deadline &deadline)
{
    close();
    std::size_t addresses = 1;
    if (options.endpoint.unixPath.isEmpty()) {
        // Before the library asks for the name again, because getaddrinfo knows no deadline.
        SURGEDECK_TRY(found, resolve(options.endpoint.host, options.endpoint.port, deadline));
        addresses = found.size();
    }
    if (options.tlsMode != TlsMode::Preferred)
        return openAs(options, addresses, deadline);
    ConnectionOptions attempt = options;
    attempt.tlsMode = TlsMode::Required;
    const auto encrypted = openAs(attempt, addresses, deadline);
    if (encrypted || m_lastCode != CR_SSL_CONNECTION_ERROR)
        return encrypted;
    attempt.tlsMode = TlsMode::Disabled;
    return openAs(attempt, addresses, deadline);
}

Status Session::openAs(const ConnectionOptions &options, std::size_t addresses, const Deadline &deadline)
{
    close();
    const Measure measure(*this);
    m_handle.reset(newClientHandle(options, addresses));
    if (!m_handle)
        return Error{Error::Kind::Unreachable, QStringLiteral("the client library does not start: out of memory")};
    const bool local = !options.endpoint.unixPath.isEmpty();
    const QByteArray host = options.endpoint.host.toUtf8();
    const QByteArray path = options.endpoint.unixPath.toLocal8Bit();
    const QByteArray user = options.user.toUtf8();
    const QByteArray database = options.database.toUtf8();
    MYSQL *connected = nullptr;
    const int wanted =
        mysql_real_connect_start(&connected, m_handle.get(), local ? nullptr : host.constData(), user.constData(),
                                 options.password.reveal().data(), database.isEmpty() ? nullptr : database.constData(),
                                 options.endpoint.port, local ? path.constData() : nullptr, 0);
    const auto proceed = [&](int status) { return mysql_real_connect_cont(&connected, m_handle.get(), status); };
    if (const auto done = complete(deadline, wanted, proceed); !done)
        return closedAfter(done.error());
    if (!connected)
        return closedAfter(libraryError()).in(options.endpoint.toString());
    m_open = m_greeted = true;
    return ok();
}

/// Runs one non-blocking call of the library to its end. On an error the call has been unwound and the connection is of
/// no further use.
Status Session::complete(const Deadline &deadline, int wanted, const std::function<int(int)> &proceed)
{
    while (wanted != 0) {
        const auto ready = await(deadline, wanted);
        if (!ready) {
            abandon(wanted, proceed);
            return ready.error();
        }
        wanted = proceed(*ready);
    }
    return ok();
}

Result<int> Session::await(const Deadline &deadline, int wanted)
{
    std::vector<pollfd> fds = {{socket(), pollEvents(wanted), 0}};
    std::optional<Milliseconds> patience;
    if (wanted & MYSQL_WAIT_TIMEOUT)
        patience = Milliseconds(mysql_get_timeout_value_ms(m_handle.get()));
    SURGEDECK_TRY(ready, deadline.waitAny(fds, patience));
    if (!ready) {
        m_libraryTimedOut = true;
        return MYSQL_WAIT_TIMEOUT;
    }
    const short events = fds.front().revents;
    const bool connected = !m_greeted && events == POLLOUT;
    if (connected) {
        SURGEDECK_CHECK(checkGreeting(deadline));
    }
    m_greeted = m_greeted || (events & POLLIN);
    return waitStatus(events, wanted);
}

/// The library calls any stranger a lost connection; we look at the stranger's first bytes ourselves, between
/// connecting and the library's first read. The socket is not called readable before there are enough of them. (A unix
/// socket is connected at once: there the library finds out.)
Status Session::checkGreeting(const Deadline &deadline)
{
    m_greeted = true;
    std::array<unsigned char, greetingBytes> first{};
    const int enough = static_cast<int>(greetingBytes);
    const int any = 1;
    ::setsockopt(socket(), SOL_SOCKET, SO_RCVLOWAT, &enough, sizeof enough);
    const auto readable = deadline.wait(socket(), POLLIN);
    ::setsockopt(socket(), SOL_SOCKET, SO_RCVLOWAT, &any, sizeof any);
    SURGEDECK_CHECK(readable);
    const auto count = ::recv(socket(), first.data(), first.size(), MSG_PEEK | MSG_DONTWAIT);
    if (count == static_cast<ssize_t>(first.size()) && !looksLikeMySql(first))
        return Error{Error::Kind::Protocol, QStringLiteral("what answers there is no MySQL or MariaDB server")};
    return ok();
}

/// The library's frames are on a stack of their own and hold memory: they must run to their end, which they do at once
/// when the socket is gone.
void Session::abandon(int wanted, const std::function<int(int)> &proceed)
{
    for (int round = 0; wanted != 0 && round < mostUnwinding; ++round) {
        ::shutdown(socket(), SHUT_RDWR);
        wanted = proceed(wanted & MYSQL_WAIT_TIMEOUT ? MYSQL_WAIT_TIMEOUT : wanted);
    }
}

Error Session::libraryError()
{
    m_lastCode = mysql_errno(m_handle.get());
    const Error error = serverError(m_lastCode, QString::fromUtf8(mysql_error(m_handle.get())));
    if (m_libraryTimedOut && error.kind == Error::Kind::Unreachable)
        return {Error::Kind::Timeout, QStringLiteral("no answer")};
    return error;
}

/// What the library reports. Only an error that the server itself sent leaves the connection usable.
Error Session::failure()
{
    const unsigned int code = mysql_errno(m_handle.get());
    const bool fromServer = code < 2000 || code >= 3000;
    const Error error = libraryError();
    return fromServer && error.kind != Error::Kind::Unreachable ? error : closedAfter(error);
}

Error Session::closedAfter(Error error)
{
    close();
    return error;
}

Result<Answer> Session::query(const QString &statement, const Deadline &deadline)
{
    if (!m_open)
        return Error{Error::Kind::Unreachable, QStringLiteral("not connected")};
    const Measure measure(*this);
    const FloodGuard flood(socket(), deadline.left() + floodGrace);
    const auto sent = sendQuery((ownTag() + u' ' + statement).toUtf8(), deadline);
    auto answer = sent ? readAnswer(deadline) : Result<Answer>(sent.error());
    if (!answer && flood.tripped())
        return Error{Error::Kind::Timeout, QStringLiteral("the answer does not end")};
    return answer;
}

Status Session::sendQuery(const QByteArray &statement, const Deadline &deadline)
{
    int failed = 0;
    const int wanted = mysql_real_query_start(&failed, m_handle.get(), statement.constData(),
                                              static_cast<unsigned long>(statement.size()));
    const auto proceed = [&](int status) { return mysql_real_query_cont(&failed, m_handle.get(), status); };
    if (const auto done = complete(deadline, wanted, proceed); !done)
        return closedAfter(done.error());
    return failed ? Status(failure()) : ok();
}

Result<Answer> Session::readAnswer(const Deadline &deadline)
{
    std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(mysql_use_result(m_handle.get()),
                                                                    &mysql_free_result);
    if (!result)
        return mysql_errno(m_handle.get()) == 0 ? Result<Answer>(Answer()) : failure();
    auto answer = readRows(result.get(), deadline);
    if (!answer) {
        ::shutdown(socket(), SHUT_RDWR); // or freeing the result would first read the rest of it
        result.reset();
        return closedAfter(answer.error());
    }
    result.reset();
    return mysql_errno(m_handle.get()) == 0 ? answer : failure();
}

Result<Answer> Session::readRows(st_mysql_res *result, const Deadline &deadline)
{
    Answer answer;
    const unsigned int count = mysql_num_fields(result);
    for (unsigned int i = 0; i < count; ++i)
        answer.columns.emplace_back(mysql_fetch_field_direct(result, i)->name);
    qsizetype bytes = 0;
    while (true) {
        MYSQL_ROW cells = nullptr;
        const int wanted = mysql_fetch_row_start(&cells, result);
        const auto proceed = [&](int status) { return mysql_fetch_row_cont(&cells, result, status); };
        SURGEDECK_CHECK(complete(deadline, wanted, proceed));
        if (!cells)
            return answer;
        const unsigned long *lengths = mysql_fetch_lengths(result);
        bytes += static_cast<qsizetype>(std::accumulate(lengths, lengths + count, 0UL));
        if (answer.rows.size() == mostRows || bytes > mostBytes)
            return Error{Error::Kind::Protocol, QStringLiteral("the server answers with more than was asked for")};
        answer.rows.push_back(copyRow(cells, lengths, count));
    }
}

quint64 Session::threadId() const
{
    return m_handle ? mysql_thread_id(m_handle.get()) : 0;
}

QString Session::tlsVersion() const
{
    const char *cipher = m_handle ? mysql_get_ssl_cipher(m_handle.get()) : nullptr;
    const char *version = nullptr;
    if (!cipher)
        return {};
    mariadb_get_infov(m_handle.get(), MARIADB_CONNECTION_TLS_VERSION, &version);
    return QString::fromLatin1(version) + QStringLiteral(", ") + QString::fromLatin1(cipher);
}

} // namespace surgedeck::mysql
