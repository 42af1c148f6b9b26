// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"
#include "models/replay/replaydocument.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cstdlib>

using namespace surgedeck;

namespace {

const QTemporaryDir &folder()
{
    static const QTemporaryDir made;
    return made;
}

/// The bytes as a file of somebody else: opened, checked, and looked into as far as its chain holds.
void openAsFile(const QByteArray &bytes)
{
    const QString path = folder().filePath(QStringLiteral("stranger.surge"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        std::abort();
    file.close();
    const auto recording = RecordingFile::open(path);
    if (!recording)
        return;
    const auto verdict = (*recording)->verify(std::nullopt, {});
    if (verdict && verdict->intact && verdict->firstBad)
        std::abort();
    const auto replay = Replay::open((*recording)->reader(), {});
    if (!replay)
        return;
    const auto moment = (*replay)->moment((*replay)->ends(), {});
    if (moment)
        (void)replayDocument(**replay, *moment);
    (void)(*replay)->look(1'000, {});
}

/// The bytes as bodies of entries, whose chain an attacker can compute himself: one line each, its kind in front.
void foldAsBodies(const QByteArray &bytes)
{
    static const std::array types = {"source_health",     "session_sample", "digest_deltas",      "lock_graph",
                                     "server_facts",      "cache_stats",    "router_sample",      "metric_sample",
                                     "metric_history",    "changes",        "journal.opened",     "incident.file",
                                     "incident.declared", "incident.noted", "alarm.acknowledged", "evaluation_mark"};
    ReplayFold fold;
    IncidentBook book;
    qint64 sequence = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        if (line.isEmpty() || sequence > 200)
            continue;
        JournalEntry entry;
        entry.sequence = ++sequence;
        entry.time = WallTime(std::chrono::seconds(1'790'000'000 + sequence));
        entry.source = QStringLiteral("s");
        entry.type = QLatin1String(types[static_cast<unsigned char>(line[0]) % types.size()]);
        entry.body = line.mid(1);
        fold.take(entry);
        book.fold(entry);
    }
    fold.evaluate(WallTime(std::chrono::seconds(1'790'000'300)));
    (void)statusOf(fold.platform());
    (void)queriesOf(fold.platform());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (bytes.startsWith("SQLite"))
        openAsFile(bytes);
    else
        foldAsBodies(bytes);
    return 0;
}
