// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/dispatcher.h"

#include <QJsonArray>
#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace surgedeck {

namespace {

using State = CommandOutcome::State;

/// A disk that takes longer keeps nobody's word.
constexpr Milliseconds journalLimit{5000};
/// Between two looks at the effect: often at first, when most effects come, then less.
constexpr Milliseconds firstLooks{200};
constexpr Milliseconds laterLooks{1000};
constexpr int manyLooks = 10;

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

/// Nothing was sent, so it is a refusal; anything else may have arrived.
bool wasNotSent(Error::Kind kind)
{
    return kind == Error::Kind::Refused || kind == Error::Kind::Auth || kind == Error::Kind::Config ||
           kind == Error::Kind::Full;
}

} // namespace

/// One command on its way. Only touched on the owner's thread; tasks of the worker get copies of what they need.
struct Dispatcher::Transit
{
    CommandOrder order;
    std::function<void(CommandOutcome)> done;
    CommandOutcome outcome;
    std::shared_ptr<Grant> grant;
    MonoTime verifyUntil{};
    int looks = 0;
    bool tookLane = false;
    bool intended = false; ///< the intent is in the journal

    const QString &source() const { return order.command.source; }
};

Dispatcher::Dispatcher(Role role, JournalWriter &journal, const Clock &clock)
    : m_role(role)
    , m_journal(journal)
    , m_clock(clock)
{
}

Dispatcher::~Dispatcher()
{
    for (auto &[source, lane] : m_lanes)
        if (lane.worker)
            lane.worker->requestStop();
}

void Dispatcher::add(const QString &source, Result<ActuatorPtr> actuator)
{
    Lane lane;
    if (!actuator) {
        lane.obstacle = actuator.error().message;
    } else if (m_role != Role::Viewer) {
        lane.actuator = std::move(actuator).value();
        lane.worker = std::make_unique<Worker>(QStringLiteral("act:") + source);
    }
    m_lanes.insert_or_assign(source, std::move(lane));
}

bool Dispatcher::isBusy() const
{
    return std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto &lane) { return lane.second.busy; });
}

QString Dispatcher::obstacle(const QString &source) const
{
    if (m_role == Role::Viewer)
        return QStringLiteral("a viewer changes nothing: open the workspace as responder or commander");
    const auto lane = m_lanes.find(source);
    if (lane == m_lanes.end())
        return QStringLiteral("nothing can be done to '%1' from here").arg(source);
    return lane->second.obstacle;
}

Dispatcher::Lane *Dispatcher::laneOf(const QString &source)
{
    const auto lane = m_lanes.find(source);
    return lane == m_lanes.end() || !lane->second.actuator ? nullptr : &lane->second;
}

/// Runs `question` on the worker of the source and brings the answer back here.
template <typename Value>
void Dispatcher::ask(const QString &source, std::function<Result<Value>(Actuator &, std::stop_token)> question,
                     std::function<void(Result<Value>)> done)
{
    Lane *lane = laneOf(source);
    if (!lane) {
        QTimer::singleShot(0, this, [why = refused(obstacle(source)), done = std::move(done)] { done(why); });
        return;
    }
    lane->worker->post([this, actuator = lane->actuator, question = std::move(question),
                        done = std::move(done)](std::stop_token stop) {
        auto answer = std::make_shared<Result<Value>>(question(*actuator, std::move(stop)));
        Worker::deliver(this, [answer, done] { done(std::move(*answer)); });
    });
}

void Dispatcher::inspect(const Command &command, std::function<void(Result<Inspection>)> done)
{
    ask<Inspection>(
        command.source,
        [command](Actuator &actuator, std::stop_token stop) { return actuator.inspect(command, std::move(stop)); },
        std::move(done));
}

void Dispatcher::verify(const Command &command, std::function<void(Result<Verdict>)> done)
{
    ask<Verdict>(
        command.source,
        [command](Actuator &actuator, std::stop_token stop) { return actuator.verify(command, std::move(stop)); },
        std::move(done));
}

void Dispatcher::arm(const QString &source, std::function<void(Status)> done)
{
    ask<std::monostate>(
        source, [](Actuator &actuator, std::stop_token stop) { return actuator.arm(std::move(stop)); },
        std::move(done));
}

void Dispatcher::send(const CommandOrder &order, std::function<void(CommandOutcome)> done)
{
    auto transit = std::make_shared<Transit>();
    transit->order = order;
    transit->done = std::move(done);
    Command &command = transit->order.command;
    if (command.id.isEmpty())
        command.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    transit->order.approval.role = m_role;
    transit->order.approval.at = m_clock.now();
    transit->outcome.command = command.id;
    transit->outcome.begun = m_clock.now();
    if (const QString why = obstacle(command.source); !why.isEmpty())
        return refuse(transit, refused(why));
    Lane *lane = laneOf(command.source);
    if (lane->busy)
        return refuse(transit,
                      refused(QStringLiteral("another command to '%1' is still under way").arg(command.source)));
    lane->busy = transit->tookLane = true;
    inspect(command, [this, transit](const Result<Inspection> &inspection) { authorize(transit, inspection); });
}

void Dispatcher::authorize(const TransitPtr &transit, const Result<Inspection> &inspection)
{
    if (!inspection)
        return refuse(transit, inspection.error());
    Command &command = transit->order.command;
    Approval &approval = transit->order.approval;
    approval.preconditions = inspection->preconditions;
    transit->outcome.preconditions = inspection->preconditions;
    if (identityOf(command.action).isEmpty())
        setIdentity(command.action, inspection->identity);
    transit->outcome.identity = identityOf(command.action);
    approval.at = m_clock.now();
    auto grant = Grant::authorize(command, approval, approval.at);
    if (!grant)
        return refuse(transit, grant.error());
    transit->grant = std::make_shared<Grant>(std::move(*grant));
    writeIntent(transit);
}

/// What is not on disk is not sent.
void Dispatcher::writeIntent(const TransitPtr &transit)
{
    const Command &command = transit->order.command;
    auto answered = std::make_shared<bool>(false);
    const auto proceed = [this, alive = QPointer<Dispatcher>(this), transit, answered](const Status &stored) {
        if (!alive || std::exchange(*answered, true))
            return;
        transit->intended = bool(stored);
        if (stored)
            return execute(transit);
        refuse(transit, Error{Error::Kind::Refused,
                              QStringLiteral("the journal can not keep what was intended, so nothing was sent: %1")
                                  .arg(stored.error().message)});
    };
    QTimer::singleShot(journalLimit, this, [proceed] {
        proceed(Error{Error::Kind::Timeout, QStringLiteral("the disk does not answer")});
    });
    m_journal.note({command.actor,
                    command.source,
                    QStringLiteral("command.intent"),
                    {{QStringLiteral("command"), toJson(command)},
                     {QStringLiteral("approval"), toJson(transit->order.approval)},
                     {QStringLiteral("preconditions"), toJson(transit->outcome.preconditions)}}},
                   proceed);
}

void Dispatcher::execute(const TransitPtr &transit)
{
    const Command command = transit->order.command;
    const auto act = [command, grant = transit->grant, &clock = m_clock](Actuator &actuator,
                                                                         std::stop_token stop) -> Result<Receipt> {
        if (!grant->isValid(command, clock.now()))
            return refused(QStringLiteral("the confirmation is too old by now: confirm again"));
        return actuator.execute(command, *grant, std::move(stop));
    };
    ask<Receipt>(command.source, act, [this, transit](const Result<Receipt> &receipt) {
        transit->grant.reset();
        takeReceipt(transit, receipt);
    });
}

void Dispatcher::takeReceipt(const TransitPtr &transit, const Result<Receipt> &receipt)
{
    if (!receipt && wasNotSent(receipt.error().kind))
        return refuse(transit, receipt.error());
    if (!receipt)
        transit->outcome.cause = receipt.error().kind;
    transit->outcome.receipt =
        receipt ? *receipt : Receipt{Receipt::State::Unanswered, receipt.error().message, {}, {}};
    if (transit->outcome.receipt->state == Receipt::State::Refused)
        return end(transit, State::Refused, transit->outcome.receipt->detail);
    if (transit->order.command.rehearsal)
        return end(transit, State::Unconfirmed, transit->outcome.receipt->detail);
    transit->verifyUntil = m_clock.monotonic() + transit->order.verifyWithin;
    if (transit->order.verifyWithin.count() > 0)
        return readBack(transit);
    const bool accepted = transit->outcome.receipt->state == Receipt::State::Accepted;
    end(transit, accepted ? State::Unconfirmed : State::NoAnswer, transit->outcome.receipt->detail);
}

void Dispatcher::readBack(const TransitPtr &transit)
{
    verify(transit->order.command, [this, transit](const Result<Verdict> &verdict) { takeVerdict(transit, verdict); });
}

void Dispatcher::takeVerdict(const TransitPtr &transit, const Result<Verdict> &verdict)
{
    transit->outcome.verdict = verdict ? *verdict : Verdict{Verdict::State::Unknown, verdict.error().message};
    const Verdict &seen = *transit->outcome.verdict;
    if (seen.state == Verdict::State::Done)
        return end(transit, State::Confirmed, seen.detail);
    if (m_clock.monotonic() < transit->verifyUntil) {
        QTimer::singleShot(transit->looks++ < manyLooks ? firstLooks : laterLooks, this,
                           [this, transit] { readBack(transit); });
        return;
    }
    const Receipt &receipt = *transit->outcome.receipt;
    if (receipt.state == Receipt::State::Unanswered)
        return end(transit, State::NoAnswer, QStringLiteral("no answer: %1; %2").arg(receipt.detail, seen.detail));
    end(transit, State::Unconfirmed, QStringLiteral("accepted, but its effect was not seen: %1").arg(seen.detail));
}

void Dispatcher::refuse(const TransitPtr &transit, const Error &error)
{
    transit->outcome.cause = error.kind;
    end(transit, State::Refused, error.message);
}

void Dispatcher::end(const TransitPtr &transit, State state, const QString &detail)
{
    CommandOutcome &outcome = transit->outcome;
    const Command &command = transit->order.command;
    outcome.state = state;
    outcome.detail = detail;
    outcome.ended = m_clock.now();
    if (Lane *lane = laneOf(command.source); lane && transit->tookLane)
        lane->busy = false;
    auto answered = std::make_shared<bool>(false);
    const auto finish = [this, alive = QPointer<Dispatcher>(this), transit, answered](const Status &stored) {
        if (!alive || std::exchange(*answered, true))
            return;
        if (!stored)
            transit->outcome.notRecorded = stored.error().message;
        Q_EMIT ended(transit->order.command, transit->outcome);
        if (transit->done)
            transit->done(transit->outcome);
    };
    QTimer::singleShot(journalLimit, this, [finish] {
        finish(Error{Error::Kind::Timeout, QStringLiteral("the disk does not answer")});
    });
    QJsonObject body{{QStringLiteral("outcome"), toJson(outcome)}};
    if (!transit->intended) {
        body.insert(QStringLiteral("command"), toJson(command));
        body.insert(QStringLiteral("approval"), toJson(transit->order.approval));
    }
    m_journal.note({command.actor, command.source,
                    transit->intended ? QStringLiteral("command.outcome") : QStringLiteral("command.refused"), body},
                   finish);
}

} // namespace surgedeck
