// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

namespace surgedeck {

/// Folds entries of a recording, in order of sequence, into the platform that the recording console had. A console that
/// was started anew began with nothing, so its replay does too. Copyable: a copy goes on by itself. One thread.
class ReplayFold
{
public:
    /// What is shown before anything of a workspace is known.
    ReplayFold();
    /// The same, after the entry of that sequence: for one that is followed by one which begins anew (beginsAnew()).
    explicit ReplayFold(qint64 sequence)
        : ReplayFold()
    {
        m_sequence = sequence;
    }
    /// A console was started here: nothing of what was before counts.
    static bool beginsAnew(const JournalEntry &entry);

    void take(const JournalEntry &entry);
    /// Brings the platform to a moment between two evaluations of the console.
    void evaluate(WallTime at) { m_platform.evaluate(at); }

    const Platform &platform() const { return m_platform; }
    qint64 sequence() const { return m_sequence; } ///< of the last entry that was taken

private:
    void open(const JournalEntry &entry);

    QByteArray m_workspaceText;
    std::shared_ptr<const Workspace> m_workspace;
    Platform m_platform;
    qint64 m_sequence = 0;
};

/// Entries that say with which workspace what follows was seen: "shown_with" in the body.
extern const QString openedType;       ///< by a console or a recorder
extern const QString incidentFileType; ///< by the export of an incident
extern const QString evaluationType;   ///< EvaluationMark, as entries name it

} // namespace surgedeck
