// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/sqlitejournalreader.h"

#include <QTemporaryFile>

namespace surgedeck {

/// Whether a recording is what was written, and how much that is worth.
struct RecordingVerdict
{
    bool intact = false;
    qint64 records = 0;             ///< that hold
    std::optional<qint64> firstBad; ///< sequence; nullopt: every record holds
    QString reason;                 ///< what is wrong; of an intact one: what it does not prove
    bool sealed = false;
    JournalHead head;
    QByteArray digest;   ///< of a sealed file
    QByteArray signedBy; ///< key; empty: nobody signed
};

/// A recording on disk: an incident file, a recorder's file, or a journal. A file that is complete by itself is copied
/// to a private place first (that has no name once it is open) and read from there, so that nobody changes it under our
/// eyes; one that a recorder of ours still writes is read where it is. Blocks; one thread. Errors: Config (cannot be
/// read, a later version), Protocol (hostile or damaged so that it can not even be opened).
class RecordingFile
{
public:
    static Result<std::unique_ptr<RecordingFile>> open(const QString &path);
    ~RecordingFile();
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    /// `each`: see SqliteJournalReader::verify().
    Result<RecordingVerdict> verify(const std::optional<JournalHead> &anchor, std::stop_token stop,
                                    const std::function<void(const JournalEntry &)> &each = {}) const;
    SqliteJournalReader &reader() const { return *m_reader; }
    /// Another process may add to it.
    bool isGrowing() const { return m_copy == nullptr; }
    const QString &path() const { return m_path; }

private:
    explicit RecordingFile(const QString &path)
        : m_path(path)
    {
    }
    Status openOwn();
    Status openCopy();

    QString m_path;
    std::unique_ptr<QTemporaryFile> m_copy; ///< has no name any more; nullptr: read where it is
    std::unique_ptr<SqliteJournalReader> m_reader;
};

} // namespace surgedeck
