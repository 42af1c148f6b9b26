// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/servererror.h"

#include <QRegularExpression>

namespace surgedeck::postgres {

namespace {

constexpr qsizetype longestText = 300;

/// What a code or a word means: the kind, and what is said before the server's own words and after them.
struct Meaning
{
    const char *key;
    Error::Kind kind;
    const char *before;
    const char *after;
};

/// By the beginning of the SQLSTATE, the longer one first. Source: PostgreSQL manual, appendix A.
constexpr Meaning codes[] = {
    {"28P01", Error::Kind::Auth, "sign-in refused: ", ": correct the user or the password"},
    {"28000", Error::Kind::Auth, "sign-in refused: ", ": check the user and the server's pg_hba.conf"},
    {"42501", Error::Kind::Auth, "a right is missing: ", ""},
    {"3D000", Error::Kind::Config, "", ": correct the database in the dsn"},
    {"53300", Error::Kind::Full, "the server takes no further session: ", ""},
    {"57P03", Error::Kind::Unreachable, "the server is starting, recovering or stopping: ", ""},
    {"57P", Error::Kind::Unreachable, "the server ended the connection: ", ""},
    {"57014", Error::Kind::Timeout, "the server is too busy to answer in time: ", ""},
    {"55P03", Error::Kind::Timeout, "a lock of the server's own tables is held: ", ""},
    {"25P0", Error::Kind::Unreachable, "the server ended the connection: ", ""},
    {"08", Error::Kind::Unreachable, "", ""},
    {"53", Error::Kind::Unreachable, "the server is out of resources: ", ""},
    {"58", Error::Kind::Unreachable, "the server has a system error: ", ""},
};

/// By words: libpq's own, which EnglishMessages keeps in English, and PgBouncer's, which have one
/// code for everything.
constexpr Meaning words[] = {
    {"no more connections allowed", Error::Kind::Full, "the pooler takes no further session: ", ""},
    {"query_wait_timeout", Error::Kind::Full, "the pooler has no free server connection: ", ""},
    {"received invalid response to SSL negotiation", Error::Kind::Protocol, "",
     ": is this really a PostgreSQL server?"},
    {"expected authentication request", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"SSL error: wrong version number", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"SSL error: unexpected message", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"received unencrypted data after SSL", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"server does not support SSL", Error::Kind::Unreachable, "",
     ": switch ssl on there, or accept plain text with sslmode=disable in the dsn"},
    {"root certificate file", Error::Kind::Config, "", ": name the certificate authority with sslrootcert= or tls.ca"},
    {"certificate verify failed", Error::Kind::Unreachable,
     "TLS: ", ": its certificate authority is not known here; name it with sslrootcert= or tls.ca"},
    {"does not match host name", Error::Kind::Unreachable,
     "TLS: ", ": use the name on the certificate, or tls.server_name"},
    {"invalid value for parameter", Error::Kind::Config, "dsn: ", ""},
    {"no password supplied", Error::Kind::Auth,
     "sign-in refused: ", ": no password in the dsn, PGPASSWORD or ~/.pgpass"},
    {"authentication method", Error::Kind::Auth, "sign-in refused: ", ""},
    {"lost synchronization", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"message contents do not agree", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"unexpected message from server", Error::Kind::Protocol, "", ": is this really a PostgreSQL server?"},
    {"server closed the connection unexpectedly", Error::Kind::Unreachable, "", ""},
    {"SSL", Error::Kind::Unreachable, "TLS: ", ""},
};

Error meant(const Meaning &meaning, const QString &text)
{
    return {meaning.kind, QString::fromLatin1(meaning.before) + text + QString::fromLatin1(meaning.after)};
}

const Meaning *byWords(const QString &text)
{
    for (const Meaning &meaning : words)
        if (text.contains(QLatin1String(meaning.key)))
            return &meaning;
    return nullptr;
}

const Meaning *byCode(const QString &code)
{
    for (const Meaning &meaning : codes)
        if (code.startsWith(QLatin1String(meaning.key)))
            return &meaning;
    return nullptr;
}

/// One line, without libpq's remark on what a closed connection "probably means" and the place in the server's source.
QString firstLine(const QString &message)
{
    const QString line = message.trimmed().section(QLatin1Char('\n'), 0, 0).simplified();
    static const QRegularExpression prefix(QStringLiteral("^connection to server .{0,200}? failed: "));
    return QString(line).remove(prefix).left(longestText);
}

} // namespace

ServerWords serverWords(const QString &libpqMessage)
{
    static const QRegularExpression coded(QStringLiteral(":\\s{2}([0-9A-Z]{5}): ([^\\n]*)"));
    QRegularExpressionMatch last;
    for (auto matches = coded.globalMatch(libpqMessage); matches.hasNext();)
        last = matches.next();
    if (last.hasMatch())
        return {last.captured(1), last.captured(2).simplified().left(longestText)};
    return {{}, firstLine(libpqMessage)};
}

Error openingError(OpeningStage stage, const QString &libpqMessage)
{
    const ServerWords said = serverWords(libpqMessage);
    const bool codeSaysAll = !said.code.isEmpty() && !said.code.startsWith(QLatin1String("08"));
    if (const Meaning *meaning = codeSaysAll ? nullptr : byWords(said.text))
        return meant(*meaning, said.text);
    if (const Meaning *meaning = byCode(said.code))
        return meant(*meaning, said.text);
    if (!said.code.isEmpty())
        return {Error::Kind::Protocol, said.text};
    const QString place = stage == OpeningStage::Tls ? QStringLiteral("TLS: ") : QString();
    return {Error::Kind::Unreachable, place + said.text};
}

Error statementError(const QString &code, const QString &message)
{
    const QString text = firstLine(message);
    if (const Meaning *meaning = byCode(code))
        return meant(*meaning, text);
    if (code.isEmpty()) {
        const Meaning *meaning = byWords(text);
        return meaning ? meant(*meaning, text) : Error{Error::Kind::Unreachable, text};
    }
    return {Error::Kind::Protocol, QStringLiteral("%1 (%2)").arg(text, code)};
}

bool refusesOptions(const QString &libpqMessage)
{
    return libpqMessage.contains(QLatin1String("unsupported startup parameter"));
}

bool isEncodingError(const QString &code)
{
    return code == QLatin1String("22021") || code == QLatin1String("22P05");
}

} // namespace surgedeck::postgres
