// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/commandroad.h"
#include "models/domain/journal.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace surgedeck {

class Dispatcher;

/// The road of commands of a window: locked until a person unlocks it, for an incident or a reason, for a time. While
/// it is locked there is no actuator and no acting credential in the process; both are made when it is unlocked, and
/// the acting connections are opened then, before a server is too full for them. When the time is over, or the incident
/// is, nothing more is sent; what is under way ends, and credentials and connections go. Every unlocking and locking is
/// in the journal. GUI thread.
class Unlocking final : public QObject, public CommandRoad
{
    Q_OBJECT
public:
    static constexpr Milliseconds longest = std::chrono::hours(8);

    using MakeRoad = std::function<std::unique_ptr<Dispatcher>(Role)>;
    struct Means
    {
        MakeRoad make;
        JournalWriter &journal;
        const Clock &clock;
        Role most = Role::Commander; ///< on this machine
        QStringList sources;         ///< those with an acting credential: they are armed
    };
    struct Wish
    {
        Role role = Role::Responder;
        Milliseconds lasts = std::chrono::hours(1);
        QString person;
        QString reason;
        QString incident; ///< its id; empty: none is open
    };

    explicit Unlocking(Means means);
    ~Unlocking() override;

    /// Error: Refused, for a role beyond the machine's, no time or too long a time, or without a person.
    Status unlock(const Wish &wish);
    void lock(const QString &why);
    /// The incident that is open now; another one than the one it was unlocked for locks it.
    void noteIncident(const QString &incident);
    std::optional<WallTime> until() const;
    /// Sources whose acting connection could not be opened: why.
    const QStringList &unarmed() const { return m_unarmed; }

    Role role() const override;
    QString obstacle(const QString &source) const override;
    void inspect(const Command &command, std::function<void(Result<Inspection>)> done) override;
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override;
    void verify(const Command &command, std::function<void(Result<Verdict>)> done) override;
    void arm(const QString &source, std::function<void(Status)> done) override;

Q_SIGNALS:
    void changed();
    /// A command of this road ended.
    void ended(const surgedeck::Command &command, const surgedeck::CommandOutcome &outcome);

private:
    Dispatcher &road() const;
    bool isOpen() const;
    void look();
    void armAll();
    void note(const char *type, const QJsonObject &body);

    Means m_means;
    std::unique_ptr<Dispatcher> m_locked; ///< of a viewer: it refuses, and writes down what it refused
    std::shared_ptr<Dispatcher> m_open;
    struct Leaving
    {
        std::shared_ptr<Dispatcher> road;
        MonoTime since{};
    };
    std::vector<Leaving> m_leaving; ///< locked again: until what is under way has ended, so that nobody waits for it
    Wish m_wish;
    MonoTime m_until{};
    WallTime m_untilWall{};
    QStringList m_unarmed;
    QTimer m_second;
};

} // namespace surgedeck
