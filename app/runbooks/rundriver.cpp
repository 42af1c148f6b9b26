// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/rundriver.h"

#include "app/runbooks/commandof.h"
#include "models/runbook/decisive.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runjson.h"

#include <QDir>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds sessionGoneWithin{10'000};

/// What acts in a runbook goes to, as far as the workspace has nothing for it.
QStringList missingBinds(const runbook::Runbook &runbook, const runbook::Binding &binding)
{
    QStringList missing;
    for (const runbook::Bind &bind : runbook.binds)
        if (!binding.contains(bind.name))
            missing << bind.name;
    return missing;
}

Result<runbook::Runbook> usable(const runbook::Library &library, const QString &id)
{
    const runbook::LibraryEntry *entry = library.find(id);
    if (entry == nullptr)
        return Error{Error::Kind::Config, QStringLiteral("there is no runbook %1").arg(inQuotes(id))};
    if (!entry->isUsable())
        return Error{Error::Kind::Config, QStringLiteral("the runbook %1 has mistakes: see 'runbook lint %1'").arg(id)};
    return entry->runbook;
}

QString newRunId(const QString &runbook, WallTime now)
{
    return QStringLiteral("%1-%2-%3")
        .arg(runbook)
        .arg(now.time_since_epoch().count() / 1000)
        .arg(QUuid::createUuid().toString(QUuid::Id128).left(6));
}

QString fileName(const QString &target)
{
    return QString::fromLatin1(target.toUtf8().toHex());
}

/// Somebody moves the weights of that route, or holds them.
bool hasShift(const Platform &platform, const QString &route)
{
    const auto &routes = platform.view().routes;
    const auto view = std::ranges::find(routes, route, &RouteView::id);
    return view != routes.end() && view->state != RouteState::Idle && view->state != RouteState::Drifted;
}

runbook::ActAnswered::Kind kindOf(CommandOutcome::State state)
{
    using Kind = runbook::ActAnswered::Kind;
    switch (state) {
    case CommandOutcome::State::Confirmed:
    case CommandOutcome::State::Unconfirmed:
        return Kind::Accepted;
    case CommandOutcome::State::Refused:
        return Kind::Refused;
    case CommandOutcome::State::NoAnswer:
        return Kind::Unanswered;
    }
    return Kind::Unanswered;
}

} // namespace

RunDriver::RunDriver(const Surroundings &around, PinnedRun pinned, runbook::Runbook runbook)
    : m_around(around)
    , m_pinned(std::move(pinned))
    , m_runbook(std::move(runbook))
{
}

RunDriver::~RunDriver() = default;

Result<std::unique_ptr<RunDriver>> RunDriver::begin(const Surroundings &around, const Wish &wish)
{
    SURGEDECK_TRY(runbook, usable(*around.library, wish.runbook));
    const runbook::LibraryEntry &entry = *around.library->find(wish.runbook);
    runbook::ParameterValues values = runbook::presets(runbook);
    for (const auto &[name, value] : wish.parameters)
        values[name] = value;
    PinnedRun pinned{entry.text, runbook.file, values, wish.binding, {}};
    const WallTime now = around.clock.now();
    pinned.start = {newRunId(runbook.id, now),
                    runbook::subjectOf(runbook, wish.binding),
                    wish.person,
                    wish.rehearsal,
                    missingBinds(runbook, wish.binding),
                    now};
    std::unique_ptr<RunDriver> driver(new RunDriver(
        around, pinned, runbook::withoutMissingUndo(runbook::withParameters(runbook, values), pinned.start.missing)));
    SURGEDECK_TRY(file, RunFile::make(around.directory, pinned));
    driver->m_file = std::move(file);
    const runbook::Next first = runbook::begin(driver->m_runbook, pinned.start);
    driver->m_state = first.state;
    runbook::State nothing = first.state;
    nothing.person.clear();
    driver->note(nothing);
    for (const runbook::Effect &effect : first.effects)
        driver->carryOut(effect);
    return driver;
}

Result<std::unique_ptr<RunDriver>> RunDriver::resume(const Surroundings &around, const QString &run)
{
    SURGEDECK_TRY(kept, readRun(around.directory, run));
    std::unique_ptr<RunDriver> driver(new RunDriver(around, kept.pinned, kept.runbook));
    driver->m_state = kept.state;
    if (driver->isOver())
        return Error{Error::Kind::Config, QStringLiteral("the run %1 is over").arg(run)};
    SURGEDECK_TRY(file, RunFile::reopen(around.directory, run));
    driver->m_file = std::move(file);
    driver->apply(runbook::Restarted{});
    return driver;
}

bool RunDriver::isOtherByNow() const
{
    const runbook::LibraryEntry *entry = m_around.library->find(m_runbook.id);
    return entry == nullptr || entry->runbook.digest != m_runbook.digest;
}

runbook::Readings RunDriver::evidence(std::size_t most) const
{
    return read(runbook::decisiveSignals(m_runbook, m_state, most));
}

runbook::Readings RunDriver::read(const runbook::Conditions &conditions) const
{
    runbook::Observing observing(m_around.platform);
    return observing.read(m_runbook, conditions, m_pinned.binding);
}

void RunDriver::look()
{
    if (isOver())
        return;
    if (m_child)
        m_child->look();
    runbook::Observing observing(m_around.platform);
    const runbook::Wanted wanted = runbook::wanted(m_state, m_runbook);
    runbook::Looked looked;
    looked.evidence = observing.read(m_runbook, wanted.evidence, m_pinned.binding);
    looked.look = observing.read(m_runbook, wanted.look, m_pinned.binding);
    for (const runbook::Conditions &branch : wanted.cases)
        looked.cases.push_back(observing.read(m_runbook, branch, m_pinned.binding));
    for (const runbook::Conditions &guard : wanted.guards)
        looked.guards.push_back(observing.read(m_runbook, guard, m_pinned.binding));
    apply(looked);
}

QString RunDriver::tell(const runbook::Happening &what)
{
    const int before = m_state.current;
    const QString why = apply(what);
    if (m_state.current != before)
        look(); // whoever sees the next step sees its values
    return why;
}

QString RunDriver::apply(const runbook::Happening &what)
{
    const runbook::Event event{m_around.clock.now(), what};
    const runbook::Next after = runbook::next(m_state, event, m_runbook);
    if (!after.understood)
        return after.refusal;
    const runbook::State before = m_state;
    m_state = after.state;
    if (runbook::isWorthKeeping(before, m_state)) {
        const Status kept = m_file->append(event);
        if (!kept && !after.effects.empty()) {
            m_state = runbook::next(m_state, {event.at, runbook::RecordFailed{kept.error().message}}, m_runbook).state;
            Q_EMIT changed();
            return kept.error().message;
        }
    }
    if (runbook::isWorthTelling(before, m_state))
        note(before);
    for (const runbook::Effect &effect : after.effects)
        carryOut(effect);
    Q_EMIT changed();
    if (isOver() && before.outcome == runbook::Outcome::None) {
        m_lock.reset();
        // The events are the record; this line only spares a list of runs the folding.
        static_cast<void>(m_file->close(m_state.outcome, event.at));
        Q_EMIT ended();
    }
    return {};
}

void RunDriver::note(const runbook::State &before)
{
    JournalEvent event{m_state.person, {}, QStringLiteral("runbook.run"), {}};
    const QString told = runbook::toldBy(before, m_state);
    event.body = {{QStringLiteral("run"), m_state.run}, {QStringLiteral("shown"), runbook::runDocument(m_state)}};
    if (!told.isEmpty())
        event.body.insert(QStringLiteral("text"), told);
    m_around.journal.note(event, {});
}

void RunDriver::soon(const runbook::Happening &what)
{
    QTimer::singleShot(0, this, [this, what] { apply(what); });
}

void RunDriver::carryOut(const runbook::Effect &effect)
{
    if (const auto *wanted = std::get_if<runbook::LockTarget>(&effect))
        lock(wanted->target);
    else if (std::holds_alternative<runbook::FreeTarget>(effect))
        m_lock.reset();
    else if (std::holds_alternative<runbook::Inspect>(effect))
        inspect();
    else if (const auto *performed = std::get_if<runbook::Perform>(&effect))
        perform(performed->what);
    else if (const auto *child = std::get_if<runbook::StartChild>(&effect))
        startChild(*child);
}

void RunDriver::lock(const QString &target)
{
    const QString folder = m_around.directory + QStringLiteral("/runbooks/locks");
    QDir().mkpath(folder);
    m_lock = std::make_unique<QLockFile>(folder + QLatin1Char('/') + fileName(target) + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // only that of a process which is gone may be broken
    if (m_lock->tryLock(0))
        return soon(runbook::TargetLocked{});
    qint64 pid = 0;
    QString host, program;
    const bool known = m_lock->getLockInfo(&pid, &host, &program);
    m_lock.reset();
    soon(runbook::TargetBusy{known ? QStringLiteral("another run (process %1)").arg(pid)
                                   : QStringLiteral("another run")});
}

void RunDriver::inspect()
{
    QTimer::singleShot(0, this, [this] {
        const runbook::Step *step = m_runbook.step(m_state.steps.at(std::size_t(m_state.current)).id);
        if (step == nullptr || !step->act)
            return;
        runbook::Observing observing(m_around.platform);
        apply(runbook::Inspected{observing.read(m_runbook, step->act->before, m_pinned.binding)});
    });
}

void RunDriver::perform(runbook::Perform::What what)
{
    const runbook::Step &step = m_runbook.steps.at(std::size_t(m_state.current));
    const runbook::Action &action = what == runbook::Perform::What::Undo ? *step.act->undo : step.act->action;
    if (steer(action))
        return;
    runbook::Observing observing(m_around.platform);
    auto command = commandOf(action, m_pinned.binding, observing);
    if (command && m_around.road == nullptr)
        command = Error{Error::Kind::Refused, QStringLiteral("nothing can be changed from here")};
    if (command && m_around.road->role() != Role::Commander && step.act->tier == QLatin1String("commander"))
        command = Error{Error::Kind::Refused, QStringLiteral("this needs a commander")};
    if (!command)
        return refuse(command.error().message);
    // The step reads the effect back by conditions of its own; of a session the road also sees that it is gone.
    const bool ofSession = action.word.startsWith(QLatin1String("session."));
    CommandOrder order{*command, {}, ofSession ? sessionGoneWithin : Milliseconds{0}};
    order.command.actor = m_state.steps.at(std::size_t(m_state.current)).by;
    order.command.reason = QStringLiteral("runbook %1, step %2, run %3").arg(m_state.runbook, step.id, m_state.run);
    order.command.level = step.act->level;
    order.command.rehearsal = m_state.rehearsal;
    order.approval.person = order.command.actor;
    QPointer<RunDriver> self(this);
    m_around.road->send(order, [self](const CommandOutcome &outcome) {
        if (self)
            self->takeOutcome(outcome);
    });
}

void RunDriver::refuse(const QString &why)
{
    m_wasRefused = true;
    soon(runbook::ActAnswered{runbook::ActAnswered::Kind::Refused, why});
}

bool RunDriver::steer(const runbook::Action &action)
{
    const auto bound = m_pinned.binding.find(action.bind);
    if (!action.word.startsWith(QLatin1String("traffic.")) || bound == m_pinned.binding.end())
        return false;
    const QString wish = action.word.section(QLatin1Char('.'), 1);
    const bool isUnderWay = hasShift(m_around.platform, bound->second);
    if (wish == QLatin1String("abort") && !isUnderWay)
        return false; // the weights themselves are set, by a command
    if (!isUnderWay)
        refuse(QStringLiteral("no shift of %1 is under way").arg(bound->second));
    else if (m_state.rehearsal)
        soon(runbook::ActAnswered{runbook::ActAnswered::Kind::LeftOut,
                                  QStringLiteral("rehearsal: the shift of %1 was left alone").arg(bound->second)});
    else if (m_around.road == nullptr || m_around.road->role() == Role::Viewer || !m_around.steer)
        refuse(QStringLiteral("shifts can not be steered from here"));
    else
        m_around.steer(bound->second, wish, [self = QPointer<RunDriver>(this)](const Status &status) {
            if (self)
                self->takeSteered(status);
        });
    return true;
}

void RunDriver::takeSteered(const Status &status)
{
    if (!status)
        return refuse(status.error().message);
    soon(runbook::ActAnswered{runbook::ActAnswered::Kind::Accepted, QStringLiteral("the shift was told")});
}

void RunDriver::takeOutcome(const CommandOutcome &outcome)
{
    using Kind = runbook::ActAnswered::Kind;
    Kind kind = kindOf(outcome.state);
    if (kind == Kind::Refused)
        m_wasRefused = true;
    if (m_state.rehearsal && kind != Kind::Refused)
        kind = Kind::LeftOut;
    QString detail = outcome.detail;
    if (kind == Kind::LeftOut)
        detail = QStringLiteral("rehearsal: everything was checked, nothing was changed. %1").arg(detail).trimmed();
    soon(runbook::ActAnswered{kind, detail});
}

void RunDriver::startChild(const runbook::StartChild &wanted)
{
    const auto ranking = runbook::ranked(*m_around.library, m_around.platform);
    const auto best = std::ranges::find(ranking, wanted.runbook, &runbook::Suggestion::id);
    Wish wish{wanted.runbook,
              best == ranking.end() ? runbook::Binding{} : best->binding,
              {},
              m_state.person,
              m_state.rehearsal};
    auto child = begin(m_around, wish);
    if (!child)
        return soon(runbook::ChildEnded{runbook::Outcome::Failed});
    m_child = std::move(*child);
    connect(m_child.get(), &RunDriver::changed, this, &RunDriver::changed);
    connect(m_child.get(), &RunDriver::ended, this, [this] { soon(runbook::ChildEnded{m_child->state().outcome}); });
}

} // namespace surgedeck
