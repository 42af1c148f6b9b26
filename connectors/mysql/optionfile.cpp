// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/optionfile.h"

#include <QFile>
#include <QStringList>

namespace surgedeck::mysql {

namespace {

constexpr qint64 longestFile = 64 * 1024;

bool isClientGroup(const QString &group)
{
    static const QStringList groups = {QStringLiteral("client"), QStringLiteral("client-server"),
                                       QStringLiteral("client-mariadb")};
    return groups.contains(group.toLower());
}

/// A comment may follow a value, but only outside quotes.
QString withoutComment(const QString &value)
{
    QChar quote;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        if (c == u'\\')
            ++i;
        else if (c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == u'\'' || c == u'"'))
            quote = c;
        else if (quote.isNull() && c == u'#')
            return value.left(i).trimmed();
    }
    return value.trimmed();
}

QChar escaped(QChar c)
{
    switch (c.unicode()) {
    case u'b':
        return u'\b';
    case u't':
        return u'\t';
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u's':
        return u' ';
    default:
        return c;
    }
}

QString unescaped(const QString &value)
{
    QString result;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const bool escape = value.at(i) == u'\\' && i + 1 < value.size();
        result += escape ? escaped(value.at(++i)) : value.at(i);
    }
    return result;
}

QString valueOf(const QString &raw)
{
    QString value = withoutComment(raw);
    const bool quoted =
        value.size() >= 2 && (value.startsWith(u'"') || value.startsWith(u'\'')) && value.back() == value.front();
    if (quoted)
        value = value.mid(1, value.size() - 2);
    return unescaped(value);
}

} // namespace

ClientCredentials parseClientCredentials(const QString &text)
{
    ClientCredentials credentials;
    bool inClientGroup = false;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.startsWith(u'['))
            inClientGroup = line.contains(u']') && isClientGroup(line.section(u']', 0, 0).mid(1).trimmed());
        const qsizetype equals = line.indexOf(u'=');
        if (!inClientGroup || equals < 0 || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        const QString name = line.left(equals).trimmed();
        if (name == QStringLiteral("user"))
            credentials.user = valueOf(line.mid(equals + 1));
        else if (name == QStringLiteral("password"))
            credentials.password = Secret(valueOf(line.mid(equals + 1)));
    }
    return credentials;
}

ClientCredentials readClientCredentials(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > longestFile ||
        (file.permissions() & QFileDevice::WriteOther))
        return {};
    return parseClientCredentials(QString::fromUtf8(file.read(longestFile)));
}

} // namespace surgedeck::mysql
