// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/teamkeeper.h"

#include "app/session.h"
#include "models/base/safetext.h"

namespace surgedeck {

namespace {

constexpr std::chrono::seconds each{2};
constexpr qsizetype widestWords = 200;

} // namespace

/// On the worker.
struct TeamKeeper::Crew
{
    std::shared_ptr<const Workspace> workspace;
    const Clock &clock;
    std::unique_ptr<TeamSync> sync{};

    Status meet(std::stop_token stop)
    {
        if (!sync) {
            SURGEDECK_TRY(opened, TeamSync::open(*workspace, clock));
            sync = std::move(opened);
        }
        SURGEDECK_TRY(report, sync->sync(std::move(stop)));
        static_cast<void>(report);
        return ok();
    }
};

TeamKeeper::TeamKeeper(WatchSession &session)
    : m_session(session)
    , m_crew(std::make_shared<Crew>(Crew{session.sharedWorkspace(), session.clock()}))
    , m_worker(QStringLiteral("team"))
{
    if (!hasTeamStore(session.platform().workspace()))
        return;
    m_timer.setInterval(each);
    connect(&m_timer, &QTimer::timeout, this, &TeamKeeper::begin);
    m_timer.start();
}

TeamKeeper::~TeamKeeper()
{
    m_worker.requestStop();
}

void TeamKeeper::begin()
{
    if (std::exchange(m_busy, true))
        return;
    m_worker.post([this, crew = m_crew](std::stop_token stop) {
        const Status status = crew->meet(std::move(stop));
        Worker::deliver(this, [this, status] {
            m_busy = false;
            take(status);
        });
    });
}

void TeamKeeper::take(const Status &status)
{
    if (!status && status.error().kind == Error::Kind::Cancelled)
        return;
    m_alarm.set(m_session, status
                               ? QString()
                               : tr("The team's store is away, and what is written here is merged when it is back: %1")
                                     .arg(SafeText::of(status.error().message).singleLine(widestWords)));
}

} // namespace surgedeck
