// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journalkeeping.h"

#include "app/session.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/replay/shownstate.h"

#include <QFileInfo>

namespace surgedeck {

namespace {

JournalRecorder::Parts partsOf(const Workspace &workspace)
{
    JournalRecorder::Parts parts;
    parts.directory = journalDirectory(workspace.name);
    parts.opened = {{QStringLiteral("workspace"), workspace.name},
                    {QStringLiteral("environment"), workspace.environment},
                    {QStringLiteral("version"), QStringLiteral(SURGEDECK_VERSION)},
                    {QStringLiteral("shown_with"), workspace.withoutSecrets}};
    return parts;
}

void connectTo(SqliteJournal &journal, WatchSession &session)
{
    QObject::connect(&session, &WatchSession::recorded, &journal, &SqliteJournal::record);
    QObject::connect(&session, &WatchSession::marked, &journal, &SqliteJournal::record);
    QObject::connect(&session, &WatchSession::acknowledged, &journal, [&journal](const QString &alarm, const QString &person) {
        journal.note({person, {}, QStringLiteral("alarm.acknowledged"), {{QStringLiteral("alarm"), alarm}}}, {});
    });
    QObject::connect(&session, &WatchSession::careRead, &journal, [&journal](const QJsonObject &care) {
        journal.note({{}, {}, QStringLiteral("alarm.care"), care}, {});
    });
    QObject::connect(&session, &WatchSession::careGiven, &journal, [&journal](const QJsonObject &event) {
        journal.note({{}, {}, QStringLiteral("alarm.care_given"), event}, {});
    });
    QObject::connect(&session, &WatchSession::shown, &journal,
                     [&journal](const QJsonObject &body) { journal.note({{}, {}, shownType, body}, {}); });
    QObject::connect(&journal, &SqliteJournal::healthChanged, &session, &WatchSession::noteJournal);
}

} // namespace

std::unique_ptr<SqliteJournal> openJournal(const Workspace &workspace, const Clock &clock)
{
    return std::make_unique<SqliteJournal>(partsOf(workspace), clock);
}

std::unique_ptr<SqliteJournal> keepJournal(WatchSession &session, const Clock &clock)
{
    auto journal = openJournal(session.platform().workspace(), clock);
    connectTo(*journal, session);
    return journal;
}

Result<std::unique_ptr<SqliteJournal>> recordInto(WatchSession &session, const QString &file, const Clock &clock)
{
    JournalRecorder::Parts parts = partsOf(session.platform().workspace());
    SURGEDECK_TRY(key, SigningKey::ofThisUser());
    parts.directory = QFileInfo(file).absolutePath();
    parts.file = file;
    parts.signer = key;
    auto journal = std::make_unique<SqliteJournal>(std::move(parts), clock);
    connectTo(*journal, session);
    return journal;
}

} // namespace surgedeck
