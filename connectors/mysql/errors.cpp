// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/errors.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace surgedeck::mysql {

namespace {

constexpr qsizetype longestWords = 300;

struct KnownError
{
    unsigned int code;
    Error::Kind kind;
    const char *advice;
};

using enum Error::Kind;

constexpr auto checkPassword = "check the user and the password in the DSN";
constexpr auto grantProcess = "the account lacks a right: surgedeck doctor names the GRANT";
constexpr auto otherPlugin = "the account asks for an authentication that would send the password readable; let it use "
                             "mysql_native_password, ed25519 or caching_sha2_password";
constexpr auto raiseLimit = "end idle sessions or raise max_connections";
constexpr auto raiseUserLimit = "this account may not open another session: raise its MAX_USER_CONNECTIONS";

constexpr std::array knownErrors = {
    KnownError{1044, Auth, "the account may not use this database: take it out of the DSN, none is needed"},
    KnownError{1045, Auth, checkPassword},
    KnownError{1129, Auth, "the server blocks this host after failed attempts: FLUSH HOSTS on the server"},
    KnownError{1130, Auth, "the server has no account for this host: CREATE USER 'NAME'@'THIS HOST'"},
    KnownError{1142, Auth, grantProcess},
    KnownError{1143, Auth, grantProcess},
    KnownError{1227, Auth, grantProcess},
    KnownError{1251, Auth, otherPlugin},
    KnownError{1370, Auth, grantProcess},
    KnownError{1524, Auth, otherPlugin},
    KnownError{1698, Auth, checkPassword},
    KnownError{1820, Auth, "the password has expired: set a new one"},
    KnownError{1862, Auth, "the password has expired: set a new one"},
    KnownError{2059, Auth, otherPlugin},
    KnownError{5010, Auth, otherPlugin},
    KnownError{3118, Auth, "the account is locked"},
    KnownError{3159, Auth, "the account wants TLS: take ssl-mode=DISABLED out of the DSN"},
    KnownError{4151, Auth, "the account is locked"},
    KnownError{1040, Full, raiseLimit},
    KnownError{1041, Full, "the server is out of memory"},
    KnownError{1135, Full, "the server can not start another thread"},
    KnownError{1203, Full, raiseUserLimit},
    KnownError{1226, Full, raiseUserLimit},
    KnownError{1205, Timeout, ""},
    KnownError{1969, Timeout, "our own limit ended the statement: the server is slow"},
    KnownError{3024, Timeout, "our own limit ended the statement: the server is slow"},
    KnownError{1049, Config, "take the database out of the DSN, none is needed"},
    KnownError{1053, Unreachable, "the server is shutting down"},
    KnownError{1152, Unreachable, ""},
    KnownError{1158, Unreachable, ""},
    KnownError{1159, Unreachable, ""},
    KnownError{1160, Unreachable, ""},
    KnownError{1161, Unreachable, ""},
    KnownError{1184, Unreachable, ""},
    KnownError{1317, Unreachable, "somebody ended our statement"},
    KnownError{1927, Unreachable, "somebody ended our session"},
    KnownError{2026, Unreachable, "TLS failed: check ssl-ca and the name in the DSN against the server's certificate"},
};

const KnownError *findError(unsigned int code)
{
    const auto found = std::find_if(knownErrors.begin(), knownErrors.end(),
                                    [code](const KnownError &known) { return known.code == code; });
    return found == knownErrors.end() ? nullptr : &*found;
}

/// The client library's own: 2002 to 2006, 2009 to 2011, 2013 and 2055 say that there is no connection (any more).
bool isConnectionError(unsigned int code)
{
    return (code >= 2002 && code <= 2006) || (code >= 2009 && code <= 2011) || code == 2013 || code == 2055;
}

/// "Can't connect to server on 'db1' (111)": the number is the system's, and people read its words.
QString systemWords(const QString &words)
{
    const auto match = QRegularExpression(QStringLiteral("\\((\\d{1,3})\\)$")).match(words);
    const int code = match.captured(1).toInt();
    if (code == ECONNREFUSED)
        return QStringLiteral("connection refused, nothing listens there");
    return code == 0 ? words : QString::fromLocal8Bit(std::strerror(code));
}

/// "Received error packet before completion of TLS handshake. The authenticity of the following error cannot be
/// verified: 1040 - Too many connections" (libmariadb 3.3): what the server said instead of a greeting. Its words stay
/// out, since anybody on the way may have said them.
std::optional<unsigned int> refusalBeforeTls(const QString &words)
{
    static const QRegularExpression refusal(QStringLiteral("cannot be verified: (\\d{4}) - "));
    const auto match = refusal.match(words);
    return match.hasMatch() ? std::optional(match.captured(1).toUInt()) : std::nullopt;
}

} // namespace

Error::Kind errorKind(unsigned int code)
{
    if (const KnownError *known = findError(code))
        return known->kind;
    return isConnectionError(code) ? Unreachable : Protocol;
}

Error serverError(unsigned int code, const QString &words)
{
    if (const auto refusal = refusalBeforeTls(words))
        return serverError(*refusal, QStringLiteral("the server refuses the connection before TLS"));
    if (code == 2002 || code == 2003)
        return {Error::Kind::Unreachable, systemWords(words.left(longestWords).simplified())};
    QString message = QStringLiteral("%1 (%2)").arg(words.left(longestWords).simplified()).arg(code);
    const KnownError *known = findError(code);
    if (known && *known->advice)
        message += QStringLiteral(": ") + QString::fromLatin1(known->advice);
    return {errorKind(code), message};
}

} // namespace surgedeck::mysql
