// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/answer.h"
#include "connectors/mysql/connectionoptions.h"

#include <functional>
#include <memory>

struct st_mysql;
struct st_mysql_res;

namespace surgedeck::mysql {

/// What our statements cost the server so far.
struct Cost
{
    int statements = 0;
    std::chrono::nanoseconds inFlight{0}; ///< measured by us, network included
};

/// One connection for reading. Every call blocks until its deadline at most, whatever the peer does; an error that
/// leaves the connection in doubt closes it (`isOpen` turns false), one that the server reported does not. Each
/// statement begins with `ownTag`, so that every console knows the sessions of all consoles. One thread.
class Session
{
public:
    explicit Session(const Clock &clock);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// TCP or socket, TLS, sign-in. Errors: Auth, Full, Unreachable, Timeout, Protocol (not a MySQL server), Cancelled.
    Status open(const ConnectionOptions &options, const Deadline &deadline);
    void close();
    bool isOpen() const { return m_open; }

    /// At most 10,000 rows and 16 MB; more than that is a Protocol error, since every statement of ours has a limit.
    Result<Answer> query(const QString &statement, const Deadline &deadline);

    quint64 threadId() const;   ///< of this session on the server
    QString tlsVersion() const; ///< "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty: not encrypted
    const Cost &cost() const { return m_cost; }

    static QString ownTag() { return QStringLiteral("/* surgedeck */"); }

private:
    struct Close
    {
        void operator()(st_mysql *handle) const;
    };
    class Measure;

    Status openAs(const ConnectionOptions &options, std::size_t addresses, const Deadline &deadline);
    int socket() const;
    Status complete(const Deadline &deadline, int wanted, const std::function<int(int)> &proceed);
    Result<int> await(const Deadline &deadline, int wanted);
    Status checkGreeting(const Deadline &deadline);
    void abandon(int wanted, const std::function<int(int)> &proceed);
    Error libraryError();
    Error failure();
    Error closedAfter(Error error);
    Status sendQuery(const QByteArray &statement, const Deadline &deadline);
    Result<Answer> readAnswer(const Deadline &deadline);
    Result<Answer> readRows(st_mysql_res *result, const Deadline &deadline);

    const Clock &m_clock;
    std::unique_ptr<st_mysql, Close> m_handle;
    Cost m_cost;
    bool m_open = false;
    bool m_greeted = false;
    bool m_libraryTimedOut = false;
    unsigned int m_lastCode = 0; ///< of the library's last error
};

} // namespace surgedeck::mysql
