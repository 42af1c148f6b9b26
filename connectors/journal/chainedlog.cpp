// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/chainedlog.h"

#include "connectors/journal/journalfile.h"
#include "connectors/journal/sqlitejournalreader.h"

#include <QFileInfo>

namespace surgedeck {

namespace {

constexpr Milliseconds patience{2'000};
constexpr int mostAtOnce = 5'000;
constexpr std::size_t mostEntries = 200'000;

/// An incident of last year is still an incident.
JournalLimits keepForEver()
{
    JournalLimits limits;
    limits.longest = std::chrono::hours(24 * 365 * 20);
    return limits;
}

Result<std::vector<JournalEntry>> allOf(const QString &file)
{
    SURGEDECK_TRY(reader, SqliteJournalReader::open(file));
    std::vector<JournalEntry> all;
    while (all.size() < mostEntries) {
        JournalRange range;
        range.limit = mostAtOnce;
        if (!all.empty())
            range.afterSequence = all.back().sequence;
        SURGEDECK_TRY(more, reader->read(range, {}));
        if (more.empty())
            break;
        all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return all;
}

} // namespace

ChainedLog::ChainedLog(const QString &directory, const QString &name)
    : m_directory(directory)
    , m_file(directory + QLatin1Char('/') + name)
{
}

Result<JournalHead> ChainedLog::write(const Make &make) const
{
    SURGEDECK_CHECK(makeJournalDirectory(m_directory));
    SURGEDECK_TRY(place, takeJournalFile(m_file, patience));
    const QString path = place.file;
    SURGEDECK_TRY(file, JournalFile::open(std::move(place), keepForEver()));
    SURGEDECK_TRY(soFar, allOf(path));
    SURGEDECK_TRY(entries, make(soFar));
    if (entries.empty())
        return file->head();
    SURGEDECK_CHECK(file->append(entries, JournalFile::Durability::Synced));
    file->saveHead();
    return file->head();
}

Result<std::vector<JournalEntry>> ChainedLog::read() const
{
    if (!QFileInfo::exists(m_file))
        return std::vector<JournalEntry>();
    return allOf(m_file);
}

} // namespace surgedeck
