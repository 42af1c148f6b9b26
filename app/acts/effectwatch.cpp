// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/effectwatch.h"

#include "app/session.h"
#include "models/base/timetext.h"
#include "models/store/effect.h"

#include <QJsonObject>
#include <QTimer>

namespace surgedeck {

EffectWatch::EffectWatch(const WatchSession &session, JournalWriter &journal)
    : m_session(session)
    , m_journal(journal)
{
}

void EffectWatch::note(const Command &command, const CommandOutcome &outcome)
{
    if (outcome.state != CommandOutcome::State::Refused && !command.rehearsal)
        QTimer::singleShot(after, this, [this, command, begun = outcome.begun] { write(command, begun); });
}

void EffectWatch::write(const Command &command, WallTime begun)
{
    const DatabaseStore *database = m_session.platform().database(command.source);
    const auto effect = database ? effectSince(*database, begun) : std::nullopt;
    if (!effect)
        return; // nothing was seen before or since: the outcome stands alone
    const auto pair = [](double before, double since) {
        return QJsonObject{{QStringLiteral("before"), before}, {QStringLiteral("after"), since}};
    };
    m_journal.note({command.actor,
                    command.source,
                    QStringLiteral("command.effect"),
                    {{QStringLiteral("command_id"), command.id},
                     {QStringLiteral("text"), toWords(*effect)},
                     {QStringLiteral("before_at"), toRfc3339(effect->before)},
                     {QStringLiteral("after_at"), toRfc3339(effect->now)},
                     {QStringLiteral("lock_waiters"), pair(effect->waitersBefore, effect->waitersNow)},
                     {QStringLiteral("active_sessions"), pair(effect->activeBefore, effect->activeNow)}}},
                   [](const Status &) {}); // the outcome is on disk; a disk that fails now says so itself
}

} // namespace surgedeck
