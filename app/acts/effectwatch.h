// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commandroad.h"
#include "models/domain/journal.h"

#include <QObject>

namespace surgedeck {

class WatchSession;

/// Writes down what became of a database ten seconds after something was done to one of its sessions: the figures
/// before and after, beside the outcome that the command itself could see. Journal: "command.effect". GUI thread.
class EffectWatch final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds after{10'000};

    /// Both outlive it.
    EffectWatch(const WatchSession &session, JournalWriter &journal);

    /// A command ended. One that changed nothing has no effect.
    void note(const Command &command, const CommandOutcome &outcome);

private:
    void write(const Command &command, WallTime begun);

    const WatchSession &m_session;
    JournalWriter &m_journal;
};

} // namespace surgedeck
