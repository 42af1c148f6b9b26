// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/recordingopener.h"

#include <QFile>

namespace surgedeck {

Result<OpenRecording> openRecording(const QString &path, std::stop_token stop)
{
    OpenRecording recording;
    SURGEDECK_TRY(file, RecordingFile::open(path));
    recording.file = std::move(file);
    ReplayIndex index;
    const auto note = [&index](const JournalEntry &entry) { index.note(entry); };
    SURGEDECK_TRY(verdict, recording.file->verify(std::nullopt, stop, note));
    recording.verdict = verdict;
    if (!verdict.intact)
        return Error{
            Error::Kind::Protocol,
            verdict.firstBad
                ? QStringLiteral("%1: record %2 is bad: %3").arg(path).arg(*verdict.firstBad).arg(verdict.reason)
                : QStringLiteral("%1: %2").arg(path, verdict.reason)};
    SURGEDECK_TRY(replay, Replay::of(recording.file->reader(), std::move(index)));
    recording.replay = std::move(replay);
    return recording;
}

bool looksLikeRecording(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16);
}

} // namespace surgedeck
