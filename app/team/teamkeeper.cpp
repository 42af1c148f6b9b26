// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/teamkeeper.h"

#include "app/person.h"
#include "app/session.h"
#include "app/team/teamfeed.h"
#include "models/base/safetext.h"

#include <QSysInfo>

#include <algorithm>
#include <iterator>

namespace surgedeck {

namespace {

constexpr Milliseconds each{500}; ///< what is handed on is old by one such time on each side
constexpr int mergesEach = 4;     // rounds
constexpr Milliseconds leaseLasts{6'000};
constexpr std::size_t mostGathered = 20'000; // records; while a store is slow the newest are left out
constexpr qsizetype widestWords = 200, widestName = 60;

/// What the others read of us beside our lease, each in their own language: "Kim@db-desk".
QString whoAndWhere()
{
    return personName() + QLatin1Char('@') + QSysInfo::machineHostName();
}

} // namespace

/// What one round brought.
struct TeamKeeper::Round
{
    Status status = ok();
    bool collects = true;
    QString collector{}; ///< another console's
    std::vector<Record> records; ///< from the console that collects
};

/// On the worker.
struct TeamKeeper::Crew
{
    std::shared_ptr<const Workspace> workspace;
    const Clock &clock;
    std::unique_ptr<TeamSync> sync{};
    qint64 fed = 0; ///< number of the last batch that was taken
    int rounds = 0;

    Round meet(const std::vector<Record> &gathered, const std::stop_token &stop)
    {
        Round round;
        round.status = run(round, gathered, stop);
        return round;
    }

    Status run(Round &round, const std::vector<Record> &gathered, const std::stop_token &stop)
    {
        if (!sync) {
            SURGEDECK_TRY(opened, TeamSync::open(*workspace, clock));
            sync = std::move(opened);
        }
        if (rounds++ % mergesEach == 0) {
            SURGEDECK_TRY(report, sync->sync(stop));
            static_cast<void>(report);
        }
        TeamStore &store = sync->store();
        const TeamLeaseWish wish{sync->workspace(), QStringLiteral("collector"), sync->console(), whoAndWhere(),
                                 leaseLasts};
        SURGEDECK_TRY(lease, store.claim(wish, stop));
        if (lease.isMine) {
            fed = 0;
            return gathered.empty() ? ok() : store.feed(wish.workspace, wish.console, packRecords(gathered), stop);
        }
        SURGEDECK_CHECK(eat(round, stop));
        round.collects = false;
        round.collector = lease.person;
        return ok();
    }

    Status eat(Round &round, const std::stop_token &stop)
    {
        SURGEDECK_TRY(batches, sync->store().fed(sync->workspace(), fed, stop));
        for (const TeamStore::FedBatch &batch : batches) {
            fed = batch.number;
            SURGEDECK_TRY(records, unpackRecords(batch.bytes, clock));
            round.records.insert(round.records.end(), records.begin(), records.end());
        }
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
    m_crewed = Crewed::NotYet;
    connect(&session, &WatchSession::recorded, this, &TeamKeeper::gather);
    m_timer.setInterval(each);
    connect(&m_timer, &QTimer::timeout, this, &TeamKeeper::begin);
    m_timer.start();
}

TeamKeeper::~TeamKeeper()
{
    m_worker.requestStop();
}

void TeamKeeper::gather(const std::vector<Record> &records)
{
    if (!m_collects)
        return;
    for (const Record &record : records)
        if (m_session.isShared(record.source) && m_gathered.size() < mostGathered)
            m_gathered.push_back(record);
}

void TeamKeeper::begin()
{
    if (std::exchange(m_busy, true))
        return;
    m_worker.post([this, crew = m_crew, gathered = std::exchange(m_gathered, {})](const std::stop_token &stop) {
        auto round = std::make_shared<Round>(crew->meet(gathered, stop));
        Worker::deliver(this, [this, round] {
            m_busy = false;
            take(*round);
        });
    });
}

void TeamKeeper::take(const Round &round)
{
    if (!round.status && round.status.error().kind == Error::Kind::Cancelled)
        return;
    const QString why = round.status ? QString() : SafeText::of(round.status.error().message).singleLine(widestWords);
    m_alarm.set(m_session,
                round.status
                    ? QString()
                    : tr("The team's store is away, and what is written here is merged when it is back: %1").arg(why));
    setCollecting(round.collects);
    const Crewed crewed = round.status ? Crewed::Yes : Crewed::Away;
    const QString collector = SafeText::of(round.collector).singleLine(widestName);
    const bool isOther = m_crewed != crewed || m_collector != collector;
    m_crewed = crewed;
    m_collector = collector;
    if (isOther)
        Q_EMIT collectorChanged();
    std::vector<Record> records;
    std::ranges::copy_if(round.records, std::back_inserter(records),
                         [this](const Record &record) { return m_session.isShared(record.source); });
    if (!records.empty())
        m_session.receive(records);
}

QString TeamKeeper::collectorWords() const
{
    switch (m_crewed) {
    case Crewed::No:
        return {};
    case Crewed::NotYet:
        return tr("who collects for the team is not known yet");
    case Crewed::Away:
        return tr("the team's store is away; this window asks for itself");
    case Crewed::Yes:
        break;
    }
    if (m_collects)
        return tr("this window collects for the team");
    if (m_collector.isEmpty())
        return tr("another console collects; this window reads");
    const qsizetype at = m_collector.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return tr("%1 collects; this window reads").arg(m_collector);
    return tr("%1 on %2 collects; this window reads").arg(m_collector.left(at), m_collector.mid(at + 1));
}

void TeamKeeper::setCollecting(bool collects)
{
    if (std::exchange(m_collects, collects) == collects)
        return;
    m_gathered.clear();
    if (collects)
        m_session.collect();
    else
        m_session.standBy();
}

} // namespace surgedeck
