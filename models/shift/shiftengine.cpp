// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's loop: events, state on disk, effects, timers. shifteffects.cpp has what each effect does.
#include "models/shift/shiftengine.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

using namespace traffic;

constexpr Milliseconds renewEach = ShiftStore::lasts / 3;
constexpr Milliseconds asleepAfter{10'000}; // shorter than the runner's row lasts
constexpr Milliseconds oldAfter{5'000};     // what was measured by then is no evidence
constexpr int mostEvents = 200;             // of one tick; the machine needs a dozen

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ShiftEngine)
};

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

QString wordOf(const Event &event)
{
    static constexpr std::array words = {"plan",   "approve", "start",   "hold",     "resume", "back",
                                         "abort",  "recover", "lease",   "lease",    "lease",  "intent",
                                         "intent", "answer",  "confirm", "read",     "guards", "approval_over",
                                         "quiet",  "bake",    "retry",   "restarted"};
    static_assert(std::size(words) == std::variant_size_v<Event>);
    return QLatin1String(words.at(event.index()));
}

bool isDull(const Event &event)
{
    return std::holds_alternative<ReadBack>(event) || std::holds_alternative<GuardsJudged>(event) ||
           std::holds_alternative<RetryNow>(event) || std::holds_alternative<QuietNow>(event) ||
           std::holds_alternative<BakeOver>(event) || std::holds_alternative<Restarted>(event);
}

/// What a person asked; not done by itself later on.
bool isWish(const Event &event)
{
    return std::holds_alternative<PlanMade>(event) || std::holds_alternative<ApprovedBy>(event) ||
           std::holds_alternative<StartAsked>(event) || std::holds_alternative<HoldAsked>(event) ||
           std::holds_alternative<ResumeAsked>(event) || std::holds_alternative<BackAsked>(event) ||
           std::holds_alternative<AbortAsked>(event) || std::holds_alternative<RecoverAsked>(event);
}

/// What a transition that nobody asked for is called in the history: where it led.
QString nameOf(const Event &event, RouteState to)
{
    if (!isDull(event) || std::holds_alternative<Restarted>(event))
        return wordOf(event);
    return to == RouteState::Baking ? QStringLiteral("verified") : toWord(to);
}

Event eventOf(ShiftEngine::Wish wish)
{
    using Wish = ShiftEngine::Wish;
    using Choice = RecoverAsked::Choice;
    switch (wish) {
    case Wish::Start:
        return StartAsked{};
    case Wish::Hold:
        return HoldAsked{};
    case Wish::Resume:
        return ResumeAsked{};
    case Wish::Back:
        return BackAsked{};
    case Wish::Abort:
        return AbortAsked{};
    case Wish::RecoverHold:
        return RecoverAsked{Choice::Hold};
    case Wish::RecoverResume:
        return RecoverAsked{Choice::Resume};
    case Wish::RecoverRollBack:
        return RecoverAsked{Choice::RollBack};
    }
    return HoldAsked{};
}

} // namespace

Rules ShiftEngine::rules() const
{
    Rules rules;
    for (const int step : m_record.plan.steps)
        rules.steps.push_back(static_cast<Percent>(step));
    rules.baseline = static_cast<Percent>(m_record.plan.baseline);
    const RouterTraits traits = m_parts.router->traits();
    rules.routerReverts = traits.reverts;
    rules.routerCounts = traits.counts;
    rules.verifyReads = static_cast<std::uint8_t>(m_parts.timing.verifyReads);
    if (!m_record.approval.alone.isEmpty())
        rules.aloneUpTo = 100;
    return rules;
}

Status ShiftEngine::open(std::stop_token stop)
{
    SURGEDECK_TRY(runner, m_parts.store->claim(m_parts.route.id));
    std::ignore = runner;
    SURGEDECK_TRY(stored, m_parts.store->load(m_parts.route.id));
    m_lastTick = m_lastRenew = m_parts.clock.monotonic();
    m_lastWall = m_parts.clock.now();
    if (!stored)
        return ok();
    SURGEDECK_TRY(record, shiftRecordOf(*stored));
    m_record = record;
    if (m_record.state.phase == Phase::Idle)
        return ok();
    m_actor = m_record.approval.person;
    happen(Restarted{}, {QStringLiteral("console"), QStringLiteral("restarted"), {}}, stop);
    work(stop);
    return m_lost ? Status(refused(m_trouble)) : ok();
}

Status ShiftEngine::plan(std::vector<int> steps, Milliseconds bake, std::stop_token stop)
{
    if (isUnderWay(m_record.state))
        return refused(Words::tr("a shift of this route is under way (%1): end it first")
                           .arg(toWord(routeStateOf(m_record.state))));
    SURGEDECK_TRY(found, m_parts.router->readWeights(target(), stop));
    for (const InstanceWeights &instance : found.instances)
        if (instance.trouble)
            return instance.trouble->in(instance.instance);
    const auto &first = found.instances.front().weights;
    SURGEDECK_TRY(shape, shapeOf(m_parts.route.control.stable, m_parts.route.control.canary, first));
    shape.mostWeight = m_parts.router->traits().mostWeight;
    ShiftPlan plan;
    plan.shape = shape;
    for (const InstanceWeights &instance : found.instances) {
        const auto percent = percentOf(shape, instance.weights);
        if (!percent || percent != percentOf(shape, first))
            return refused(Words::tr("the instances of the router have different weights: bring them together first"));
        plan.baseline = *percent;
    }
    for (const WeightOfServer &weight : first)
        plan.baselineWeights.push_back({weight.server, weight.weight});
    std::erase_if(steps, [&](int step) { return step <= plan.baseline; });
    if (steps.empty())
        return refused(Words::tr("the canary has %1 % already: there is no step left").arg(plan.baseline));
    for (const int step : steps)
        SURGEDECK_CHECK([&]() -> Status { // can every step be said in the router's weights?
            SURGEDECK_TRY(weights, weightsFor(shape, step));
            std::ignore = weights;
            return ok();
        }());
    plan.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    plan.steps = std::move(steps);
    plan.bake = bake;
    plan.madeBy = m_parts.person;
    plan.madeAt = m_parts.clock.now();
    m_record.plan = plan;
    m_record.approval = {};
    m_record.generations.clear();
    m_seen = plan.baseline;
    if (!happen(PlanMade{},
                {m_parts.person,
                 {},
                 Words::tr("from %1 % to %2 %, plan %3").arg(plan.baseline).arg(plan.steps.back()).arg(plan.hash())},
                stop))
        return refused(m_trouble.isEmpty() ? Words::tr("there can be no plan now") : m_trouble);
    work(stop);
    return ok();
}

Status ShiftEngine::approve(const QString &person, const QString &typed, std::stop_token stop, const QString &proof)
{
    const bool first = proof.isEmpty() && m_record.state.phase == Phase::Planned &&
                       (m_record.approval.person.isEmpty() || m_record.approval.person == person ||
                        m_record.approval.secondPerson == person || person == m_record.plan.madeBy);
    const WallTime now = m_parts.clock.now();
    const ShiftRecord before = m_record;
    if (first) {
        ShiftApproval &approval = m_record.approval;
        const bool hasSecond = !approval.secondPerson.isEmpty() && approval.secondPerson != person &&
                               now - approval.secondAt <= ShiftApproval::lasts;
        approval = {person,
                    typed,
                    now,
                    hasSecond ? approval.secondPerson : QString(),
                    approval.secondAt,
                    hasSecond ? approval.proof : QString(),
                    {}};
    } else {
        if (m_parts.codesNeeded && proof.isEmpty())
            return refused(Words::tr("the second person proves who they are with a one-time code"));
        SURGEDECK_TRY(approved, approvedBySecond(m_record, person, now));
        m_record.approval = approved.approval;
        m_record.approval.proof = proof;
        if (m_record.state.phase == Phase::Planned) { // it counts when the plan is started, if that is soon
            const QString planned = toWord(RouteState::Planned);
            const Status kept = note({now, person, QStringLiteral("approve"), planned, planned,
                                      Words::tr("plan %1").arg(m_record.plan.hash())});
            if (!kept)
                m_record = before;
            return kept;
        }
    }
    const bool done = happen(ApprovedBy{!m_record.approval.secondPerson.isEmpty()},
                             {person, {}, Words::tr("plan %1").arg(m_record.plan.hash())}, stop);
    if (!done)
        m_record = before;
    work(stop);
    return done ? ok()
                : Status(refused(Words::tr("there is nothing to approve: the route is %1")
                                     .arg(toWord(routeStateOf(m_record.state)))));
}

Status ShiftEngine::wish(Wish wish, const QString &person, std::stop_token stop)
{
    if (wish == Wish::Hold && m_record.state.phase == Phase::Held)
        return ok(); // somebody was faster
    const bool forward = wish == Wish::Start || wish == Wish::Resume || wish == Wish::RecoverResume;
    if (const FreezeWindow *freeze = freezeNow(); freeze && forward)
        return refused(Words::tr("nothing goes forward now: %1").arg(freeze->name));
    const Event event = eventOf(wish);
    const QString before = std::exchange(m_actor, person);
    if (!happen(event, {person, {}, {}}, stop)) {
        m_actor = before;
        const QString state = toWord(routeStateOf(m_record.state));
        if (!m_notKept.isEmpty())
            return refused(Words::tr("it could not be kept on disk: %1").arg(m_notKept));
        if (wish == Wish::Resume && m_record.state.phase == Phase::Held)
            return refused(
                Words::tr("the guards do not pass: %1")
                    .arg(m_judgement.words.isEmpty() ? Words::tr("they are not judged yet") : m_judgement.words));
        return refused(Words::tr("'%1' means nothing while the route is %2").arg(wordOf(event), state));
    }
    work(stop);
    return ok();
}

const FreezeWindow *ShiftEngine::freezeNow() const
{
    const WallTime now = m_parts.clock.now();
    const auto found =
        std::ranges::find_if(m_parts.freezes, [&](const FreezeWindow &f) { return f.start <= now && now < f.end; });
    return found == m_parts.freezes.end() ? nullptr : &*found;
}

/// What changed of the record beside its state, on disk with a line that says so.
Status ShiftEngine::note(const ShiftLogEntry &entry)
{
    const Status saved = m_parts.store->save({m_parts.route.id, toJson(m_record)}, {entry});
    if (saved)
        m_happened.push_back(entry);
    return saved;
}

Status ShiftEngine::edit(const PlanEdit &edit, const QString &person, std::stop_token)
{
    SURGEDECK_TRY(plan, editedPlan(m_record, edit));
    const ShiftRecord before = m_record;
    const Milliseconds longer = plan.bake - before.plan.bake;
    m_record.plan = plan;
    m_record.state.secondPerson = false;
    m_record.approval.secondPerson.clear();
    m_record.approval.proof.clear();
    m_record.approval.alone.clear();
    QStringList steps;
    for (auto step = plan.steps.begin() + (m_record.state.step + 1); step != plan.steps.end(); ++step)
        steps << QStringLiteral("%1 %").arg(*step);
    const QString then = steps.isEmpty() ? Words::tr("no step after this one") : steps.join(QStringLiteral(", "));
    const QString state = toWord(routeStateOf(m_record.state));
    const ShiftLogEntry entry{m_parts.clock.now(),
                              person,
                              QStringLiteral("edit"),
                              state,
                              state,
                              Words::tr("%1; plan %2").arg(then, plan.hash())};
    if (const Status kept = note(entry); !kept) {
        m_record = before;
        return kept;
    }
    if (m_bakeDue)
        *m_bakeDue += longer;
    return ok();
}

Status ShiftEngine::goAlone(const QString &because, const QString &person)
{
    if (m_record.state.phase != Phase::Approved)
        return refused(Words::tr("there is no plan that waits to be started"));
    const QString before = std::exchange(m_record.approval.alone, because);
    const QString state = toWord(routeStateOf(m_record.state));
    const Status kept = note({m_parts.clock.now(), person, QStringLiteral("alone"), state, state, because});
    if (!kept)
        m_record.approval.alone = before;
    return kept;
}

void ShiftEngine::tick(const RouteMeasures &measures, std::stop_token stop)
{
    if (m_lost)
        return;
    if (wasAsleep() && m_record.state.phase != Phase::Idle)
        happen(Restarted{}, {QStringLiteral("console"), QStringLiteral("woke"), Words::tr("this console stood still")},
               stop);
    work(stop);
    const MonoTime now = m_parts.clock.monotonic();
    if (now - m_lastRenew >= renewEach) {
        const Status renewed = m_parts.store->renew(m_parts.route.id);
        if (renewed)
            m_lastRenew = now;
        else if (renewed.error().kind == Error::Kind::Refused)
            m_lost = true;
        m_trouble = renewed ? QString() : renewed.error().message;
    }
    hear(stop);
    judge(m_parts.clock.now() - measures.at > oldAfter ? RouteMeasures{m_parts.clock.now(), {}, {}, {}, {}} : measures,
          stop);
    watchRouter(stop);
    auto timers = std::exchange(m_timers, {});
    std::ranges::stable_sort(timers, {}, &Timer::at);
    for (Timer &timer : timers)
        if (timer.at <= m_parts.clock.monotonic())
            m_queue.emplace_back(timer.event, Cause{QStringLiteral("console"), {}, {}});
        else
            m_timers.push_back(timer);
    work(stop);
    m_lastTick = m_parts.clock.monotonic();
    m_lastWall = m_parts.clock.now();
}

bool ShiftEngine::wasAsleep()
{
    const MonoTime now = m_parts.clock.monotonic();
    const auto slept = now - m_lastTick;
    // Monotonic time stands still in a suspend, wall time does not.
    const auto jumped = (m_parts.clock.now() - m_lastWall) - std::chrono::duration_cast<Milliseconds>(slept);
    return slept > asleepAfter || jumped > asleepAfter;
}

/// One event and what follows from it at once. False: it meant nothing, or could not be kept.
bool ShiftEngine::happen(const Event &event, const Cause &cause, const std::stop_token &stop)
{
    if (m_lost)
        return false;
    m_notKept.clear();
    const Next result = next(m_record.state, event, rules());
    if (!result.understood)
        return false;
    if (!keep(result, event, cause))
        return false;
    for (const Effect &effect : result.effects) {
        if (m_lost)
            break;
        carryOut(effect, stop);
    }
    return true;
}

/// On disk first. What could not be kept did not happen.
bool ShiftEngine::keep(const Next &result, const Event &event, const Cause &cause)
{
    const State before = m_record.state;
    const ShiftRecord old = m_record;
    const bool changesPhase = before.phase != result.state.phase || before.motion != result.state.motion;
    const RouteState from = routeStateOf(before), to = routeStateOf(result.state);
    m_record.state = result.state;
    if (changesPhase)
        m_record.since = m_parts.clock.now();
    // What holds it stays the reason through a restart.
    const bool onlyRestarted = std::holds_alternative<Restarted>(event) && before.phase == result.state.phase;
    if (!onlyRestarted)
        m_record.reason = describe(event);
    std::vector<ShiftLogEntry> entries;
    if (from != to || !isDull(event))
        entries.push_back({m_parts.clock.now(), cause.actor, cause.event.isEmpty() ? nameOf(event, to) : cause.event,
                           toWord(from), toWord(to), cause.detail.isEmpty() ? m_record.reason : cause.detail});
    const bool unchanged = before == result.state && entries.empty();
    const Status saved = unchanged ? ok() : m_parts.store->save({m_parts.route.id, toJson(m_record)}, entries);
    if (saved) {
        m_happened.insert(m_happened.end(), entries.begin(), entries.end());
        follow(event);
        pass("kept");
        return true;
    }
    m_record = old;
    m_trouble = m_notKept = saved.error().message;
    if (saved.error().kind == Error::Kind::Refused)
        m_lost = true;
    else if (!isWish(event))
        arm(std::chrono::seconds(1), event); // the disk may be well again
    return false;
}

/// Timers and memories that belong to a phase.
void ShiftEngine::follow(const Event &event)
{
    const State &state = m_record.state;
    if (state.phase != Phase::Baking)
        m_bakeDue.reset();
    if (std::holds_alternative<Restarted>(event) || !m_stepSince) {
        m_stepSince = m_parts.clock.now();
        m_judge.begin();
    }
    if (state.phase != Phase::Unknown && state.phase != Phase::Preparing && state.phase != Phase::Recovering)
        m_retries = 0;
}

void ShiftEngine::work(const std::stop_token &stop)
{
    for (int i = 0; i < mostEvents && !m_queue.empty() && !m_lost; ++i) {
        const auto [event, cause] = m_queue.front();
        m_queue.pop_front();
        happen(event, cause, stop);
    }
}

void ShiftEngine::arm(Milliseconds in, const Event &event)
{
    std::erase_if(m_timers, [&](const Timer &timer) { return timer.event.index() == event.index(); });
    m_timers.push_back({m_parts.clock.monotonic() + in, event});
}

void ShiftEngine::pass(const char *point) const
{
    if (m_parts.passed)
        m_parts.passed(point);
}

QString ShiftEngine::describe(const Event &) const
{
    const State &state = m_record.state;
    const bool byGuard = state.why == Why::GuardFailed || state.why == Why::NoData || state.why == Why::CanaryWorse;
    if (byGuard && !m_judgement.words.isEmpty() && (state.phase == Phase::Held || state.motion == Motion::Back))
        return m_judgement.words;
    if (byGuard && state.phase == Phase::RolledBack)
        return m_record.reason.isEmpty() ? wordsOf(state) : m_record.reason;
    if (const FreezeWindow *freeze = freezeNow(); freeze && state.why == Why::Frozen)
        return QStringLiteral("%1: %2").arg(wordsOf(state), freeze->name);
    if ((state.why == Why::Refused || state.why == Why::NoAnswer || state.why == Why::RouterUnreachable) &&
        !m_trouble.isEmpty())
        return QStringLiteral("%1: %2").arg(wordsOf(state), m_trouble);
    return wordsOf(state);
}

} // namespace surgedeck
