// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/recordingfile.h"
#include "models/replay/replay.h"

namespace surgedeck {

/// A recording that was checked, and what finds its moments. One thread, which may be another than the one that made
/// it.
struct OpenRecording
{
    std::unique_ptr<RecordingFile> file;
    RecordingVerdict verdict;
    std::unique_ptr<Replay> replay; ///< after `file`: it reads from it
};

/// Nothing of a recording is shown before its chain and its seal hold. Blocks. Errors: those of RecordingFile and
/// Replay; Protocol, naming the first bad record, when it is not intact.
Result<OpenRecording> openRecording(const QString &path, std::stop_token stop);

/// Whether a file of the command line is a recording and no workspace.
bool looksLikeRecording(const QString &path);

} // namespace surgedeck
