// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentexport.h"

#include "app/slofile.h"
#include "connectors/journal/checkpoint.h"
#include "connectors/journal/incidentlog.h"
#include "connectors/journal/newestentries.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/recordingwriter.h"
#include "models/base/timetext.h"
#include "models/replay/shownstate.h"
#include "models/workspace/workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int readAtOnce = 1'000;

JournalRange rangeOf(const ReplaySpan &span)
{
    return {std::nullopt, span.from, span.until, readAtOnce};
}

QStringList journalsIn(const QString &directory)
{
    QStringList files;
    for (const QString &name : QDir(directory).entryList({u"journal*.sqlite"_s}, QDir::Files, QDir::Name))
        files << QDir(directory).filePath(name);
    return files;
}

/// What the new chain says itself is not copied from the old one.
bool isOfTheFile(const QString &type)
{
    return type == checkpointType || type == sealedType || type == journalformat::droppedType;
}

bool isEvent(const QString &type)
{
    return type.contains(u'.') && !type.startsWith(u"journal.");
}

template <typename Each>
Status eachEntry(JournalReader &reader, JournalRange range, Each each)
{
    while (true) {
        SURGEDECK_TRY(entries, reader.read(range, {}));
        if (entries.empty())
            return ok();
        for (const JournalEntry &entry : entries)
            SURGEDECK_CHECK(each(entry));
        range.afterSequence = entries.back().sequence;
    }
}

/// Events of other consoles and of the incident itself, in order of time.
Result<std::vector<JournalEntry>> eventsBeside(const IncidentExport &what, const QString &observations)
{
    std::vector<JournalEntry> events;
    for (const QString &file : journalsIn(what.directory)) {
        if (QFileInfo(file) == QFileInfo(observations))
            continue;
        SURGEDECK_TRY(reader, SqliteJournalReader::open(QFileInfo(file).canonicalFilePath()));
        SURGEDECK_CHECK(eachEntry(*reader, rangeOf(what.span), [&](const JournalEntry &entry) {
            if (isEvent(entry.type))
                events.push_back(entry);
            return ok();
        }));
    }
    SURGEDECK_TRY(told, IncidentLog(what.directory).read());
    std::ranges::copy_if(told, std::back_inserter(events),
                         [&](const JournalEntry &entry) { return entry.source == what.incident.id; });
    std::ranges::stable_sort(events, {}, &JournalEntry::time);
    return events;
}

JournalEvent beginning(const IncidentExport &what, const QString &observations, const JournalHead &head)
{
    return {{},
            what.incident.id,
            incidentFileType,
            {{u"title"_s, what.incident.title},
             {u"workspace"_s, what.workspace.name},
             {u"from"_s, toRfc3339(what.span.from)},
             {u"until"_s, toRfc3339(what.span.until)},
             {u"of"_s, QFileInfo(observations).fileName()},
             {u"of_sequence"_s, head.sequence},
             {u"of_hash"_s, QString::fromLatin1(head.hash.toHex())},
             {u"version"_s, QStringLiteral(SURGEDECK_VERSION)},
             {u"shown_with"_s, what.workspace.withoutSecrets}}};
}

/// What was shown at the beginning of the span and came before it: what people had done with alarms, the shift of each
/// route, the error budgets of the days before. In order; with the time of the beginning, from which it holds.
Result<std::vector<JournalEntry>> carriedOver(const IncidentExport &what, const RecordingFile &file)
{
    std::vector<JournalEntry> carried;
    SURGEDECK_TRY(care,
                  newestEntries(file.reader(), file.path(), {u"alarm.care"_s, u"alarm.care_given"_s}, what.span.from));
    for (const JournalEntry &entry : care) {
        if (entry.type == u"alarm.care")
            carried.clear(); // it says everything anew
        carried.push_back(entry);
    }
    SURGEDECK_TRY(shown, newestEntries(file.reader(), file.path(), {shownType}, what.span.from));
    std::map<QString, JournalEntry> last;
    for (const JournalEntry &entry : shown)
        last[subjectOfShown(QJsonDocument::fromJson(entry.body).object())] = entry;
    last.erase(subjectOfShown(shownBudgets({}))); // those of the file go on until the span begins
    for (const auto &[subject, entry] : last)
        carried.push_back(entry);
    if (const NamedRollups rollups = SloFile(what.workspace.name).read(what.span.from); !rollups.empty())
        carried.push_back(entryOf(JournalEvent{{}, {}, shownType, shownBudgets(rollups)}, what.span.from, {}));
    for (JournalEntry &entry : carried)
        entry.time = what.span.from;
    return carried;
}

} // namespace

Result<QString> bestJournal(const QString &directory, const ReplaySpan &span)
{
    QString best;
    qint64 most = 0;
    for (const QString &file : journalsIn(directory)) {
        SURGEDECK_TRY(reader, SqliteJournalReader::open(QFileInfo(file).canonicalFilePath()));
        SURGEDECK_TRY(count, reader->count(rangeOf(span)));
        if (count > most) {
            most = count;
            best = file;
        }
    }
    if (best.isEmpty())
        return Error{
            Error::Kind::Config,
            u"nobody recorded the time from %1 to %2 on this machine: keep a window open or run "
            "`surgedeck record`, or name a recorder's file"_s.arg(toRfc3339(span.from), toRfc3339(span.until))};
    return best;
}

Result<Seal> writeIncidentFile(const IncidentExport &what)
{
    QString observations = what.recording;
    if (observations.isEmpty()) {
        SURGEDECK_TRY(best, bestJournal(what.directory, what.span));
        observations = best;
    }
    SURGEDECK_TRY(file, RecordingFile::open(observations));
    SURGEDECK_TRY(verdict, file->verify(std::nullopt, {}));
    if (!verdict.intact)
        return Error{Error::Kind::Protocol, u"%1 is not intact: %2"_s.arg(observations, verdict.reason)};
    SURGEDECK_TRY(beside, eventsBeside(what, observations));
    SURGEDECK_TRY(key, SigningKey::ofThisUser());
    SURGEDECK_TRY(writer, RecordingWriter::create(what.file, key));
    SURGEDECK_CHECK(writer->add(entryOf(beginning(what, observations, verdict.head), what.span.from, {})));
    SURGEDECK_TRY(carried, carriedOver(what, *file));
    for (const JournalEntry &entry : carried)
        SURGEDECK_CHECK(writer->add(entry));
    auto next = beside.begin();
    const auto copy = [&](const JournalEntry &entry) -> Status {
        for (; next != beside.end() && next->time <= entry.time; ++next)
            SURGEDECK_CHECK(writer->add(*next));
        return isOfTheFile(entry.type) ? ok() : writer->add(entry);
    };
    SURGEDECK_CHECK(eachEntry(file->reader(), rangeOf(what.span), copy));
    for (; next != beside.end(); ++next)
        SURGEDECK_CHECK(writer->add(*next));
    return writer->finish();
}

} // namespace surgedeck
