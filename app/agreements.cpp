// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agreements.h"

#include "connectors/journal/journalplace.h"
#include "models/base/timetext.h"
#include "models/domain/undo.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <unistd.h>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 1024 * 1024;
constexpr int lockPatienceMs = 2'000;
constexpr Milliseconds wishLasts = std::chrono::minutes(30);
constexpr qsizetype codeLength = 8;

QString text(const QJsonObject &line, const char *key)
{
    return line[QLatin1String(key)].toString().left(500);
}

WallTime timeOf(const QJsonObject &line)
{
    return WallTime(Milliseconds(line[QLatin1String("at_ms")].toInteger()));
}

QJsonValue stamp(WallTime now)
{
    return static_cast<qint64>(now.time_since_epoch().count());
}

/// A time in the future is another clock's mistake, or somebody's who would like to agree for ever.
bool isWithin(const QJsonObject &line, Milliseconds limit, WallTime now)
{
    const auto age = now - timeOf(line);
    return age >= Milliseconds(-2'000) && age <= limit;
}

} // namespace

Agreements::Agreements(const QString &workspaceName)
    : m_path(journalDirectory(workspaceName) + QStringLiteral("/agreements.jsonl"))
{
}

QString Agreements::codeOf(const Command &command)
{
    const QJsonObject whole = toJson(command);
    const QJsonObject meant{{QStringLiteral("source"), whole[QLatin1String("source")]},
                            {QStringLiteral("type"), whole[QLatin1String("type")]},
                            {QStringLiteral("action"), whole[QLatin1String("action")]}};
    const QByteArray digest =
        QCryptographicHash::hash(QJsonDocument(meant).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(codeLength));
}

Status Agreements::ask(const Command &command, WallTime now) const
{
    return append({{QStringLiteral("event"), QStringLiteral("wish")},
                   {QStringLiteral("code"), codeOf(command)},
                   {QStringLiteral("source"), command.source},
                   {QStringLiteral("what"), effectInWords(command.action)},
                   {QStringLiteral("actor"), command.actor},
                   {QStringLiteral("reason"), command.reason},
                   {QStringLiteral("at_ms"), stamp(now)}});
}

std::optional<Agreements::Wish> Agreements::wish(const QString &code, WallTime now) const
{
    std::optional<Wish> found;
    for (const QJsonObject &line : lines())
        if (text(line, "event") == QLatin1String("wish") && text(line, "code") == code &&
            isWithin(line, wishLasts, now))
            found = Wish{code, text(line, "what"), text(line, "actor"), text(line, "reason"), timeOf(line)};
    return found;
}

Status Agreements::agree(const QString &code, const QString &person, WallTime now) const
{
    const auto asked = wish(code, now);
    if (!asked)
        return Error{Error::Kind::Refused,
                     QStringLiteral("nobody asked for %1 within the last half hour").arg(code.left(20))};
    if (person.isEmpty() || person == asked->actor)
        return Error{Error::Kind::Refused,
                     QStringLiteral("%1 asked for it: somebody else has to agree").arg(asked->actor)};
    return append({{QStringLiteral("event"), QStringLiteral("agreed")},
                   {QStringLiteral("code"), code},
                   {QStringLiteral("person"), person},
                   {QStringLiteral("at_ms"), stamp(now)}});
}

std::optional<Agreements::Agreement> Agreements::agreement(const Command &command, WallTime now) const
{
    const QString code = codeOf(command);
    std::optional<Agreement> found;
    for (const QJsonObject &line : lines())
        if (text(line, "event") == QLatin1String("agreed") && text(line, "code") == code &&
            isWithin(line, lasts, now) && text(line, "person") != command.actor)
            found = Agreement{text(line, "person"), timeOf(line)};
    return found;
}

Status Agreements::append(const QJsonObject &line) const
{
    const auto failed = [this](Error::Kind kind, const QString &why) {
        return Error{kind, QStringLiteral("cannot write %1: %2").arg(m_path, why)};
    };
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return failed(Error::Kind::Config, QStringLiteral("the folder can not be made"));
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatienceMs))
        return failed(Error::Kind::Timeout, QStringLiteral("somebody else is writing"));
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return failed(Error::Kind::Config, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.size() > mostBytes)
        return failed(Error::Kind::Full, QStringLiteral("it is full: move it away"));
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return failed(Error::Kind::Full, file.errorString());
    return ok();
}

std::vector<QJsonObject> Agreements::lines() const
{
    std::vector<QJsonObject> all;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return all;
    for (const QByteArray &line : file.read(mostBytes).split('\n'))
        if (const QJsonObject object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
            all.push_back(object);
    return all;
}

} // namespace surgedeck
