// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/incidentlog.h"

#include "connectors/journal/chainedlog.h"

namespace surgedeck {

namespace {
const QString fileName = QStringLiteral("incidents.sqlite");
}

IncidentLog::IncidentLog(const QString &directory)
    : m_directory(directory)
    , m_file(directory + QLatin1Char('/') + fileName)
{
}

Result<JournalHead> IncidentLog::append(const Clock &clock, const Decide &decide) const
{
    return ChainedLog(m_directory, fileName)
        .write([&](const std::vector<JournalEntry> &soFar) -> Result<std::vector<JournalEntry>> {
            SURGEDECK_TRY(events, decide(soFar));
            std::vector<JournalEntry> entries;
            for (const JournalEvent &event : events)
                entries.push_back(entryOf(event, clock.now(), clock.monotonic()));
            return entries;
        });
}

Result<std::vector<JournalEntry>> IncidentLog::read() const
{
    return ChainedLog(m_directory, fileName).read();
}

} // namespace surgedeck
