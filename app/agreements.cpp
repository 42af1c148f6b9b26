// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agreements.h"

#include "connectors/journal/journalplace.h"
#include "models/base/timetext.h"
#include "models/domain/actionfacts.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 1024 * 1024;
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

QString codeOfWhole(const QJsonObject &meant)
{
    const QByteArray digest =
        QCryptographicHash::hash(QJsonDocument(meant).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(codeLength));
}

} // namespace

Agreements::Agreements(const QString &workspaceName)
    : m_file(journalDirectory(workspaceName) + QStringLiteral("/agreements.jsonl"), mostBytes)
{
}

Agreements::Matter Agreements::matterOf(const Command &command)
{
    const QJsonObject whole = toJson(command);
    const QJsonObject meant{{QStringLiteral("source"), whole[QLatin1String("source")]},
                            {QStringLiteral("type"), whole[QLatin1String("type")]},
                            {QStringLiteral("action"), whole[QLatin1String("action")]}};
    return {codeOfWhole(meant), command.source, effectInWords(command.action), command.actor, command.reason};
}

Agreements::Matter Agreements::matterOfStep(const StepOfRun &step)
{
    const QJsonObject meant{{QStringLiteral("run"), step.run}, {QStringLiteral("step"), step.step}};
    return {codeOfWhole(meant), {}, step.title, step.person, step.run};
}

QString Agreements::howTo(const QString &workspaceFile, const QString &code)
{
    return QStringLiteral("surgedeck session agree %1 %2").arg(workspaceFile, code);
}

Status Agreements::ask(const Matter &matter, WallTime now) const
{
    return m_file.append({{QStringLiteral("event"), QStringLiteral("wish")},
                          {QStringLiteral("code"), matter.code},
                          {QStringLiteral("source"), matter.source},
                          {QStringLiteral("what"), matter.what},
                          {QStringLiteral("actor"), matter.actor},
                          {QStringLiteral("reason"), matter.reason},
                          {QStringLiteral("at_ms"), stamp(now)}});
}

std::optional<Agreements::Wish> Agreements::wish(const QString &code, WallTime now) const
{
    std::optional<Wish> found;
    for (const QJsonObject &line : m_file.read())
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
    return m_file.append({{QStringLiteral("event"), QStringLiteral("agreed")},
                          {QStringLiteral("code"), code},
                          {QStringLiteral("person"), person},
                          {QStringLiteral("at_ms"), stamp(now)}});
}

std::vector<Agreements::Agreement> Agreements::agreements(const Matter &matter, WallTime now) const
{
    std::vector<Agreement> found;
    for (const QJsonObject &line : m_file.read())
        if (text(line, "event") == QLatin1String("agreed") && text(line, "code") == matter.code &&
            isWithin(line, lasts, now) && text(line, "person") != matter.actor)
            found.push_back({text(line, "person"), timeOf(line), line[u"team"][u"login"].toString()});
    return found;
}

std::optional<Agreements::Agreement> Agreements::agreement(const Command &command, WallTime now) const
{
    const auto found = agreements(matterOf(command), now);
    return found.empty() ? std::nullopt : std::optional(found.back());
}

} // namespace surgedeck
