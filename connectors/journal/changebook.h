// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck {

// What people and scripts tell of their changes (`surgedeck change add`): a file of lines beside the journal, "changes.jsonl",
// one JSON object each. Every process appends; every window reads. Errors: Config.

/// Writes one change and waits until it is on disk. Gives it its id. `directory` is journalDirectory(); it is made where
/// it is missing.
Result<Change> appendChange(const QString &directory, Change change);

/// All of the last MiB of the file, in the order in which they were told. A line that is no change is passed over. No
/// file: none.
Result<std::vector<Change>> readChanges(const QString &directory);

/// Looks at the file at every poll and tells all of it whenever it is another.
class ChangeSource final : public Source
{
public:
    explicit ChangeSource(const QString &directory)
        : m_directory(directory)
    {
    }

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token) override { return {}; }

private:
    struct Look
    {
        quint64 inode = 0;
        qint64 size = -1;
        qint64 changedNs = 0;
        bool operator==(const Look &) const = default;
    };

    QString m_directory;
    Look m_seen;
};

} // namespace surgedeck
