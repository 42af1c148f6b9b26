// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journalkeeping.h"

#include "app/session.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournal.h"

namespace surgedeck {

namespace {

JournalRecorder::Parts partsOf(const Workspace &workspace)
{
    JournalRecorder::Parts parts;
    parts.directory = journalDirectory(workspace.name);
    parts.opened = {{QStringLiteral("workspace"), workspace.name},
                    {QStringLiteral("environment"), workspace.environment},
                    {QStringLiteral("version"), QStringLiteral(SURGEDECK_VERSION)}};
    return parts;
}

} // namespace

std::unique_ptr<SqliteJournal> keepJournal(WatchSession &session, const Clock &clock)
{
    auto journal = std::make_unique<SqliteJournal>(partsOf(session.platform().workspace()), clock);
    QObject::connect(&session, &WatchSession::recorded, journal.get(), &SqliteJournal::record);
    QObject::connect(&session, &WatchSession::acknowledged, journal.get(),
                     [&journal = *journal](const QString &alarm, const QString &person) {
                         journal.note({person, {}, QStringLiteral("alarm.acknowledged"), {{QStringLiteral("alarm"), alarm}}}, {});
                     });
    QObject::connect(journal.get(), &SqliteJournal::healthChanged, &session, &WatchSession::noteJournal);
    return journal;
}

} // namespace surgedeck
