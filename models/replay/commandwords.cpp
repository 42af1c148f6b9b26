// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/commandwords.h"

#include "models/domain/actionfacts.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

QJsonObject bodyOf(const JournalEntry &entry)
{
    return QJsonDocument::fromJson(entry.body).object();
}

QString joined(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first + u": "_s + second;
}

} // namespace

QString commandWords(const JournalEntry &entry)
{
    const QJsonObject body = bodyOf(entry);
    const QString where = entry.source.isEmpty() ? QString() : u" on "_s + entry.source;
    if (entry.type == u"command.intent") {
        const QString subject = body[u"preconditions"][0][u"value"].toString();
        return joined(body[u"command"][u"type"].toString() + where, subject);
    }
    if (entry.type != u"command.outcome" && entry.type != u"command.refused")
        return {};
    const QJsonObject outcome = body[u"outcome"].toObject();
    const QString word = outcome[u"outcome"].toString(entry.type.section(u'.', 1));
    return joined(word + where, outcome[u"detail"].toString());
}

QString commandMark(const JournalEntry &entry)
{
    if (entry.type != u"command.intent")
        return {};
    const auto command = commandOf(bodyOf(entry)[u"command"].toObject());
    if (!command)
        return {};
    // "session.end" is a name for programs; people read the verb first.
    const QString word = toWord(command->action);
    return word.section(u'.', 1) + u' ' + word.section(u'.', 0, 0) + u' ' + confirmedName(command->action);
}

} // namespace surgedeck
