// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/review.h"

#include "connectors/journal/journalplace.h"

namespace surgedeck {

namespace {
constexpr int nameLength = 32; // hexadecimal digits: enough to tell any two recordings apart
}

Review::Review(const JournalHead &head)
    : m_log(journalDirectory(QStringLiteral("reviews")),
            QString::fromLatin1(head.hash.toHex().left(nameLength)) + QStringLiteral(".sqlite"))
{
}

Result<IncidentBook> Review::with(const std::vector<JournalEntry> &recorded) const
{
    SURGEDECK_TRY(written, m_log.read());
    IncidentBook book;
    for (const JournalEntry &entry : recorded)
        book.fold(entry);
    for (const JournalEntry &entry : written)
        book.fold(entry);
    return book;
}

Status Review::add(const Clock &clock, const JournalEvent &event) const
{
    const auto added = m_log.write([&](const std::vector<JournalEntry> &) -> Result<std::vector<JournalEntry>> {
        return std::vector<JournalEntry>{entryOf(event, clock.now(), clock.monotonic())};
    });
    return added ? ok() : Status(added.error());
}

} // namespace surgedeck
