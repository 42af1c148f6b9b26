// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentstore.h"

#include "app/incidents/teammark.h"
#include "connectors/journal/journalplace.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <tuple>

namespace surgedeck {

namespace {

/// What came from others stands where it happened: every console of a team folds in the same order.
IncidentBook bookOf(std::vector<JournalEntry> entries)
{
    IncidentBook book;
    const auto isOthers = [](const JournalEntry &entry) { return entry.body.contains("\"team\":"); };
    if (std::ranges::any_of(entries, isOthers))
        std::ranges::stable_sort(
            entries, {}, [](const JournalEntry &entry) { return std::tuple(entry.time, entry.actor, entry.type); });
    for (const JournalEntry &entry : entries)
        book.fold(entry);
    return book;
}

QString consoleMark(const QString &directory)
{
    const QByteArray seen = QSysInfo::machineUniqueId() + QFile::encodeName(directory);
    return QString::fromLatin1(QCryptographicHash::hash(seen, QCryptographicHash::Sha256).toHex().left(4));
}

/// The post-mortem goes on after the recording was closed.
bool isOfReview(const JournalEvent &event)
{
    const bool toReview = event.type == QLatin1String("incident.state") &&
                          event.body[QLatin1String("state")].toString() == toWord(IncidentState::InReview);
    const bool item = event.type == QLatin1String("incident.noted") &&
                      event.body[QLatin1String("kind")].toString() == QLatin1String("action_item");
    return toReview || item || event.type == QLatin1String("incident.section");
}

} // namespace

const QString teamMark = QStringLiteral("/team.json");

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
            // Two consoles that can not see each other must not give the same name.
            if (QFileInfo::exists(m_directory + teamMark))
                id += QLatin1Char('-') + consoleMark(m_directory);
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
            chosen = incident->id;
            SURGEDECK_TRY(event, make(*incident));
            if (incident->state == IncidentState::Closed && !isOfReview(event))
                return Error{Error::Kind::Refused, QStringLiteral("%1 is closed").arg(incident->id)};
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
