// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/sessionsample.h"

#include "connectors/mysql/waitclasses.h"

#include <algorithm>
#include <unordered_map>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostListed = 1'000;

class SampleMaker
{
public:
    explicit SampleMaker(const SessionSampleParts &parts)
        : m_parts(parts)
    {
        for (const Transaction &transaction : parts.engine.transactions) {
            if (transaction.thread != 0)
                m_transactions.emplace(transaction.thread, &transaction);
        }
    }

    SessionSample make()
    {
        for (const SessionRow &row : m_parts.rows) {
            if (!isOurs(row))
                add(row);
        }
        inferWaiters();
        for (const Session &session : m_sample.sessions) {
            if (session.active)
                m_sample.active.of(session.waitClass) += 1;
        }
        if (m_sample.sessions.size() > mostListed) {
            m_sample.sessions.resize(mostListed);
            m_sample.truncated = true;
        }
        return std::move(m_sample);
    }

private:
    bool isOurs(const SessionRow &row) const
    {
        return row.id == m_parts.ownSession || row.ours ||
               m_parts.programNames.value(row.id).startsWith(QStringLiteral("surgedeck/"));
    }

    const Transaction *transactionOf(const SessionRow &row) const
    {
        const auto found = m_transactions.find(row.id);
        const bool unchanged = row.age && *row.age + m_parts.ageAccuracy >= m_parts.engineAge;
        return found != m_transactions.end() && unchanged ? found->second : nullptr;
    }

    void add(const SessionRow &row)
    {
        const Transaction *transaction = transactionOf(row);
        const bool active = isClientStatement(row.command, row.user);
        const bool idleInTransaction = row.command == QStringLiteral("Sleep") && transaction;
        if (!active && !idleInTransaction)
            return;
        Session session;
        session.id = QString::number(row.id);
        session.user = row.user;
        session.application = m_parts.programNames.value(row.id);
        session.client = row.host;
        session.database = row.database;
        session.state = row.command;
        session.active = active;
        session.age = row.age;
        session.digest = row.digest;
        session.text = row.text;
        session.identity = sessionIdentity(row.id, transaction);
        if (active)
            classify(session, row, transaction);
        if (transaction && transaction->age)
            session.transactionAge = *transaction->age + m_parts.engineAge;
        m_sample.sessions.push_back(std::move(session));
    }

    void classify(Session &session, const SessionRow &row, const Transaction *transaction)
    {
        if (transaction && transaction->request) {
            session.waitClass = WaitClass::Lock;
            session.wait = QStringLiteral("row lock");
            ++m_knownWaiters;
            return;
        }
        session.waitClass = waitClassOf(row.state);
        if (session.waitClass != WaitClass::Running)
            session.wait = row.state;
        else if (mayWaitForRow(row.state))
            m_candidates.push_back(
                {transaction != nullptr, row.age.value_or(Milliseconds(0)), m_sample.sessions.size()});
    }

    /// Those that were seen working come last: the holder of the lock may be among them.
    void inferWaiters()
    {
        std::sort(m_candidates.begin(), m_candidates.end(), [](const Candidate &a, const Candidate &b) {
            return a.seenWorking != b.seenWorking ? b.seenWorking : a.age > b.age;
        });
        const auto missing = static_cast<std::size_t>(std::max(0, m_parts.counters.rowWaiters - m_knownWaiters));
        for (std::size_t i = 0; i < std::min(missing, m_candidates.size()); ++i) {
            Session &session = m_sample.sessions[m_candidates[i].session];
            session.waitClass = WaitClass::Lock;
            session.wait = QStringLiteral("row lock");
        }
    }

    struct Candidate
    {
        bool seenWorking;
        Milliseconds age;
        std::size_t session;
    };

    const SessionSampleParts &m_parts;
    std::unordered_map<quint64, const Transaction *> m_transactions;
    std::vector<Candidate> m_candidates;
    int m_knownWaiters = 0;
    SessionSample m_sample;
};

} // namespace

Counters readCounters(const Answer &answer)
{
    Counters counters;
    for (const Row &row : answer.rows) {
        const auto value = row.number(1);
        if (!value)
            continue;
        const int number = static_cast<int>(std::clamp(*value, 0.0, 1e9));
        if (row.text(0) == QStringLiteral("Threads_connected"))
            counters.connected = number;
        else if (row.text(0) == QStringLiteral("Threads_running"))
            counters.running = number;
        else if (row.text(0) == QStringLiteral("Innodb_row_lock_current_waits"))
            counters.rowWaiters = number;
    }
    return counters;
}

SessionSample sessionSample(const SessionSampleParts &parts)
{
    return SampleMaker(parts).make();
}

ActiveSessions countAll(const Answer &answer, const Counters &counters)
{
    ActiveSessions active;
    for (const Row &row : answer.rows) {
        if (isClientStatement(row.text(0), {}))
            active.of(waitClassOf(row.text(1))) += row.number(2).value_or(0);
    }
    const double hidden = std::min<double>(counters.rowWaiters, active.running);
    active.running -= hidden;
    active.lock += hidden;
    return active;
}

QString sessionIdentity(quint64 session, const Transaction *transaction)
{
    const QString id = QString::number(session);
    const bool named = transaction && !transaction->id.isEmpty() && transaction->id != QStringLiteral("0");
    return named ? id + u':' + transaction->id : id;
}

std::vector<quint64> sessionsToList(const EngineState &engine)
{
    std::vector<quint64> ids;
    for (const Transaction &transaction : engine.transactions) {
        if (transaction.thread != 0 && !transaction.request && ids.size() < mostListed)
            ids.push_back(transaction.thread);
    }
    return ids;
}

} // namespace surgedeck::mysql
