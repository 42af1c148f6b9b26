// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/statementtexts.h"

#include "models/base/sqldigest.h"

namespace surgedeck::postgres {

namespace {

constexpr std::size_t mostTexts = 10'000;
/// Of several statements in one text the query id is that of one of them.
bool isOneStatement(const QString &sql)
{
    const qsizetype end = sql.indexOf(QLatin1Char(';'));
    return end < 0 || sql.mid(end + 1).trimmed().isEmpty();
}

} // namespace

StatementText statementText(const QString &sql, qsizetype limit)
{
    SqlDigest digest = digestOf(sql, SqlDialect::PostgreSql, limit);
    return {std::move(digest.id), std::move(digest.text), sql.startsWith(QLatin1String("/* surgedeck */"))};
}

const StatementText *StatementTexts::find(qint64 queryId) const
{
    const auto found = m_texts.find(queryId);
    return found == m_texts.end() ? nullptr : &found->second;
}

void StatementTexts::learn(qint64 queryId, StatementText text)
{
    if (m_texts.size() >= mostTexts)
        m_texts.clear();
    m_texts.insert_or_assign(queryId, std::move(text));
}

StatementText statementOf(StatementTexts &texts, std::optional<qint64> queryId, const QString &sql, int limit)
{
    const StatementText *known = queryId ? texts.find(*queryId) : nullptr;
    if (known)
        return *known;
    StatementText text = statementText(sql, limit);
    const bool whole = sql.toUtf8().size() + 4 < limit;
    if (queryId && whole && isOneStatement(sql) && !text.digest.isEmpty())
        texts.learn(*queryId, text);
    return text;
}

} // namespace surgedeck::postgres
