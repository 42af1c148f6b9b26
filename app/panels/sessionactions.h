// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commandroad.h"
#include "widgets/panel.h"

#include <QPointer>

#include <array>

class QLineEdit;

namespace surgedeck {

class GuardedButton;
class LeaderRow;
class PlainLabel;

/// What can be done to one session: what it is now, read live, and two guarded buttons. They are locked while anything
/// is unmet, unknown, or older than 5 s. In production the number of the session is typed as well. What is sent names
/// the identity that was last read here, so that what a person saw is what is hit. GUI thread.
class SessionActions final : public Panel
{
    Q_OBJECT
public:
    struct Parts
    {
        CommandRoad *road = nullptr; ///< nullptr: a window that can change nothing (a picture, a replay)
        const Clock &clock;
        QString person;
        bool production = false;
    };

    explicit SessionActions(const Parts &parts, QWidget *parent = nullptr);

    /// Another session, or none when `session` is empty.
    void setSubject(const QString &source, const QString &session);
    const QString &subject() const { return m_session; }
    /// Of what was sent: how the database did before and does now, in words.
    void showEffect(const QString &words);
    /// Since when; nullopt: nothing was sent to this session, or it was refused.
    const std::optional<WallTime> &actedAt() const { return m_actedAt; }
    /// About once a second: asks again how things are, and locks what is too old.
    void refresh();

Q_SIGNALS:
    void commandEnded(const surgedeck::CommandOutcome &outcome);

private:
    struct Choice
    {
        GuardedButton *button = nullptr;
        std::optional<Result<Inspection>> seen{};
        MonoTime seenAt{};
        bool asking = false;
        bool sent = false;
    };

    QWidget *makeBody();
    Action actionOf(std::size_t choice, const QString &identity) const;
    QString lockOf(const Choice &choice) const;
    void inspect(std::size_t which);
    void take(std::size_t which, const QString &session, Result<Inspection> inspection);
    void fire(std::size_t which);
    void showOutcome(std::size_t which, const CommandOutcome &outcome);
    void showPreconditions();

    Parts m_parts;
    QString m_source;
    QString m_session;
    std::array<Choice, 2> m_choices; ///< cancel the statement, end the session
    std::vector<LeaderRow *> m_rows;
    QLineEdit *m_reason = nullptr;
    QLineEdit *m_typed = nullptr;
    PlainLabel *m_obstacle = nullptr;
    PlainLabel *m_effect = nullptr;
    std::optional<WallTime> m_actedAt;
};

} // namespace surgedeck
