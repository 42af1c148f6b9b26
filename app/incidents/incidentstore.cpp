// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentstore.h"

#include "connectors/journal/journalplace.h"

namespace surgedeck {

namespace {

IncidentBook bookOf(const std::vector<JournalEntry> &entries)
{
    IncidentBook book;
    for (const JournalEntry &entry : entries)
        book.fold(entry);
    return book;
}

} // namespace

IncidentStore::IncidentStore(const QString &workspaceName)
    : m_directory(journalDirectory(workspaceName))
    , m_log(m_directory)
{
}

Result<IncidentBook> IncidentStore::read() const
{
    SURGEDECK_TRY(entries, m_log.read());
    return bookOf(entries);
}

Result<QString> IncidentStore::declare(const Clock &clock, const QString &by, const Declaration &declaration) const
{
    QString id;
    SURGEDECK_CHECK(
        m_log.append(clock, [&](const std::vector<JournalEntry> &soFar) -> Result<std::vector<JournalEvent>> {
            id = nextIncidentId(soFar, clock.now());
            SURGEDECK_TRY(event, declareEvent({id, by}, declaration));
            return std::vector<JournalEvent>{event};
        }));
    return id;
}

Result<QString> IncidentStore::add(const Clock &clock, const QString &id, const Make &make) const
{
    QString chosen;
    SURGEDECK_CHECK(
        m_log.append(clock, [&](const std::vector<JournalEntry> &soFar) -> Result<std::vector<JournalEvent>> {
            const IncidentBook book = bookOf(soFar);
            SURGEDECK_TRY(incident, chosenIncident(book, id));
            if (incident->state == IncidentState::Closed)
                return Error{Error::Kind::Refused, QStringLiteral("%1 is closed").arg(incident->id)};
            chosen = incident->id;
            SURGEDECK_TRY(event, make(*incident));
            return std::vector<JournalEvent>{event};
        }));
    return chosen;
}

Result<const Incident *> chosenIncident(const IncidentBook &book, const QString &id)
{
    if (!id.isEmpty()) {
        if (const Incident *incident = book.find(id))
            return incident;
        return Error{Error::Kind::Config, QStringLiteral("there is no incident %1").arg(id.left(80))};
    }
    QStringList open;
    const Incident *last = nullptr;
    for (const Incident *incident : book.incidents()) {
        if (!incident->isOpen())
            continue;
        open << incident->id;
        last = incident;
    }
    if (open.size() == 1)
        return last;
    return Error{
        Error::Kind::Config,
        open.isEmpty()
            ? QStringLiteral("no incident is open: name one")
            : QStringLiteral("more than one incident is open: name one of %1").arg(open.join(QLatin1String(", ")))};
}

} // namespace surgedeck
