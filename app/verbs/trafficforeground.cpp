// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/trafficforeground.h"

#include "app/person.h"
#include "app/sourcesettings.h"
#include "app/traffic/beginshift.h"
#include "app/traffic/emergency.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/report/trafficdocument.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <csignal>

namespace surgedeck {

namespace {

using traffic::Phase;
using Wish = ShiftEngine::Wish;

constexpr Milliseconds eachLook{100};
constexpr Milliseconds figuresWithin{10'000};
constexpr Milliseconds routerWithin{15'000};

volatile std::sig_atomic_t interrupts = 0;

void count(int)
{
    interrupts = interrupts + 1;
}

JournalRecorder::Parts journalParts(const Workspace &workspace)
{
    JournalRecorder::Parts parts;
    parts.directory = journalDirectory(workspace.name);
    parts.opened = {{QStringLiteral("workspace"), workspace.name},
                    {QStringLiteral("environment"), workspace.environment},
                    {QStringLiteral("version"), QStringLiteral(SURGEDECK_VERSION)}};
    return parts;
}

bool stands(Phase phase)
{
    switch (phase) {
    case Phase::Held:
    case Phase::RolledBack:
    case Phase::Aborted:
    case Phase::Done:
    case Phase::Conflict:
    case Phase::Drifted:
    case Phase::Recovering:
        return true;
    default:
        return false;
    }
}

RouteFacts factsOf(const RouteConfig &route, const ShiftSnapshot &snapshot, const PlatformView &view)
{
    RouteFacts facts{route,
                     std::nullopt,
                     std::nullopt,
                     snapshot.record,
                     snapshot.guards,
                     routeStateOf(snapshot.record.state),
                     snapshot.record.reason,
                     personName()};
    if (snapshot.seen)
        facts.desired = Shares{100.0 - *snapshot.seen, double(*snapshot.seen)};
    const auto seen = std::ranges::find(view.routes, route.id, &RouteView::id);
    if (seen != view.routes.end())
        facts.observed = seen->observed;
    return facts;
}

} // namespace

TrafficForeground::TrafficForeground(const TrafficCall &traffic, ShiftEngine::Parts parts)
    : m_traffic(traffic)
    , m_router(parts.router)
    , m_session(traffic.workspace, prepareSources(*traffic.workspace), {std::chrono::minutes(1)}, traffic.clock)
    , m_journal(std::make_unique<SqliteJournal>(journalParts(*traffic.workspace), traffic.clock))
    , m_run(m_session, std::move(parts))
{
    connect(&m_run, &ShiftRun::happened, this, &TrafficForeground::print);
    m_look.setInterval(eachLook);
    connect(&m_look, &QTimer::timeout, this, &TrafficForeground::look);
}

TrafficForeground::~TrafficForeground() = default;

int TrafficForeground::run()
{
    std::signal(SIGINT, count);
    std::signal(SIGTERM, count);
    m_since = m_traffic.clock.monotonic();
    m_session.start();
    m_look.start();
    m_run.open([this](const Status &status) { opened(status); });
    const int status = QCoreApplication::exec();
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    return status;
}

void TrafficForeground::opened(const Status &status)
{
    if (!status)
        return end(refuseTraffic(m_traffic, status.error()));
    m_before = m_run.snapshot().record.state.step;
    m_stage = Stage::Waiting;
}

void TrafficForeground::look()
{
    if (interrupts > m_interrupts)
        interrupt();
    if (m_run.snapshot().lost && m_stage != Stage::Over)
        return end(refuseTraffic(m_traffic, {Error::Kind::Refused, m_run.snapshot().trouble}));
    if (m_stage == Stage::Waiting)
        begin();
    else if (m_stage == Stage::Following)
        follow();
}

void TrafficForeground::begin()
{
    const QString &what = m_traffic.what;
    if (what == QLatin1String("start"))
        beginStart();
    else if (what == QLatin1String("resume"))
        beginResume();
    else if (what == QLatin1String("recover"))
        beginRecover();
    else if (what == QLatin1String("edit"))
        beginEdit();
    else
        wish(what == QLatin1String("back") ? Wish::Back : what == QLatin1String("abort") ? Wish::Abort : Wish::Hold);
}

bool TrafficForeground::waitedLong(Milliseconds limit) const
{
    return m_traffic.clock.monotonic() - m_since > limit;
}

void TrafficForeground::wish(Wish wish)
{
    m_stage = Stage::Asking;
    m_run.ask([wish, person = personName()](
                  ShiftEngine &engine, std::stop_token stop) { return engine.wish(wish, person, std::move(stop)); },
              [this](const Status &status) { asked(status); });
}

void TrafficForeground::beginStart()
{
    const RouteMeasures measures = measuresOf(m_session.platform(), m_traffic.route, m_traffic.clock.now());
    const bool wantsRate = m_traffic.route.capacityCanaryPerMinute.has_value();
    if (wantsRate && !measures.stablePerSecond && !waitedLong(figuresWithin))
        return;
    const auto wanted = wantedPlan(m_traffic);
    if (!wanted)
        return end(ExitUsage);
    const std::optional<ShiftRecord> stored = m_run.snapshot().record;
    const QStringList faults = startFaults(m_traffic, *wanted, measures, stored);
    if (!faults.isEmpty())
        return end(refuseTraffic(m_traffic, {Error::Kind::Refused, faults.join(QStringLiteral("; "))}));
    const auto alone = aloneBecause(m_traffic.sevOne, m_traffic.route, measures, wanted->steps.back());
    const bool asksAlone = m_traffic.arguments.isSet(QStringLiteral("incident")) && stepForTwo(wanted->steps, 0);
    if (asksAlone && !alone && !waitedLong(figuresWithin))
        return; // which side is the worse one is not measured in the first second
    m_stage = Stage::Asking;
    const BeginShift begin{
        {wanted->steps, wanted->bake}, personName(), m_traffic.arguments.value(QStringLiteral("yes-i-mean")), alone};
    m_run.ask([begin, router = m_router](ShiftEngine &engine,
                                         std::stop_token stop) { return beginShift(engine, *router, begin, stop); },
              [this](const Status &status) { asked(status); });
}

void TrafficForeground::beginResume()
{
    const ShiftSnapshot &now = m_run.snapshot();
    const Phase phase = now.record.state.phase;
    const bool judged = now.record.state.guards == traffic::GuardVerdict::Pass || now.record.state.step < 0;
    if (const FreezeWindow *freeze = m_traffic.workspace->traffic.freezeAt(m_traffic.clock.now()))
        return end(refuseTraffic(
            m_traffic, {Error::Kind::Refused, QStringLiteral("nothing goes forward now: %1").arg(freeze->name)}));
    // What is held goes on when its guards pass now: they need some time to say so.
    Milliseconds patience = figuresWithin;
    for (const GuardConfig &guard : m_traffic.route.guards)
        patience = std::max(patience, figuresWithin + 2 * guard.hold);
    if (phase == Phase::Held && !judged && !waitedLong(patience))
        return;
    wish(Wish::Resume);
}

void TrafficForeground::beginRecover()
{
    const ShiftSnapshot &now = m_run.snapshot();
    const traffic::State &state = now.record.state;
    const bool rollBack = m_traffic.choice == QLatin1String("roll-back"),
               resume = m_traffic.choice == QLatin1String("resume");
    if (state.phase == Phase::Recovering && !state.seen && !rollBack && !waitedLong(routerWithin))
        return;
    if (state.phase == Phase::Held) { // verified: there is nothing in doubt
        if (m_traffic.choice == QLatin1String("hold"))
            return end(ExitFine);
        return rollBack ? wish(Wish::Abort) : beginResume();
    }
    wish(rollBack ? Wish::RecoverRollBack : resume ? Wish::RecoverResume : Wish::RecoverHold);
}

void TrafficForeground::beginEdit()
{
    const auto wanted = wantedPlan(m_traffic);
    if (!wanted)
        return end(ExitUsage);
    m_stage = Stage::Asking;
    m_run.ask([edit = PlanEdit{wanted->steps, wanted->bake}, person = personName()](
                  ShiftEngine &engine, std::stop_token stop) { return engine.edit(edit, person, std::move(stop)); },
              [this](const Status &status) { asked(status); });
}

void TrafficForeground::asked(const Status &status)
{
    if (!status)
        return end(refuseTraffic(m_traffic, status.error()));
    m_stage = Stage::Following;
    follow();
}

void TrafficForeground::follow()
{
    const traffic::State &state = m_run.snapshot().record.state;
    if (stands(state.phase))
        end(m_interrupts > 0 ? int(ExitInterrupted) : statusOf(state));
}

int TrafficForeground::statusOf(const traffic::State &state) const
{
    const QString &what = m_traffic.what;
    const bool rollsBack = m_traffic.choice == QLatin1String("roll-back");
    if (state.phase == Phase::Done)
        return ExitFine;
    if (what == QLatin1String("abort") || rollsBack)
        return state.phase == Phase::Aborted || state.phase == Phase::RolledBack ? ExitFine : ExitProblem;
    const bool meantToHold = what == QLatin1String("hold") || what == QLatin1String("edit") ||
                             what == QLatin1String("back") || m_traffic.choice == QLatin1String("hold");
    const bool isHeld = state.phase == Phase::Held && state.why != traffic::Why::Refused &&
                        state.why != traffic::Why::RouterUnreachable;
    if (meantToHold)
        return isHeld && (what != QLatin1String("back") || state.step < std::max(m_before, 0)) ? ExitFine : ExitProblem;
    return ExitProblem;
}

void TrafficForeground::interrupt()
{
    m_interrupts = interrupts;
    if (m_interrupts > 1 || m_stage != Stage::Following)
        return end(ExitInterrupted);
    m_traffic.call.err << "surgedeck: holding; interrupt again to leave at once\n";
    m_traffic.call.err.flush();
    m_run.ask(
        [person = personName()](ShiftEngine &engine, std::stop_token stop) {
            return engine.wish(Wish::Hold, person, std::move(stop));
        },
        [](const Status &) {});
}

void TrafficForeground::end(int status)
{
    if (m_stage == Stage::Over)
        return;
    const bool ran = m_stage == Stage::Following;
    m_stage = Stage::Over;
    m_look.stop();
    if (ran)
        printEnd(status);
    QCoreApplication::exit(status);
}

void TrafficForeground::print(const std::vector<ShiftLogEntry> &entries)
{
    const RouteFacts facts = factsOf(m_traffic.route, m_run.snapshot(), m_session.evaluate());
    for (const ShiftLogEntry &entry : entries) {
        m_journal->note(
            {entry.actor,
             m_traffic.route.control.source.id,
             QStringLiteral("traffic.") + entry.event,
             {{QStringLiteral("text"),
               QStringLiteral("%1: %2").arg(m_traffic.route.name, entry.detail.isEmpty() ? entry.event : entry.detail)},
              {QStringLiteral("route"), m_traffic.route.id},
              {QStringLiteral("shown"), trafficShowDocument(facts)}}},
            [](const Status &) {});
        QTextStream &out = m_traffic.call.out;
        if (m_traffic.isJson()) {
            QJsonObject line = trafficShowDocument(facts);
            for (const char *field : {"guards", "steps", "name", "runner"})
                line.remove(QLatin1String(field));
            const QJsonObject event = toJson(entry);
            for (auto i = event.begin(); i != event.end(); ++i)
                line[i.key()] = i.value();
            line[QStringLiteral("state")] = entry.to;
            out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
        } else {
            out << toRfc3339(entry.time) << "  " << entry.actor << "  " << entry.event << "  "
                << (entry.from == entry.to ? entry.to : entry.from + QStringLiteral(" -> ") + entry.to) << "  "
                << entry.detail << '\n';
        }
        out.flush();
    }
}

void TrafficForeground::printEnd(int status)
{
    const ShiftSnapshot &now = m_run.snapshot();
    QTextStream &out = m_traffic.call.out;
    if (m_traffic.isJson()) {
        QJsonObject line = trafficShowDocument(factsOf(m_traffic.route, now, m_session.evaluate()));
        line[QStringLiteral("time")] = toRfc3339(m_traffic.clock.now());
        line[QStringLiteral("event")] = QStringLiteral("end");
        line[QStringLiteral("exit")] = status;
        out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
    } else {
        out << toWord(routeStateOf(now.record.state)) << " at " << int(now.record.state.confirmed)
            << " %: " << now.record.reason << '\n';
    }
    out.flush();
}

} // namespace surgedeck
