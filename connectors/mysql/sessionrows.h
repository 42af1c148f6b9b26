// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/answer.h"
#include "connectors/mysql/statementsamples.h"
#include "models/base/clock.h"

#include <unordered_map>

namespace surgedeck::mysql {

/// One line of the process list. The statement is normalised here: no literal goes further.
struct SessionRow
{
    quint64 id = 0;
    QString user;
    QString host;
    QString database;
    QString command;
    QString state;
    std::optional<Milliseconds> age; ///< of the statement, or of the idle state
    QString digest;
    QString text;
    bool ours = false; ///< of this console or another one
};

/// Normalises statements and remembers them from one read to the next: in a convoy hundreds of sessions keep the same
/// text for a long time. Worker thread.
class StatementMemory
{
public:
    struct Known
    {
        QString digest;
        QString text;
        bool ours = false;
    };

    const Known &lookUp(const QByteArray &statement);
    /// Forgets what was not looked up since the last call.
    void forgetUnused();

private:
    std::unordered_map<QByteArray, Known> m_current;
    std::unordered_map<QByteArray, Known> m_previous;
};

/// From `Statements::sessions`.
std::vector<SessionRow> readSessionRows(const Answer &answer, StatementMemory &memory);

/// Keeps one statement of each digest in flight, as it was sent, where it was not cut. `rows` are those of `answer`.
void keepSamples(const Answer &answer, const std::vector<SessionRow> &rows, StatementSamples &samples);

/// Whether a statement in `answer` looks like a part of the engine's status, whose reader it could deceive.
bool forgesEngineStatus(const Answer &answer);

} // namespace surgedeck::mysql
