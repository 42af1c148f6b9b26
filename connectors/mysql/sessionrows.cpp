// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/sessionrows.h"

#include "connectors/mysql/session.h"
#include "models/base/sqldigest.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {
constexpr std::size_t statementColumn = 7;
constexpr qsizetype statementLimit = 1024; // LEFT(INFO, 1024)
} // namespace

const StatementMemory::Known &StatementMemory::lookUp(const QByteArray &statement)
{
    if (const auto current = m_current.find(statement); current != m_current.end())
        return current->second;
    if (auto previous = m_previous.extract(statement))
        return m_current.insert(std::move(previous)).position->second;
    const SqlDigest digest = digestOf(QString::fromUtf8(statement), SqlDialect::MySql, statementLimit);
    const bool ours = statement.startsWith(Session::ownTag().toUtf8());
    return m_current.emplace(statement, Known{digest.id, digest.text, ours}).first->second;
}

void StatementMemory::forgetUnused()
{
    m_previous = std::move(m_current);
    m_current.clear();
}

std::vector<SessionRow> readSessionRows(const Answer &answer, StatementMemory &memory)
{
    std::vector<SessionRow> rows;
    rows.reserve(answer.rows.size());
    for (const Row &row : answer.rows) {
        SessionRow session;
        session.id = row.unsignedNumber(0).value_or(0);
        session.user = row.text(1);
        session.host = row.text(2);
        session.database = row.text(3);
        session.command = row.text(4);
        if (const auto age = row.number(5))
            session.age = Milliseconds(static_cast<long long>(std::clamp(*age, 0.0, 1e12)));
        session.state = row.text(6);
        const StatementMemory::Known &known = memory.lookUp(row.bytes(statementColumn));
        session.digest = known.digest;
        session.text = known.text;
        session.ours = known.ours;
        rows.push_back(std::move(session));
    }
    memory.forgetUnused();
    return rows;
}

void keepSamples(const Answer &answer, const std::vector<SessionRow> &rows, StatementSamples &samples)
{
    for (std::size_t i = 0; i < rows.size() && i < answer.rows.size(); ++i) {
        const QByteArray &sql = answer.rows[i].bytes(statementColumn);
        const bool isWhole = QString::fromUtf8(sql).size() < statementLimit; // LEFT counts characters
        if (!rows[i].ours && !rows[i].digest.isEmpty() && isWhole)
            samples.keep(rows[i].digest, {sql, rows[i].database});
    }
}

bool forgesEngineStatus(const Answer &answer)
{
    return std::any_of(answer.rows.begin(), answer.rows.end(), [](const Row &row) {
        const QByteArray &statement = row.bytes(statementColumn);
        return statement.contains("---TRANSACTION ") || statement.contains("TRX HAS BEEN WAITING") ||
               statement.contains("LIST OF TRANSACTIONS FOR") || statement.contains("\nFILE I/O");
    });
}

} // namespace surgedeck::mysql
