// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/shiftdesk.h"

#include "app/person.h"
#include "app/traffic/emergency.h"
#include "app/traffic/secondperson.h"
#include "app/traffic/shiftparts.h"
#include "connectors/journal/journalplace.h"
#include "models/shift/stepnow.h"

#include <QFile>

#include <algorithm>

namespace surgedeck {

namespace {

using traffic::Phase;
using Wish = ShiftEngine::Wish;

constexpr Milliseconds readEach{1'000};
constexpr Milliseconds guardsWithin{45'000};
constexpr int logLines = 60;

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

/// What is on disk of every route. A workspace that never had a shift gets no file by being looked at.
std::map<QString, RouteShift> readAll(const Workspace &workspace, const Clock &clock)
{
    std::map<QString, RouteShift> shifts;
    const bool any = QFile::exists(journalDirectory(workspace.name) + QStringLiteral("/traffic.sqlite"));
    const auto store = any ? openShiftStore(workspace, clock) : Result<std::shared_ptr<ShiftStore>>(Error{});
    for (const RouteConfig &route : workspace.traffic.routes) {
        RouteShift &shift = shifts[route.id];
        if (!store)
            continue;
        shift.record = storedShift(**store, route.id);
        if (auto log = (*store)->log(route.id, logLines))
            shift.log = std::move(*log);
        if (const auto runner = (*store)->runner(route.id); runner && *runner)
            shift.runner = (*runner)->person;
    }
    return shifts;
}

bool stands(Phase phase)
{
    return phase == Phase::Held || phase == Phase::RolledBack || phase == Phase::Aborted || phase == Phase::Done ||
           phase == Phase::Conflict || phase == Phase::Drifted || phase == Phase::Idle || phase == Phase::Planned ||
           phase == Phase::Approved;
}

std::optional<Wish> wishOf(const QString &kind, const QString &choice)
{
    static const std::map<QString, Wish> wishes = {{QStringLiteral("hold"), Wish::Hold},
                                                   {QStringLiteral("back"), Wish::Back},
                                                   {QStringLiteral("resume"), Wish::Resume},
                                                   {QStringLiteral("abort"), Wish::Abort},
                                                   {QStringLiteral("recover/hold"), Wish::RecoverHold},
                                                   {QStringLiteral("recover/resume"), Wish::RecoverResume},
                                                   {QStringLiteral("recover/roll-back"), Wish::RecoverRollBack}};
    const auto found = wishes.find(choice.isEmpty() ? kind : kind + QLatin1Char('/') + choice);
    return found == wishes.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

ShiftDesk::ShiftDesk(WatchSession &session, Credentials credentials)
    : m_session(session)
    , m_credentials(credentials)
    , m_worker(QStringLiteral("shifts"))
{
    for (const RouteConfig &route : session.platform().workspace().traffic.routes)
        m_judges.emplace(route.id, GuardJudge(route));
    connect(&session, &WatchSession::evaluated, this, &ShiftDesk::judge);
    m_timer.setInterval(readEach);
    connect(&m_timer, &QTimer::timeout, this, &ShiftDesk::read);
    m_timer.start();
    read();
}

ShiftDesk::~ShiftDesk()
{
    m_worker.requestStop();
}

const RouteShift *ShiftDesk::shift(const QString &route) const
{
    const auto found = m_shifts.find(route);
    return found == m_shifts.end() ? nullptr : &found->second;
}

QString ShiftDesk::obstacle() const
{
    return m_credentials == Credentials::ReadAndAct
               ? QString()
               : tr("A viewer only looks: open the workspace with --role responder.");
}

void ShiftDesk::read()
{
    clear();
    if (m_reading || m_judges.empty())
        return;
    m_reading = true;
    m_worker.post([this, workspace = m_session.sharedWorkspace(), &clock = m_session.clock()](std::stop_token) {
        Worker::deliver(this, [this, shifts = readAll(*workspace, clock)]() mutable {
            m_reading = false;
            for (auto &[route, shift] : shifts) {
                shift.guards = std::move(m_shifts[route].guards);
                const bool moved = m_shifts[route].record.has_value() && shift.record.has_value() &&
                                   m_shifts[route].record->state.step != shift.record->state.step;
                if (moved)
                    m_judges.at(route).begin();
            }
            m_shifts = std::move(shifts);
            for (const auto &[route, shift] : m_shifts)
                if (shift.record)
                    m_session.noteShift(route, noteOf(*shift.record));
            Q_EMIT changed();
        });
    });
}

void ShiftDesk::judge()
{
    const PlatformView &view = m_session.platform().view();
    if (view.now == std::exchange(m_judgedAt, view.now))
        return;
    for (const RouteConfig &route : m_session.platform().workspace().traffic.routes) {
        RouteShift &shift = m_shifts[route.id];
        shift.guards.clear();
        const auto seen = std::ranges::find(view.routes, route.id, &RouteView::id);
        if (seen == view.routes.end())
            continue;
        auto step = stepNow(shift.record, *seen, shift.record ? shift.record->since : view.now);
        if (!step)
            continue;
        step->bake = route.bake;
        shift.guards = m_judges.at(route.id).judge(measuresOf(m_session.platform(), route, view.now), *step).guards;
    }
}

void ShiftDesk::steer(const QString &route, const QString &kind, const QString &choice, Done done)
{
    const auto wanted = wishOf(kind, choice);
    if (!obstacle().isEmpty() || !wanted)
        return done(refused(obstacle()));
    if (isRunElsewhere(route))
        return askRunner({0, route, kind, personName(), choice, {}, {}}, std::move(done));
    take(route, {[wish = *wanted, person = personName()](ShiftEngine &engine, std::stop_token stop) {
                     return engine.wish(wish, person, std::move(stop));
                 },
                 *wanted, std::move(done)});
}

QStringList ShiftDesk::startFaults(const QString &routeId, const PlanEdit &plan) const
{
    const Workspace &workspace = m_session.platform().workspace();
    const RouteConfig *route = routeOf(workspace, routeId);
    if (route == nullptr)
        return {tr("there is no such route")};
    const WallTime now = m_session.clock().now();
    QStringList faults = planFaults(*route, plan.steps, measuresOf(m_session.platform(), *route, now));
    if (const FreezeWindow *freeze = workspace.traffic.freezeAt(now))
        faults << tr("nothing goes forward now: %1").arg(freeze->name);
    const RouteShift *known = shift(routeId);
    if (known && known->record && isUnderWay(known->record->state))
        faults << tr("a shift is under way");
    else if (isRunElsewhere(routeId))
        faults << tr("%1 has this route now").arg(known->runner);
    return faults;
}

void ShiftDesk::start(const QString &routeId, const Beginning &wanted, Done done)
{
    const QStringList faults = startFaults(routeId, wanted.plan);
    if (!obstacle().isEmpty() || !faults.isEmpty())
        return done(refused(obstacle().isEmpty() ? faults.join(QStringLiteral("; ")) : obstacle()));
    const RouteConfig &route = *routeOf(m_session.platform().workspace(), routeId);
    const RouteMeasures measures = measuresOf(m_session.platform(), route, m_session.clock().now());
    const BeginShift begin{wanted.plan, personName(), wanted.typed,
                           aloneBecause(wanted.sevOne, route, measures, wanted.plan.steps.back())};
    take(routeId, {[begin](ShiftEngine &engine, std::stop_token stop) {
                       return beginShift(engine, engine.router(), begin, std::move(stop));
                   },
                   std::nullopt, std::move(done)});
}

void ShiftDesk::edit(const QString &route, const PlanEdit &plan, Done done)
{
    if (!obstacle().isEmpty())
        return done(refused(obstacle()));
    if (isRunElsewhere(route))
        return askRunner({0, route, QStringLiteral("edit"), personName(), toText(plan), {}, {}}, std::move(done));
    take(route, {[plan, person = personName()](ShiftEngine &engine, std::stop_token stop) {
                     return engine.edit(plan, person, std::move(stop));
                 },
                 std::nullopt, std::move(done)});
}

void ShiftDesk::approve(const QString &route, const QString &code, Done done)
{
    if (!obstacle().isEmpty())
        return done(refused(obstacle()));
    // Secrets and the book of codes are read where waiting hurts nobody.
    m_worker.post([this, route, code, done, workspace = m_session.sharedWorkspace(),
                   &clock = m_session.clock()](std::stop_token) {
        const auto person = personOfCode(*workspace, code, clock);
        Worker::deliver(this, [this, route, person, done] {
            if (!person)
                return done(person.error());
            if (isRunElsewhere(route))
                return askRunner(
                    {0, route, QStringLiteral("approve"), *person, route + QLatin1Char('\n') + provedByCode, {}, {}},
                    done);
            take(route, {[name = *person, route](ShiftEngine &engine, std::stop_token stop) {
                             return engine.approve(name, route, std::move(stop), provedByCode);
                         },
                         std::nullopt, done});
        });
    });
}

bool ShiftDesk::isRunElsewhere(const QString &route) const
{
    const RouteShift *known = shift(route);
    return !m_own.contains(route) && known != nullptr && !known->runner.isEmpty();
}

void ShiftDesk::askRunner(ShiftRequest request, Done done)
{
    m_worker.post([this, request = std::move(request), done = std::move(done), workspace = m_session.sharedWorkspace(),
                   &clock = m_session.clock()](std::stop_token) {
        const auto store = openShiftStore(*workspace, clock);
        const auto asked = store ? (*store)->ask(request) : Result<qint64>(store.error());
        Worker::deliver(this, [asked, done] { done(asked ? ok() : Status(asked.error())); });
    });
}

/// By this process: with the route that it has, or after taking it.
void ShiftDesk::take(const QString &route, Pending wanted)
{
    const auto own = m_own.find(route);
    if (own == m_own.end())
        return begin(route, std::move(wanted));
    own->second.since = m_session.clock().monotonic();
    own->second.busy = true;
    own->second.run->ask(std::move(wanted.task), [this, route, done = std::move(wanted.done)](const Status &status) {
        if (const auto still = m_own.find(route); still != m_own.end())
            still->second.busy = false;
        done(status);
    });
}

void ShiftDesk::begin(const QString &routeId, Pending wanted)
{
    const RouteConfig *route = routeOf(m_session.platform().workspace(), routeId);
    auto parts = route ? shiftPartsOf(m_session.platform().workspace(), *route, m_session.clock())
                       : Result<ShiftEngine::Parts>(refused(tr("there is no such route")));
    if (!parts)
        return wanted.done(parts.error());
    Own own;
    own.run = std::make_unique<ShiftRun>(m_session, std::move(*parts));
    own.since = m_session.clock().monotonic();
    ShiftRun *run = own.run.get();
    m_own[routeId] = std::move(own);
    connect(run, &ShiftRun::changed, this, [this, routeId] { look(routeId); });
    run->open([this, routeId, wanted](const Status &opened) {
        if (opened) {
            m_own[routeId].waits = wanted;
            return look(routeId);
        }
        m_ended.push_back(routeId);
        wanted.done(opened);
    });
}

/// What waits for figures or for the router's word; and a shift that stands: then the route is let go, so that others
/// may take it.
void ShiftDesk::look(const QString &route)
{
    Own &own = m_own[route];
    const traffic::State &state = own.run->snapshot().record.state;
    const bool late = m_session.clock().monotonic() - own.since > guardsWithin;
    if (own.waits) {
        const auto wish = own.waits->wish;
        const bool forGuards = wish == Wish::Resume && state.phase == Phase::Held && state.step >= 0 &&
                               state.guards != traffic::GuardVerdict::Pass;
        const bool forRouter =
            wish && *wish != Wish::RecoverRollBack && state.phase == Phase::Recovering && !state.seen;
        if ((!forGuards && !forRouter) || late)
            take(route, *std::exchange(own.waits, std::nullopt));
        return;
    }
    const bool settled = !own.busy && m_session.clock().monotonic() - own.since > readEach;
    if (own.run->snapshot().lost || (stands(state.phase) && settled))
        m_ended.push_back(route);
}

/// Not within a signal of what is deleted.
void ShiftDesk::clear()
{
    for (const QString &route : std::exchange(m_ended, {}))
        m_own.erase(route);
}

} // namespace surgedeck
