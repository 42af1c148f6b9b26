// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedpeer.h"

#include <atomic>

namespace surgedeck {

/// A Prometheus that is told how to behave, also while it is being asked. Values are those of the request: every
/// expression has the same figure.
class ScriptedMetrics
{
public:
    enum class Mood
    {
        Answers,
        HasNothing, ///< no sample for any expression
        Refuses,    ///< 401
        IsFull,     ///< 429
        IsSilent    ///< takes the request and says nothing
    };

    explicit ScriptedMetrics(Mood mood = Mood::Answers);

    void be(Mood mood) { m_mood = mood; }
    void setValue(int value) { m_value = value; }
    quint16 port() const { return m_peer.port(); }

private:
    QByteArray answer(const QString &query) const;
    QByteArray converse(QByteArray &received) const;

    std::atomic<Mood> m_mood;
    std::atomic<int> m_value{97};
    ScriptedPeer m_peer; ///< last: its threads use what stands above
};

} // namespace surgedeck
