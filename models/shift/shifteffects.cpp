// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does for the effects of the machine, and what it brings back as events.
#include "models/shift/shiftengine.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace traffic;

constexpr Milliseconds confirmLeast{30'000};
constexpr Milliseconds watchEach{2'000};
constexpr Milliseconds longestBackOff{10'000};
constexpr Milliseconds asleepAtSend{2'000}; // between disk and router
constexpr int weightsLevel = 2;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ShiftEngine)
};

const QString console = QStringLiteral("console");

} // namespace

void ShiftEngine::carryOut(const Effect &effect, const std::stop_token &stop)
{
    std::visit([&](const auto &wanted) { on(wanted, stop); }, effect);
}

void ShiftEngine::on(const AcquireLease &, const std::stop_token &)
{
    const auto epoch = m_parts.store->nextEpoch(m_parts.route.id);
    if (epoch)
        m_queue.push_back(
            {LeaseGranted{static_cast<std::uint16_t>(*epoch)}, {console, {}, Words::tr("epoch %1").arg(*epoch)}});
    else
        m_queue.push_back({LeaseRefused{}, {console, {}, epoch.error().message}});
}

void ShiftEngine::on(const StoreIntent &intent, const std::stop_token &)
{
    const ShiftLogEntry entry{
        m_parts.clock.now(),
        m_actor,
        QStringLiteral("intent"),
        toWord(routeStateOf(m_record.state)),
        toWord(routeStateOf(m_record.state)),
        Words::tr("set %1 % on the canary (write %2)").arg(intent.canary).arg(m_record.keyOf(intent.intent))};
    const Status stored = m_parts.store->save({m_parts.route.id, toJson(m_record)}, {entry});
    pass("intent");
    if (stored) {
        m_happened.push_back(entry);
        m_queue.push_back({IntentStored{intent.intent}, {console, QStringLiteral("send"), {}}});
        return;
    }
    m_trouble = stored.error().message;
    m_queue.push_back({IntentFailed{intent.intent}, {console, {}, stored.error().message}});
}

Result<std::vector<ServerWeight>> ShiftEngine::weightsOf(int percent) const
{
    if (percent == m_record.plan.baseline)
        return m_record.plan.baselineWeights;
    return weightsFor(m_record.plan.shape, percent);
}

Result<Command> ShiftEngine::commandFor(const Send &send) const
{
    SURGEDECK_TRY(weights, weightsOf(send.canary));
    Command command;
    command.id = m_record.keyOf(send.intent);
    command.source = m_parts.route.control.source.id;
    SetWeights action{m_parts.route.control.route, m_parts.route.control.backend, weights,
                      m_record.generationOf(send.base), std::nullopt};
    if (m_parts.router->traits().reverts)
        action.confirmWithin = std::max(confirmLeast, 3 * m_parts.timing.verifyOver);
    command.action = action;
    command.actor = m_record.approval.person;
    command.reason = m_record.reason;
    command.level = weightsLevel;
    return command;
}

/// The person who confirmed the plan answers for its writes, those of its guards included; going back needs no second.
Result<Grant> ShiftEngine::grantFor(const Command &command) const
{
    Approval approval;
    approval.person = m_record.approval.person;
    approval.role = Role::Responder;
    approval.at = m_record.approval.at;
    approval.typedName = m_record.approval.typed;
    approval.expectedName = m_parts.route.id;
    const State &state = m_record.state;
    approval.secondPersonNeeded = state.motion == Motion::Forward && state.target - state.confirmed > rules().aloneUpTo;
    if (!m_record.approval.secondPerson.isEmpty())
        approval.secondPerson = m_record.approval.secondPerson;
    return Grant::authorize(command, approval, m_parts.clock.now());
}

void ShiftEngine::on(const Send &send, const std::stop_token &stop)
{
    const auto refuse = [&](const QString &why) {
        m_trouble = why;
        m_queue.push_back({Answered{send.intent, Answered::Kind::Refused}, {console, QStringLiteral("refused"), why}});
    };
    const MonoTime before = m_parts.clock.monotonic();
    const auto command = commandFor(send);
    if (!command)
        return refuse(command.error().message);
    const auto grant = grantFor(*command);
    if (!grant)
        return refuse(grant.error().message);
    // Nobody else may have taken the route meanwhile, and we may not have slept since the disk said so.
    const Status mine = m_parts.store->renew(m_parts.route.id);
    if (!mine) {
        m_trouble = mine.error().message;
        m_queue.push_back({LeaseLost{}, {console, {}, mine.error().message}});
        return;
    }
    if (m_parts.clock.monotonic() - before > asleepAtSend)
        return m_queue.push_back({Restarted{}, {console, QStringLiteral("woke"), {}}});
    pass("before-send");
    const auto receipt = m_parts.router->execute(*command, *grant, stop);
    pass("after-send");
    const Answered answer = answerOf(send.intent, receipt);
    static constexpr const char *words[] = {"accepted", "refused", "stale", "unanswered"};
    const QString detail = receipt ? receipt->detail : receipt.error().message;
    if (answer.kind != Answered::Kind::Accepted)
        m_trouble = detail;
    m_queue.push_back({answer,
                       {QStringLiteral("router"), QLatin1String(words[static_cast<int>(answer.kind)]),
                        detail.isEmpty() ? Words::tr("%1 % set").arg(send.canary) : detail}});
}

Answered ShiftEngine::answerOf(IntentId intent, const Result<Receipt> &receipt)
{
    using Kind = Answered::Kind;
    if (!receipt) { // by the contract of execute() nothing was sent, whatever else went wrong
        const auto kind = receipt.error().kind;
        const bool surely = kind == Error::Kind::Refused || kind == Error::Kind::Auth || kind == Error::Kind::Config ||
                            kind == Error::Kind::Full;
        return {intent, surely ? Kind::Refused : Kind::Unanswered};
    }
    switch (receipt->state) {
    case Receipt::State::Accepted:
        return {intent, Kind::Accepted};
    case Receipt::State::Refused:
        return {intent, receipt->generation.isEmpty() ? Kind::Refused : Kind::StaleGeneration};
    case Receipt::State::Unanswered:
        return {intent, Kind::Unanswered};
    }
    return {intent, Kind::Unanswered};
}

void ShiftEngine::on(const Confirm &confirm, const std::stop_token &stop)
{
    Command command;
    command.id = m_record.keyOf(confirm.intent) + QStringLiteral("-confirm");
    command.source = m_parts.route.control.source.id;
    command.action = ConfirmWeights{m_parts.route.control.route,
                                    m_record.generations.isEmpty() ? QString() : m_record.generations.last()};
    command.actor = m_record.approval.person;
    command.level = weightsLevel;
    const auto grant = grantFor(command);
    pass("before-confirm");
    const auto receipt = grant ? m_parts.router->execute(command, *grant, stop) : Result<Receipt>(grant.error());
    pass("after-confirm");
    const bool accepted = receipt && receipt->state == Receipt::State::Accepted;
    if (accepted)
        return m_queue.push_back(
            {ConfirmAnswered{confirm.intent, true},
             {QStringLiteral("router"), {}, Words::tr("the router keeps %1 %").arg(m_record.state.target)}});
    m_trouble = receipt ? receipt->detail : receipt.error().message;
    // Not at once: a router that refuses would be asked without end.
    arm(std::chrono::seconds(1), ConfirmAnswered{confirm.intent, false});
}

void ShiftEngine::on(const Read &, const std::stop_token &stop)
{
    const auto found = m_parts.router->readWeights(target(), stop);
    pass("read");
    m_queue.push_back({ReadBack{readingOf(found)}, {console, {}, {}}});
}

WeightsTarget ShiftEngine::target() const
{
    const RouteControl &control = m_parts.route.control;
    return {control.route, control.backend, control.stable + control.canary};
}

Reading ShiftEngine::readingOf(const Result<WeightsReading> &found)
{
    Reading reading;
    if (!found) {
        m_trouble = found.error().message;
        m_seen.reset();
        return reading;
    }
    std::vector<std::optional<int>> percents;
    for (const InstanceWeights &instance : found->instances) {
        if (instance.trouble)
            m_trouble = instance.trouble->in(instance.instance).message;
        percents.push_back(instance.trouble ? std::nullopt : percentOf(m_record.plan.shape, instance.weights));
    }
    reading.kind = Reading::Kind::Mixed;
    m_seen = percents.front();
    const bool all = std::ranges::all_of(percents, [&](const auto &p) { return p.has_value(); });
    const bool alike = all && std::ranges::all_of(percents, [&](const auto &p) { return p == percents.front(); });
    const State &state = m_record.state;
    // Some instances have a write of ours and some do not: as a whole it has not landed, and may be sent again.
    const bool halfway =
        all && !alike && state.phase == Phase::Unknown &&
        std::ranges::all_of(percents, [&](const auto &p) { return p == state.target || p == state.confirmed; });
    if (!alike)
        m_seen.reset();
    if (!alike && !halfway)
        return reading;
    m_trouble.clear();
    reading.kind = Reading::Kind::Weights;
    reading.canary = static_cast<Percent>(halfway ? state.confirmed : *percents.front());
    reading.generation = m_record.numberOf(found->generation);
    reading.confirmed = found->confirmed;
    return reading;
}

Milliseconds ShiftEngine::betweenReads() const
{
    return m_parts.timing.verifyOver / std::max(1, m_parts.timing.verifyReads - 1);
}

void ShiftEngine::on(const ArmQuiet &quiet, const std::stop_token &)
{
    arm(m_parts.timing.quiescence, QuietNow{quiet.intent});
}

void ShiftEngine::on(const ArmBake &, const std::stop_token &)
{
    m_bakeDue = m_parts.clock.monotonic() + m_record.plan.bake;
    m_stepSince = m_parts.clock.now();
    m_judge.begin();
    m_judgement = {};
}

void ShiftEngine::on(const ArmApproval &, const std::stop_token &)
{
    arm(ShiftApproval::lasts, ApprovalExpired{});
}

void ShiftEngine::on(const ArmRetry &, const std::stop_token &)
{
    if (m_record.state.phase == Phase::Verifying)
        return arm(betweenReads(), RetryNow{});
    arm(std::min(longestBackOff, Milliseconds(500) * (1 << std::min(m_retries, 5))), RetryNow{});
    ++m_retries;
}

void ShiftEngine::watchRouter(const std::stop_token &stop)
{
    const State &state = m_record.state;
    const bool watched = state.phase == Phase::Baking || state.phase == Phase::Held || state.phase == Phase::Done;
    const bool over = state.phase == Phase::Done && m_parts.clock.now() - m_record.since > m_parts.timing.driftWatch;
    if (!watched || over || m_parts.clock.monotonic() - m_lastWatch < watchEach)
        return;
    m_lastWatch = m_parts.clock.monotonic();
    on(Read{}, stop);
    work(stop);
}

void ShiftEngine::judge(const RouteMeasures &measures, const std::stop_token &stop)
{
    const State &state = m_record.state;
    const bool judged = state.phase == Phase::Baking || state.phase == Phase::Held;
    if (!judged || !m_stepSince)
        return;
    const bool bakeOver = m_bakeDue && m_parts.clock.monotonic() >= *m_bakeDue;
    const StepInHand step{*m_stepSince, state.confirmed, m_record.nextStep(), m_record.plan.bake, bakeOver};
    m_judgement = m_judge.judge(measures, step);
    const auto verdict = m_judgement.verdict;
    if (verdict && *verdict != state.guards)
        happen(GuardsJudged{*verdict}, {QStringLiteral("guard"), {}, m_judgement.words}, stop);
    // The end of a bake counts only together with a verdict of now.
    if (bakeOver && verdict == GuardVerdict::Pass && state.phase == Phase::Baking) {
        m_bakeDue.reset();
        if (freezeNow() && m_record.nextStep())
            happen(HoldAsked{Why::Frozen}, {QStringLiteral("plan"), {}, {}}, stop);
        else
            happen(BakeOver{}, {QStringLiteral("plan"), {}, Words::tr("all guards held for the whole bake")}, stop);
    }
    work(stop);
}

void ShiftEngine::hear(const std::stop_token &stop)
{
    const auto open = m_parts.store->openRequests(m_parts.route.id);
    if (!open) {
        m_trouble = open.error().message;
        return;
    }
    for (const ShiftRequest &request : *open) {
        const Status taken = take(request, stop);
        if (const Status told = m_parts.store->answer(request.id, taken ? QString() : taken.error().message); !told)
            m_trouble = told.error().message;
    }
}

Status ShiftEngine::take(const ShiftRequest &request, const std::stop_token &stop)
{
    // What was asked of somebody who is gone is not done a minute later.
    if (m_parts.clock.now() - request.at > 2 * ShiftStore::lasts)
        return Error{Error::Kind::Refused, Words::tr("nobody was there to do it in time")};
    if (request.kind == QLatin1String("approve"))
        return approve(request.actor, request.argument.section(QLatin1Char('\n'), 0, 0), stop,
                       request.argument.section(QLatin1Char('\n'), 1));
    if (request.kind == QLatin1String("edit"))
        return takePlan(request.argument, request.actor, stop);
    static const std::map<QString, Wish> wishes = {{QStringLiteral("hold"), Wish::Hold},
                                                   {QStringLiteral("resume"), Wish::Resume},
                                                   {QStringLiteral("back"), Wish::Back},
                                                   {QStringLiteral("abort"), Wish::Abort},
                                                   {QStringLiteral("recover/hold"), Wish::RecoverHold},
                                                   {QStringLiteral("recover/resume"), Wish::RecoverResume},
                                                   {QStringLiteral("recover/roll-back"), Wish::RecoverRollBack}};
    const QString kind =
        request.kind == QLatin1String("recover") ? request.kind + QLatin1Char('/') + request.argument : request.kind;
    const auto found = wishes.find(kind);
    if (found == wishes.end())
        return Error{Error::Kind::Refused, Words::tr("nobody knows how to '%1'").arg(kind.left(40))};
    return wish(found->second, request.actor, stop);
}

Status ShiftEngine::takePlan(const QString &text, const QString &actor, const std::stop_token &stop)
{
    SURGEDECK_TRY(wanted, planEditOf(text));
    return edit(wanted, actor, stop);
}

QStringList planFaults(const RouteConfig &route, const std::vector<int> &steps, const RouteMeasures &measures)
{
    QStringList faults;
    if (steps.empty() || steps.front() < 1 || steps.back() > 100 ||
        !std::ranges::is_sorted(steps, std::ranges::less_equal{}))
        faults << Words::tr("the steps have to ascend from 1 to 100");
    if (route.capacityCanaryPerMinute && !steps.empty()) {
        if (!measures.stablePerSecond || !measures.canaryPerSecond)
            faults << Words::tr("the rate of the route is not known, so nobody can say whether the canary carries it");
        else if (const double wanted =
                     60 * (*measures.stablePerSecond + *measures.canaryPerSecond) * steps.back() / 100.0;
                 wanted > *route.capacityCanaryPerMinute)
            faults << Words::tr("%1 % would be %2 requests a minute, and the canary is proven for %3")
                          .arg(steps.back())
                          .arg(wanted, 0, 'f', 0)
                          .arg(*route.capacityCanaryPerMinute, 0, 'f', 0);
    }
    return faults;
}

std::optional<int> stepForTwo(const std::vector<int> &steps, int baseline)
{
    const Rules rules;
    int before = baseline;
    for (const int step : steps) {
        if (step - before > rules.aloneUpTo)
            return step;
        before = step;
    }
    return std::nullopt;
}

} // namespace surgedeck
