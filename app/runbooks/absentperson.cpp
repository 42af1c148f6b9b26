// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/absentperson.h"

#include <algorithm>

namespace surgedeck {

namespace {

const runbook::StepRun &current(const RunDriver &driver)
{
    return driver.state().steps.at(std::size_t(driver.state().current));
}

bool holds(const runbook::StepRun &step)
{
    return std::ranges::none_of(step.evidence, [](const runbook::Reading &reading) {
        return !reading.limit.isEmpty() && reading.truth != runbook::Truth::Holds;
    });
}

} // namespace

AbsentPerson::AbsentPerson(RunDriver &driver, Manner manner, const Clock &clock)
    : m_driver(driver)
    , m_manner(std::move(manner))
    , m_clock(clock)
{
}

bool AbsentPerson::hasLasted(Milliseconds since) const
{
    return m_clock.now() - current(m_driver).started.value_or(m_clock.now()) >= since;
}

const StepAnswer *AbsentPerson::answer() const
{
    const auto found = m_manner.answers.find(current(m_driver).id);
    return found == m_manner.answers.end() ? nullptr : &found->second;
}

QString AbsentPerson::who() const
{
    const StepAnswer *given = answer();
    return given == nullptr || given->by.isEmpty() ? m_manner.person : given->by;
}

void AbsentPerson::say(const runbook::Happening &what)
{
    m_used.insert(current(m_driver).id);
    const QString id = current(m_driver).id;
    const QString refusal = m_driver.tell(what);
    if (!refusal.isEmpty())
        giveUp(QStringLiteral("the answer to %1 was not taken: %2").arg(id, refusal));
}

void AbsentPerson::giveUp(const QString &why)
{
    m_driver.tell(runbook::GaveUp{why});
}

void AbsentPerson::goOn()
{
    if (RunDriver *child = m_driver.child(); child != nullptr && !child->isOver()) {
        if (!m_inChild || &m_inChild->m_driver != child)
            m_inChild = std::make_unique<AbsentPerson>(*child, m_manner, m_clock);
        return m_inChild->goOn();
    }
    // One press leads to the next step; a bound, since a step that does not move must not be pressed for ever.
    for (std::size_t i = 0; i <= m_driver.state().steps.size() && !m_driver.isOver(); ++i) {
        const int before = m_driver.state().current;
        const QString pause = runbook::pauseOf(m_driver.state(), m_driver.runbook());
        if (const StepAnswer *given = answer(); given != nullptr && !given->skip.isEmpty() && !pause.isEmpty())
            say(runbook::Skipped{who(), given->skip});
        else if (pause == QLatin1String("accept"))
            accept();
        else if (pause == QLatin1String("answer"))
            ask();
        else if (pause == QLatin1String("fire"))
            fire();
        else if (pause == QLatin1String("approve"))
            approve();
        if (m_driver.isOver() || m_driver.state().current == before)
            return;
        m_driver.look(); // what the next step rests on
    }
}

void AbsentPerson::accept()
{
    const runbook::StepRun &step = current(m_driver);
    if (step.kind == runbook::StepKind::Check)
        return check();
    const bool isLast = m_driver.state().current + 1 == static_cast<int>(m_driver.state().steps.size());
    if (step.kind == runbook::StepKind::Handover && answer() == nullptr && !isLast)
        return giveUp(QStringLiteral("%1 hands over, and nobody is named").arg(step.id));
    if (answer() != nullptr && step.kind != runbook::StepKind::Branch)
        return say(runbook::Answered{who(), answer()->answer});
    say(runbook::Accepted{who()});
}

void AbsentPerson::check()
{
    if (holds(current(m_driver)) || hasSettled())
        say(runbook::Accepted{who()});
}

void AbsentPerson::ask()
{
    const runbook::StepRun &step = current(m_driver);
    const bool isQuestion = step.kind == runbook::StepKind::Ask;
    if (!isQuestion && !hasLasted(m_manner.patience))
        return;
    if (answer() == nullptr || answer()->answer.isEmpty())
        return giveUp(isQuestion ? QStringLiteral("%1 asks, and there is no answer").arg(step.id)
                                 : QStringLiteral("%1 rests on what is not known, and there is no answer: %2")
                                       .arg(step.id, step.detail));
    say(runbook::Answered{who(), answer()->answer});
}

void AbsentPerson::fire()
{
    const runbook::StepRun &step = current(m_driver);
    const bool isRehearsal = m_driver.state().rehearsal;
    const bool isTold = answer() != nullptr &&
                        (answer()->answer == QLatin1String("yes") || answer()->answer == m_driver.state().subject);
    if (!isRehearsal && !isTold)
        return giveUp(QStringLiteral("%1 acts, and the answers do not say yes to it").arg(step.id));
    if (step.state == runbook::StepState::Ready)
        return say(runbook::Accepted{who()});
    if (!hasSettled())
        return;
    // What a rehearsal did not do may be missing here; that is no failure of the runbook.
    if (m_driver.state().leftOut)
        return say(runbook::Skipped{who(), QStringLiteral("rehearsal: %1").arg(step.detail)});
    giveUp(step.detail);
}

void AbsentPerson::approve()
{
    if (answer() == nullptr)
        return giveUp(QStringLiteral("%1 needs somebody to approve, and nobody does").arg(current(m_driver).id));
    const QStringList people =
        answer()->by.isEmpty() ? answer()->answer.split(QLatin1Char(',')) : QStringList{answer()->by};
    for (const QString &person : people)
        if (!m_driver.isOver() && current(m_driver).kind == runbook::StepKind::Approve)
            say(runbook::Approved{person.trimmed()});
}

QStringList AbsentPerson::unused() const
{
    QStringList ids;
    for (const auto &[id, answer] : m_manner.answers)
        if (!m_used.contains(id))
            ids << id;
    return ids;
}

} // namespace surgedeck
