// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/readiness.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/statewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestName = 60;
constexpr double fullConnections = 0.7; // of the server's limit: the objective for pools of databases
constexpr double lateReplicaSeconds = 5;

struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(Readiness)
};

using Checks = std::vector<ReadinessCheck>;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

void checkSources(Checks &checks, const PlatformView &view)
{
    QStringList missing;
    for (const SourceView &source : view.sources)
        if (source.state != SourceState::Ok)
            missing << QStringLiteral("%1 %2").arg(safe(source.id), stateWords(source.state));
    const auto all = qsizetype(view.sources.size());
    QString response = CheckWords::tr("%1 of %2").arg(all - missing.size()).arg(all);
    if (!missing.isEmpty())
        response += QStringLiteral(", ") + missing.first(std::min<qsizetype>(missing.size(), 2)).join(QStringLiteral(", "));
    checks.push_back({QStringLiteral("sources"), CheckWords::tr("Sources that answer"), response,
                      missing.isEmpty() ? Health::Normal : Health::Attention});
}

void checkAges(Checks &checks, const PlatformView &view)
{
    const SourceView *oldest = nullptr;
    bool late = false;
    for (const SourceView &source : view.sources) {
        if (source.age && (!oldest || *source.age > *oldest->age))
            oldest = &source;
        late = late || !source.age || *source.age > source.staleAfter;
    }
    const QString response = oldest ? CheckWords::tr("%1, %2").arg(durationWords(*oldest->age), safe(oldest->id)) : QString();
    checks.push_back({QStringLiteral("ages"), CheckWords::tr("Oldest of the newest data"), response,
                      late ? Health::Unknown : Health::Normal});
}

void checkRights(Checks &checks, const Platform &platform)
{
    QStringList gaps;
    for (const SourceView &source : platform.view().sources) {
        const DatabaseStore *database = platform.database(source.id);
        if (source.state == SourceState::Denied)
            gaps << CheckWords::tr("%1 refuses us").arg(safe(source.id));
        else if (database && !database->locksCannotTell().isEmpty())
            gaps << CheckWords::tr("%1 shows no lock chain").arg(safe(source.id));
        else if (!source.notices.empty())
            gaps << CheckWords::tr("%1: %2").arg(safe(source.id), safe(source.notices.front()));
    }
    const QString more = gaps.size() > 1 ? CheckWords::tr(" and %1 more").arg(gaps.size() - 1) : QString();
    checks.push_back({QStringLiteral("rights"), CheckWords::tr("Rights to read"),
                      gaps.isEmpty() ? CheckWords::tr("nothing is missing") : gaps.front() + more,
                      gaps.isEmpty() ? Health::Normal : Health::Attention});
}

void checkAlarms(Checks &checks, const PlatformView &view)
{
    int active = 0;
    int open = 0;
    Health worst = Health::Normal;
    for (const Alarm &alarm : view.alarms) {
        if (!isActive(alarm))
            continue;
        active += 1;
        open += alarm.state == AlarmState::Acknowledged ? 0 : 1;
        worst = std::max(worst, alarm.severity);
    }
    checks.push_back({QStringLiteral("alarms"), CheckWords::tr("Alarms"),
                      active == 0 ? CheckWords::tr("0 active") : CheckWords::tr("%1 active, %2 not taken").arg(active).arg(open),
                      worst});
}

void checkLocks(Checks &checks, const Platform &platform)
{
    int waiting = 0;
    QString where;
    bool any = false;
    for (const SourceConfig &source : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(source.id);
        if (!database)
            continue;
        any = true;
        if (database->load().lockWaiters > waiting) {
            waiting = database->load().lockWaiters;
            where = source.id;
        }
    }
    if (!any)
        return;
    constexpr int many = 3;
    checks.push_back({QStringLiteral("locks"), CheckWords::tr("Sessions that wait for a lock"),
                      waiting == 0 ? QStringLiteral("0") : CheckWords::tr("%1 on %2").arg(waiting).arg(safe(where)),
                      waiting >= many ? Health::Degraded : Health::Normal});
}

void checkConnections(Checks &checks, const Platform &platform)
{
    const DatabaseStore *fullest = nullptr;
    QString where;
    for (const SourceConfig &source : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(source.id);
        if (database && database->connectionShare() && (!fullest || *database->connectionShare() > *fullest->connectionShare())) {
            fullest = database;
            where = source.id;
        }
    }
    if (!fullest)
        return;
    const double share = *fullest->connectionShare();
    checks.push_back({QStringLiteral("connections"), CheckWords::tr("Connections, fullest database"),
                      CheckWords::tr("%1 % of the limit, %2").arg(fixedNumber(share * 100, 0), safe(where)),
                      share > fullConnections ? Health::Attention : Health::Normal});
}

void checkReplicas(Checks &checks, const PlatformView &view)
{
    const SourceView *latest = nullptr;
    int replicas = 0;
    for (const SourceView &source : view.sources) {
        if (!source.facts || !source.facts->lagSeconds)
            continue;
        replicas += 1;
        if (!latest || *source.facts->lagSeconds > *latest->facts->lagSeconds)
            latest = &source;
    }
    if (!latest)
        return;
    const double lag = *latest->facts->lagSeconds;
    checks.push_back({QStringLiteral("replicas"), CheckWords::tr("Replicas, furthest behind"),
                      CheckWords::tr("%1 s, %2").arg(fixedNumber(lag, 1), safe(latest->id)),
                      lag > lateReplicaSeconds ? Health::Attention : Health::Normal});
}

void checkTraffic(Checks &checks, const PlatformView &view)
{
    for (const RouteView &route : view.routes) {
        QString response;
        if (route.desired && route.observed)
            response = CheckWords::tr("%1 % set, %2 % seen").arg(fixedNumber(route.desired->canary, 0), fixedNumber(route.observed->canary, 1));
        else if (route.desired)
            response = CheckWords::tr("%1 % set, flow not known").arg(fixedNumber(route.desired->canary, 0));
        const bool known = route.desired && route.observed;
        checks.push_back({QStringLiteral("route/") + route.id, CheckWords::tr("Canary share of %1").arg(safe(route.name)), response,
                          known ? Health::Normal : Health::Unknown});
        if (checks.size() > 12)
            return;
    }
}

void checkJournal(Checks &checks, const JournalHealth &journal)
{
    using State = JournalHealth::State;
    if (journal.state == State::Starting)
        return; // nobody keeps one here, or not yet
    const bool writes = journal.state == State::Writing;
    const QString response = !writes            ? safe(journal.reason)
                             : journal.lost > 0 ? CheckWords::tr("written, %1 records lost").arg(journal.lost)
                                                : CheckWords::tr("written, 0 records lost");
    checks.push_back({QStringLiteral("journal"), CheckWords::tr("Recording of all this"), response,
                      writes && journal.lost == 0 ? Health::Normal : Health::Attention});
}

QString titleOf(const Platform &platform, const Checks &checks)
{
    const auto open = std::count_if(checks.begin(), checks.end(), [](const ReadinessCheck &check) {
        return check.health != Health::Normal || check.response.isEmpty();
    });
    const EventConfig *event = nextEvent(platform.workspace(), platform.view().now);
    const QString name = event ? safe(event->name) : QString();
    if (open == 0)
        return event ? CheckWords::tr("Ready for %1").arg(name) : CheckWords::tr("Ready");
    const QString count = CheckWords::tr("%1 of %2 open").arg(open).arg(checks.size());
    return event ? CheckWords::tr("Not ready for %1: %2").arg(name, count) : CheckWords::tr("Not ready: %1").arg(count);
}

} // namespace

const EventConfig *nextEvent(const Workspace &workspace, WallTime now)
{
    const EventConfig *next = nullptr;
    for (const EventConfig &event : workspace.events)
        if (event.end > now && (!next || event.start < next->start))
            next = &event;
    return next;
}

Readiness readiness(const Platform &platform)
{
    Readiness ready;
    const PlatformView &view = platform.view();
    checkSources(ready.checks, view);
    checkAges(ready.checks, view);
    checkRights(ready.checks, platform);
    checkAlarms(ready.checks, view);
    checkLocks(ready.checks, platform);
    checkConnections(ready.checks, platform);
    checkReplicas(ready.checks, view);
    checkTraffic(ready.checks, view);
    checkJournal(ready.checks, platform.journal());
    ready.title = titleOf(platform, ready.checks);
    return ready;
}

} // namespace surgedeck
