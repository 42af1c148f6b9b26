// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <unordered_map>

namespace surgedeck::postgres {

/// A statement as pg_stat_statements knows it, without literals.
struct StatementText
{
    QString digest; ///< SqlDigest::id
    QString text;
    bool ours = false;
};

/// From SQL that is cut at `limit` bytes.
StatementText statementText(const QString &sql, qsizetype limit);

/// The texts behind query ids, as far as they were read: reading them is expensive for the server. Bounded.
class StatementTexts
{
public:
    const StatementText *find(qint64 queryId) const;
    void learn(qint64 queryId, StatementText text);

private:
    std::unordered_map<qint64, StatementText> m_texts;
};

/// The text and digest of a session's statement: of its query id when that is known, because the server cuts the text
/// of sessions; otherwise of `sql`, cut at `limit` bytes. A whole text is learned: it costs the server nothing more.
StatementText statementOf(StatementTexts &texts, std::optional<qint64> queryId, const QString &sql, int limit);

} // namespace surgedeck::postgres
