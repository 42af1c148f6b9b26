// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"

#include "models/base/sqlnormaliser.h"

#include <QCryptographicHash>

#include <algorithm>

namespace surgedeck {

namespace {

/// Without regard to the case of letters: digests of MySQL show key words in capitals that may be anybody's columns.
QString idOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    QByteArray folded = text.toUtf8();
    for (char &c : folded) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    }
    return QString::fromLatin1(QCryptographicHash::hash(folded, QCryptographicHash::Sha256).first(8).toHex());
}

QString redactedToken(QStringView text, const SqlToken &token)
{
    const QString cut = token.complete ? QString() : QStringLiteral("...");
    switch (token.kind) {
    case SqlToken::Kind::Literal:
        return u'?' + cut;
    case SqlToken::Kind::Comment:
        return QStringLiteral("/* */") + cut;
    default:
        return text.toString();
    }
}

} // namespace

SqlDigest digestOf(QStringView sql, SqlDialect dialect, qsizetype serverLimit)
{
    NormalisedSql statement = normaliseSql(sql, dialect, serverLimit);
    SqlDigest digest;
    digest.text = takeText(statement);
    digest.id = idOf(digest.text);
    digest.truncated = statement.truncated;
    digest.summary = summaryOf(statement.items);
    return digest;
}

QString redactSql(QStringView sql, SqlDialect dialect)
{
    const QStringView input = sql.first(std::min(sql.size(), SqlLimits::inputCharacters));
    QString redacted;
    redacted.reserve(input.size());
    SqlLexer lexer(input, dialect);
    qsizetype done = 0;
    while (const auto token = lexer.next()) {
        redacted += input.sliced(done, token->begin - done);
        redacted += redactedToken(input.sliced(token->begin, token->length), *token);
        done = token->end();
    }
    redacted += input.sliced(done);
    if (input.size() < sql.size())
        redacted += QStringLiteral("...");
    return redacted;
}

} // namespace surgedeck
