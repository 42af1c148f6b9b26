// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/unlocking.h"

#include "connectors/base/dispatcher.h"
#include "models/base/timetext.h"

#include <algorithm>

namespace surgedeck {

namespace {
/// A look at how things are takes 4 s at most; to end a road before would make the window wait for it.
constexpr Milliseconds callTime{5'000};
} // namespace

Unlocking::Unlocking(Means means)
    : m_means(std::move(means))
    , m_locked(m_means.make(Role::Viewer))
{
    connect(m_locked.get(), &Dispatcher::ended, this, &Unlocking::ended);
    connect(&m_second, &QTimer::timeout, this, &Unlocking::look);
}

Unlocking::~Unlocking() = default;

Status Unlocking::unlock(const Wish &wish)
{
    const auto refused = [](const QString &why) { return Error{Error::Kind::Refused, why}; };
    if (wish.role == Role::Viewer || wish.role > m_means.most)
        return refused(QStringLiteral("this machine allows no %1").arg(toWord(wish.role)));
    if (wish.person.isEmpty())
        return refused(QStringLiteral("it is not known who wants this"));
    if (wish.lasts <= Milliseconds(0) || wish.lasts > longest)
        return refused(QStringLiteral("it is unlocked for 8 hours at most"));
    if (m_open)
        lock(QStringLiteral("unlocked anew"));
    m_wish = wish;
    m_until = m_means.clock.monotonic() + wish.lasts;
    m_untilWall = m_means.clock.now() + wish.lasts;
    m_open = m_means.make(wish.role);
    connect(m_open.get(), &Dispatcher::ended, this, &Unlocking::ended);
    note("role.unlocked", {{QStringLiteral("role"), toWord(wish.role)},
                           {QStringLiteral("until"), toRfc3339(m_untilWall)},
                           {QStringLiteral("incident"), wish.incident},
                           {QStringLiteral("reason"), wish.reason}});
    m_second.start(std::chrono::seconds(1));
    armAll();
    Q_EMIT changed();
    return ok();
}

/// A full server takes no new connection: they are opened while there is room.
void Unlocking::armAll()
{
    m_unarmed.clear();
    for (const QString &source : m_means.sources) {
        if (!m_open->obstacle(source).isEmpty())
            continue;
        m_open->arm(source, [this, source, road = std::weak_ptr(m_open)](const Status &armed) {
            if (armed || road.lock() != m_open)
                return;
            m_unarmed << QStringLiteral("%1: %2").arg(source, armed.error().message);
            Q_EMIT changed();
        });
    }
}

void Unlocking::lock(const QString &why)
{
    if (!m_open)
        return;
    note("role.locked", {{QStringLiteral("role"), toWord(m_wish.role)}, {QStringLiteral("why"), why}});
    m_leaving.push_back({std::exchange(m_open, nullptr), m_means.clock.monotonic()});
    m_unarmed.clear();
    Q_EMIT changed();
}

void Unlocking::noteIncident(const QString &incident)
{
    if (m_open && !m_wish.incident.isEmpty() && incident != m_wish.incident)
        lock(QStringLiteral("incident %1 is over").arg(m_wish.incident));
}

void Unlocking::look()
{
    if (m_open && !isOpen())
        lock(QStringLiteral("its time is over"));
    const MonoTime now = m_means.clock.monotonic();
    std::erase_if(m_leaving,
                  [now](const Leaving &leaving) { return !leaving.road->isBusy() && now - leaving.since > callTime; });
    if (!m_open && m_leaving.empty())
        m_second.stop();
}

bool Unlocking::isOpen() const
{
    return m_open && m_means.clock.monotonic() < m_until;
}

std::optional<WallTime> Unlocking::until() const
{
    return isOpen() ? std::optional(m_untilWall) : std::nullopt;
}

Dispatcher &Unlocking::road() const
{
    return isOpen() ? *m_open : *m_locked;
}

void Unlocking::note(const char *type, const QJsonObject &body)
{
    m_means.journal.note({m_wish.person, {}, QString::fromLatin1(type), body}, [](const Status &) {});
}

Role Unlocking::role() const
{
    return road().role();
}

QString Unlocking::obstacle(const QString &source) const
{
    if (isOpen())
        return m_open->obstacle(source);
    if (m_means.most == Role::Viewer)
        return QStringLiteral("a viewer changes nothing: this machine is for viewers");
    return QStringLiteral("acting is locked: unlock it for a time (Ctrl U)");
}

void Unlocking::inspect(const Command &command, std::function<void(Result<Inspection>)> done)
{
    road().inspect(command, std::move(done));
}

void Unlocking::send(const CommandOrder &order, std::function<void(CommandOutcome)> done)
{
    road().send(order, std::move(done));
}

void Unlocking::verify(const Command &command, std::function<void(Result<Verdict>)> done)
{
    road().verify(command, std::move(done));
}

void Unlocking::arm(const QString &source, std::function<void(Status)> done)
{
    road().arm(source, std::move(done));
}

} // namespace surgedeck
