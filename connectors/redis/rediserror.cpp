// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/rediserror.h"

#include <QByteArrayList>

namespace surgedeck {

namespace {

struct Meaning
{
    const char *start; ///< of the reply
    Error::Kind kind;
    const char *words;
};

constexpr Meaning meanings[] = {
    {"ERR max number of clients", Error::Kind::Full, "the server takes no further client (maxclients is reached)"},
    {"NOAUTH", Error::Kind::Auth, "the server asks for a password: put user and password into the url"},
    {"WRONGPASS", Error::Kind::Auth, "wrong user name or password, or the user is switched off"},
    {"ERR invalid password", Error::Kind::Auth, "wrong password"},
    {"ERR Client sent AUTH, but no password", Error::Kind::Auth, "the server has no password: leave it out of the url"},
    {"ERR AUTH <password> called without", Error::Kind::Auth, "the server has no password: leave it out of the url"},
    {"ERR wrong number of arguments for 'auth'", Error::Kind::Auth,
     "the server is older than Redis 6 and knows no users: leave the user out of the url"},
    {"DENIED", Error::Kind::Auth,
     "the server is in protected mode: it takes no connection from outside without a password"},
    {"LOADING", Error::Kind::Unreachable, "the server is loading its dataset into memory"},
    {"MASTERDOWN", Error::Kind::Unreachable, "the replica has lost its writer and refuses to answer"},
    {"BUSY", Error::Kind::Unreachable, "a script that does not end blocks every command; SCRIPT KILL ends it"},
};

QString bounded(const QByteArray &reply)
{
    return QString::fromUtf8(reply.left(200));
}

} // namespace

Error redisError(const QByteArray &reply, const QString &user)
{
    for (const Meaning &meaning : meanings) {
        if (reply.startsWith(meaning.start))
            return {meaning.kind, QLatin1String(meaning.words)};
    }
    if (!reply.startsWith("NOPERM"))
        return {Error::Kind::Protocol, QStringLiteral("the server answered: %1").arg(bounded(reply))};
    const QString grant = redisGrant(reply, user);
    const QString words = bounded(reply.mid(7));
    return {Error::Kind::Auth, grant.isEmpty() ? words : QStringLiteral("%1. To grant it: %2").arg(words, grant)};
}

QString redisGrant(const QByteArray &reply, const QString &user)
{
    const QByteArrayList parts = reply.split('\'');
    if (!reply.startsWith("NOPERM") || parts.size() < 3)
        return {};
    const QString who = user.isEmpty() ? QStringLiteral("default") : user;
    // Redis 7.2 and later name the user first: User ops has no permissions to run the 'info' command.
    return QStringLiteral("ACL SETUSER %1 +%2").arg(who, QString::fromUtf8(parts.at(parts.size() - 2).left(60)));
}

QString redisViewerAccount()
{
    return QStringLiteral("ACL SETUSER surgedeck_view on >PASSWORD resetkeys resetchannels -@all +ping +info +multi "
                          "+discard +client|setname +slowlog|get +latency|latest");
}

} // namespace surgedeck
