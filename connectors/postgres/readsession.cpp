// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/readsession.h"

#include "connectors/base/guard.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/postgres/adoptedconnection.h"
#include "connectors/postgres/roundtrip.h"

#include <libpq-fe.h>
#include <pqxx/errorhandler>
#include <pqxx/nontransaction>

#include <algorithm>

namespace surgedeck::postgres {

namespace {

constexpr Milliseconds openingLimit{3000};
/// Less than callDeadline, so that it is us who say what was late.
constexpr Milliseconds budgetLimit{3800};

constexpr const char *introduction =
    "/* surgedeck */ select current_setting('server_version_num'), "
    "current_setting('server_version'), current_user, current_database(), "
    "(select oid from pg_catalog.pg_database where datname = current_database()), "
    "(extract(epoch from current_setting('statement_timeout')::interval) * 1000)::int, "
    "current_setting('transaction_read_only') = 'on', "
    "current_setting($1, true) is not null";
enum
{
    VersionNumber,
    VersionText,
    Role,
    DatabaseName,
    DatabaseId,
    StatementTimeout,
    ReadOnly,
    IsDirect
};

/// "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty in plain text.
QString tlsOf(PGconn *connection)
{
    if (!PQsslInUse(connection))
        return {};
    return QStringLiteral("%1, %2").arg(QString::fromUtf8(PQsslAttribute(connection, "protocol")),
                                        QString::fromUtf8(PQsslAttribute(connection, "cipher")));
}

} // namespace

CallBudget::CallBudget(const Clock &ourClock, std::stop_token ourStop)
    : clock(ourClock)
    , end(ourClock.monotonic() + budgetLimit)
    , stop(std::move(ourStop))
{
}

Milliseconds CallBudget::left() const
{
    return std::max(std::chrono::duration_cast<Milliseconds>(end - clock.monotonic()), Milliseconds(0));
}

Error explained(const Error &error, const SocketDeadline &guard, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return {Error::Kind::Cancelled, QStringLiteral("stopped")};
    if (guard.expired())
        return {Error::Kind::Timeout,
                QStringLiteral("connected, but no answer in time: the server hangs or the link is dead")};
    return error;
}

/// The libpqxx side of a session.
class ReadSession::Database
{
public:
    explicit Database(Connection connection)
        : m_connection(std::move(connection))
        , m_quiet(m_connection)
    {
    }

    pqxx::result direct(const char *statement, const std::vector<std::string> &parameters)
    {
        pqxx::nontransaction transaction(m_connection);
        return transaction.exec_params(statement, pqxx::prepare::make_dynamic_params(parameters));
    }

    pqxx::result pooled(const std::string &settings, const char *statement, const std::vector<std::string> &parameters)
    {
        pqxx::nontransaction transaction(m_connection);
        transaction.exec("/* surgedeck */ begin read only; " + settings);
        try {
            pqxx::result result = transaction.exec_params(statement, pqxx::prepare::make_dynamic_params(parameters));
            transaction.exec("/* surgedeck */ commit");
            return result;
        } catch (const pqxx::sql_error &) {
            transaction.exec("/* surgedeck */ rollback");
            throw;
        }
    }

    int socket() const { return m_connection.sock(); }
    bool isOpen() const { return m_connection.is_open(); }
    QString lastWords() const { return QString::fromUtf8(m_connection.lastWords()); }

private:
    AdoptedConnection m_connection;
    pqxx::quiet_errorhandler m_quiet;
};

ReadSession::ReadSession(Connection connection, Mode mode, const Clock &clock)
    : m_clock(clock)
{
    m_server.tls = tlsOf(connection.get());
    m_server.pooled = mode == Mode::Pooled;
    const char *host = PQhost(connection.get());
    m_server.localSocket = host && *host == '/';
    m_database = std::make_unique<Database>(std::move(connection));
}

ReadSession::~ReadSession() = default;

Result<std::unique_ptr<ReadSession>> ReadSession::open(const ConnectionPlan &plan, std::size_t firstTarget,
                                                       const CallBudget &budget, OpeningLog &log)
{
    const Deadline deadline(std::min(openingLimit, budget.left()), budget.stop);
    OpeningRequest request{plan, firstTarget, true};
    auto connection = openConnection(request, deadline, budget.clock, log);
    const bool pooled = log.optionsRefused;
    if (pooled) {
        request.withOptions = false;
        log = {};
        connection = openConnection(request, deadline, budget.clock, log);
    }
    if (!connection)
        return connection.error();
    return adopt(std::move(*connection), pooled ? Mode::Pooled : Mode::Direct, budget);
}

Result<std::unique_ptr<ReadSession>> ReadSession::adopt(Connection connection, Mode mode, const CallBudget &budget)
{
    using SessionPtr = std::unique_ptr<ReadSession>;
    const SocketDeadline guard(PQsocket(connection.get()), budget.left(), budget.stop);
    auto session = guarded(
        [&]() -> Result<SessionPtr> {
            SessionPtr made(new ReadSession(std::move(connection), mode, budget.clock));
            SURGEDECK_CHECK(made->introduce());
            return made;
        },
        [](std::exception_ptr) {
            return Error{Error::Kind::Protocol, QStringLiteral("no session: is this really a PostgreSQL server?")};
        });
    return session ? std::move(session) : explained(session.error(), guard, budget.stop);
}

Status ReadSession::introduce()
{
    SURGEDECK_TRY(rows, read(introduction, {optionsMark}));
    if (rows.count() != 1)
        return Error{Error::Kind::Protocol,
                     QStringLiteral("no answer to a simple question: is this really a PostgreSQL server?")};
    m_server.version = static_cast<int>(rows.integer(0, VersionNumber).value_or(0));
    m_server.versionText = rows.text(0, VersionText);
    m_server.role = rows.text(0, Role);
    m_server.database = rows.text(0, DatabaseName);
    m_server.databaseId = rows.integer(0, DatabaseId);
    if (const auto timeout = rows.integer(0, StatementTimeout))
        m_server.statementTimeoutMs = static_cast<int>(*timeout);
    m_server.readOnly = rows.isTrue(0, ReadOnly);
    m_server.pooled = m_server.pooled || !rows.isTrue(0, IsDirect);
    if (m_server.version < 130000)
        return Error{Error::Kind::Config,
                     QStringLiteral("PostgreSQL %1 is too old: 13 or later is needed").arg(m_server.versionText)};
    return ok();
}

Result<Rows> ReadSession::read(const char *statement, const std::vector<std::string> &parameters)
{
    auto rows = run(statement, parameters);
    if (rows || m_rawText || !isEncodingError(m_lastCode))
        return rows;
    // A text is not valid in the encoding it claims to be in. From here on every text is taken as it is.
    m_rawText = true;
    if (!m_server.pooled)
        SURGEDECK_CHECK(run("/* surgedeck */ set client_encoding = 'SQL_ASCII'", {}));
    return run(statement, parameters);
}

Result<Rows> ReadSession::run(const char *statement, const std::vector<std::string> &parameters)
{
    m_lastCode.clear();
    m_statements += m_server.pooled ? 3 : 1;
    const MonoTime asked = m_clock.monotonic();
    auto rows = guarded(
        [&]() -> Result<Rows> {
            if (!m_server.pooled)
                return Rows(m_database->direct(statement, parameters));
            std::string settings = sessionOptionsForTransaction().toStdString();
            if (m_rawText)
                settings += "; /* surgedeck */ set local client_encoding = 'SQL_ASCII'";
            return Rows(m_database->pooled(settings, statement, parameters));
        },
        [this](std::exception_ptr) { return translate(); });
    const std::chrono::nanoseconds took = m_clock.monotonic() - asked;
    m_inFlight += std::max<std::chrono::nanoseconds>(took - networkRoundTrip(socket()), std::chrono::nanoseconds(0));
    return rows;
}

Error ReadSession::translate()
{
    Error error{Error::Kind::Protocol, {}};
    try {
        throw;
    } catch (const pqxx::sql_error &failure) {
        m_lastCode = QString::fromStdString(failure.sqlstate());
        // libpqxx 6 knows this one by its type and forgets its code.
        if (m_lastCode.isEmpty() && dynamic_cast<const pqxx::insufficient_privilege *>(&failure))
            m_lastCode = QStringLiteral("42501");
        error = statementError(m_lastCode, QString::fromUtf8(failure.what()));
    } catch (const pqxx::broken_connection &failure) {
        m_broken = true;
        const QString words = m_database->lastWords();
        error = statementError({}, words.isEmpty() ? QString::fromUtf8(failure.what()) : words);
    } catch (const std::exception &failure) {
        m_broken = true;
        error.message = QString::fromUtf8(failure.what());
    }
    m_broken = m_broken || !m_database->isOpen();
    return error;
}

int ReadSession::socket() const
{
    return m_database->socket();
}

} // namespace surgedeck::postgres
