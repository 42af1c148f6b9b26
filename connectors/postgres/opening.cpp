// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/opening.h"

#include "connectors/base/resolver.h"

#include <libpq-fe.h>

#include <algorithm>

namespace surgedeck::postgres {

namespace {

constexpr std::size_t mostAddresses = 16;

/// libpq's lists: one entry for each address to try.
struct AddressLists
{
    QStringList hosts;
    QStringList addresses;
    QStringList ports;

    void add(const Target &target, const QString &address)
    {
        if (static_cast<std::size_t>(hosts.size()) >= mostAddresses)
            return;
        hosts << target.host;
        addresses << address;
        ports << target.port;
    }
};

/// libpq would look names up without any deadline.
Result<AddressLists> addressesOf(const OpeningRequest &request, const Deadline &deadline)
{
    AddressLists lists;
    std::optional<Error> lastError;
    const auto &targets = request.plan.targets;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const Target &target = targets[(request.firstTarget + i) % targets.size()];
        const QString name = target.address.isEmpty() ? target.host : target.address;
        if (name.isEmpty() || target.isLocalSocket()) {
            lists.add(target, {});
            continue;
        }
        const auto found = resolve(name, 0, deadline);
        if (!found && found.error().kind == Error::Kind::Cancelled)
            return found.error();
        if (!found) {
            lastError = found.error();
            continue;
        }
        for (const SocketAddress &address : *found)
            lists.add(target, address.toString());
    }
    if (lists.hosts.isEmpty())
        return *lastError;
    return lists;
}

class Parameters
{
public:
    Parameters(const OpeningRequest &request, const AddressLists &lists)
    {
        for (const auto &[keyword, value] : request.plan.parameters)
            if (request.withOptions || keyword != "options")
                add(keyword, value);
        addList("host", lists.hosts);
        addList("hostaddr", lists.addresses);
        addList("port", lists.ports);
    }

    Connection start() const
    {
        std::vector<const char *> keywords;
        std::vector<const char *> values;
        for (const auto &[keyword, value] : m_pairs) {
            keywords.push_back(keyword.constData());
            values.push_back(value.constData());
        }
        keywords.push_back(nullptr);
        values.push_back(nullptr);
        return Connection(PQconnectStartParams(keywords.data(), values.data(), 0));
    }

private:
    void add(const QByteArray &keyword, const QByteArray &value) { m_pairs.emplace_back(keyword, value); }

    void addList(const QByteArray &keyword, const QStringList &entries)
    {
        const auto given = [](const QString &entry) { return !entry.isEmpty(); };
        if (std::any_of(entries.begin(), entries.end(), given))
            add(keyword, entries.join(QLatin1Char(',')).toUtf8());
    }

    std::vector<std::pair<QByteArray, QByteArray>> m_pairs;
};

/// Follows libpq through its states and notes what each part took.
class Follower
{
public:
    Follower(const Clock &clock, OpeningLog &log)
        : m_clock(clock)
        , m_since(clock.monotonic())
        , m_log(log)
    {
    }

    void note(ConnStatusType status)
    {
        OpeningStage stage = m_log.stage;
        if (status == CONNECTION_SSL_STARTUP)
            stage = OpeningStage::Tls;
        else if (status == CONNECTION_MADE && stage == OpeningStage::Connect)
            stage = OpeningStage::Tls;
        else if (status == CONNECTION_AWAITING_RESPONSE)
            stage = OpeningStage::SignIn;
        else if (status == CONNECTION_OK)
            stage = OpeningStage::Done;
        else if (status == CONNECTION_STARTED)
            stage = OpeningStage::Connect;
        if (stage != m_log.stage)
            enter(stage);
    }

    /// What the current stage took so far, also one that failed.
    void noteTime()
    {
        const MonoTime now = m_clock.monotonic();
        auto &part = m_log.stage == OpeningStage::Connect ? m_log.connectMs
                     : m_log.stage == OpeningStage::Tls   ? m_log.tlsMs
                                                          : m_log.signInMs;
        part = toSeconds(now - m_since) * 1000;
        m_since = now;
    }

private:
    void enter(OpeningStage stage)
    {
        noteTime();
        m_log.stage = stage;
    }

    const Clock &m_clock;
    MonoTime m_since;
    OpeningLog &m_log;
};

Error waitError(const Error &error, OpeningLog &log)
{
    if (error.kind != Error::Kind::Timeout)
        return error;
    log.targetSilent = log.stage == OpeningStage::Connect;
    if (log.targetSilent)
        return {Error::Kind::Unreachable,
                QStringLiteral("%1 to the connection attempt: a dead host or a firewall").arg(error.message)};
    return {Error::Kind::Timeout,
            QStringLiteral("it accepts connections, but %1: hung, or not a PostgreSQL server").arg(error.message)};
}

/// Whatever libpq or a server repeats, a password does not leave this file.
QString withoutPassword(QString message, const ConnectionPlan &plan)
{
    if (const QString password = plan.password(); !password.isEmpty())
        message.replace(password, QStringLiteral("***"));
    return message;
}

Result<Connection> follow(Connection connection, const OpeningRequest &request, const Deadline &deadline,
                          Follower &follower, OpeningLog &log)
{
    auto want = PQstatus(connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (want == PGRES_POLLING_READING || want == PGRES_POLLING_WRITING) {
        const short events = want == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (auto ready = deadline.wait(PQsocket(connection.get()), events); !ready) {
            follower.noteTime();
            return waitError(ready.error(), log);
        }
        want = PQconnectPoll(connection.get());
        follower.note(PQstatus(connection.get()));
    }
    if (want == PGRES_POLLING_OK) {
        PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
        return connection;
    }
    follower.noteTime();
    const QString message = QString::fromUtf8(PQerrorMessage(connection.get()));
    log.optionsRefused = refusesOptions(message);
    return openingError(log.stage, withoutPassword(message, request.plan));
}

} // namespace

void ConnectionCloser::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Result<Connection> openConnection(const OpeningRequest &request, const Deadline &deadline, const Clock &clock,
                                  OpeningLog &log)
{
    SURGEDECK_TRY(lists, addressesOf(request, deadline));
    Follower follower(clock, log);
    Connection connection = Parameters(request, lists).start();
    if (!connection)
        return Error{Error::Kind::Unreachable, QStringLiteral("out of memory")};
    // From now on the text of a refusal carries its SQLSTATE.
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    return follow(std::move(connection), request, deadline, follower, log);
}

} // namespace surgedeck::postgres
