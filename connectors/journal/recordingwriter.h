// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/journalfile.h"
#include "connectors/journal/seal.h"

namespace surgedeck {

/// Makes one closed recording: a new chain of entries that were kept elsewhere, signed and sealed. It gets its name
/// only once it is whole; until then, and when it fails, nothing stands there. Blocks; one thread. Errors: as
/// JournalFile.
class RecordingWriter
{
public:
    static Result<std::unique_ptr<RecordingWriter>> create(const QString &path,
                                                           std::shared_ptr<const SigningKey> signer);
    ~RecordingWriter();
    RecordingWriter(const RecordingWriter &) = delete;
    RecordingWriter &operator=(const RecordingWriter &) = delete;

    /// In the order in which a replay shall fold them. Its sequence is given anew.
    Status add(const JournalEntry &entry);
    Result<Seal> finish();

private:
    RecordingWriter(const QString &path, std::shared_ptr<const SigningKey> signer);
    Status flush();
    Status addCheckpoint();

    QString m_path, m_part;
    std::shared_ptr<const SigningKey> m_signer;
    std::unique_ptr<JournalFile> m_file;
    std::vector<JournalEntry> m_gathered;
    WallTime m_newest{};
};

} // namespace surgedeck
