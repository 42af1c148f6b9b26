// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/guardedbutton.h"

#include "models/base/numbertext.h"
#include "widgets/textpaint.h"
#include "widgets/theme/motion.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int frame = 16;         ///< milliseconds between two pictures of a fill
constexpr int waitingFrame = 100; ///< of a count

bool isHoldKey(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
}

QString seconds(Milliseconds time)
{
    const double value = toSeconds(std::max(time, Milliseconds(0)));
    return fixedNumber(value, value == double(int(value)) ? 0 : 1);
}

} // namespace

GuardedButton::GuardedButton(const Clock &clock, QWidget *parent)
    : PaintedWidget(parent)
    , m_clock(clock)
    , m_lock(tr("not checked yet"))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, &GuardedButton::look);
}

void GuardedButton::setAction(const Action &action)
{
    if (action == m_action)
        return;
    cancel();
    m_action = action;
    m_action.effect = boundedLine(action.effect);
    updateGeometry();
    update();
}

void GuardedButton::setWay(Way way)
{
    cancel();
    m_way = way;
    update();
}

void GuardedButton::setLock(const QString &reason)
{
    if (reason == m_lock)
        return;
    cancel();
    m_lock = boundedLine(reason);
    if (m_phase == Phase::Idle || m_phase == Phase::Locked || m_phase == Phase::Releasing)
        setPhase(m_lock.isEmpty() ? Phase::Idle : Phase::Locked);
}

void GuardedButton::preconditionsChanged()
{
    cancel();
}

void GuardedButton::showDone(const QString &words)
{
    m_result = boundedLine(words);
    setPhase(Phase::Done);
}

void GuardedButton::showRefused(const QString &words)
{
    m_result = boundedLine(words);
    setPhase(Phase::Refused);
}

void GuardedButton::reset()
{
    cancel();
    m_result.clear();
    setPhase(m_lock.isEmpty() ? Phase::Idle : Phase::Locked);
}

void GuardedButton::setPhase(Phase phase)
{
    const bool moves = phase == Phase::Holding || phase == Phase::Releasing;
    const bool counts = phase == Phase::Sent || phase == Phase::Armed;
    m_changedAt = m_lookedAt = m_clock.monotonic();
    if (moves || counts)
        m_beat.start(moves ? frame : waitingFrame);
    else
        m_beat.stop();
    if (phase != m_phase) {
        m_phase = phase;
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

Milliseconds GuardedButton::sinceChange() const
{
    return std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - m_changedAt);
}

void GuardedButton::press()
{
    if (m_way == Way::TwoSteps)
        return pressStep();
    if (m_phase != Phase::Idle && m_phase != Phase::Releasing)
        return;
    m_held = {};
    setPhase(Phase::Holding);
}

void GuardedButton::pressStep()
{
    if (m_phase == Phase::Idle || m_phase == Phase::Releasing)
        setPhase(Phase::Armed);
    else if (m_phase == Phase::Armed && sinceChange() >= armedFrom && sinceChange() <= armedUntil)
        fire();
}

void GuardedButton::cancel()
{
    if (m_phase != Phase::Holding && m_phase != Phase::Armed)
        return;
    const bool runsBack = m_phase == Phase::Holding && theme::motion() == Motion::Full;
    setPhase(runsBack ? Phase::Releasing : Phase::Idle);
    Q_EMIT cancelled();
}

/// One look at the clock. A program that was busy may have missed the moment in which the key came up, so a long
/// stretch counts little, and the event waiting behind it ends the hold before it is full.
void GuardedButton::look()
{
    const MonoTime now = m_clock.monotonic();
    if (m_phase == Phase::Holding)
        m_held += std::min<std::chrono::nanoseconds>(now - m_lookedAt, mostUnseen);
    m_lookedAt = now;
    if (m_phase == Phase::Holding && m_held >= m_action.hold)
        fire();
    else if (m_phase == Phase::Releasing && sinceChange() >= releaseTime)
        setPhase(m_lock.isEmpty() ? Phase::Idle : Phase::Locked);
    else if (m_phase == Phase::Armed && sinceChange() > armedUntil)
        cancel();
    else if (m_phase == Phase::Sent && sinceChange() >= answerWithin)
        setPhase(Phase::NoAnswer);
    update();
}

void GuardedButton::fire()
{
    setPhase(Phase::Sent);
    Q_EMIT fired();
}

void GuardedButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && (m_phase == Phase::Holding || m_phase == Phase::Armed))
        return cancel();
    if (!isHoldKey(event->key()))
        return PaintedWidget::keyPressEvent(event);
    if (event->isAutoRepeat() || m_phase == Phase::Holding)
        return;
    m_heldKey = event->key();
    press();
}

void GuardedButton::keyReleaseEvent(QKeyEvent *event)
{
    if (!isHoldKey(event->key()))
        return PaintedWidget::keyReleaseEvent(event);
    if (!event->isAutoRepeat() && event->key() == m_heldKey && m_phase == Phase::Holding)
        cancel();
}

void GuardedButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return cancel();
    m_heldKey = 0;
    press();
}

void GuardedButton::mouseMoveEvent(QMouseEvent *event)
{
    if (m_phase == Phase::Holding && m_heldKey == 0 && !rect().contains(event->position().toPoint()))
        cancel();
}

void GuardedButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_phase == Phase::Holding && m_heldKey == 0)
        cancel();
}

void GuardedButton::focusOutEvent(QFocusEvent *event)
{
    cancel();
    PaintedWidget::focusOutEvent(event);
}

void GuardedButton::hideEvent(QHideEvent *event)
{
    cancel();
    PaintedWidget::hideEvent(event);
}

void GuardedButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::EnabledChange)
        cancel();
    PaintedWidget::changeEvent(event);
}

double GuardedButton::filled() const
{
    const double held = m_action.hold.count() > 0 ? toSeconds(m_held) / toSeconds(m_action.hold) : 1;
    if (m_phase == Phase::Holding)
        return std::clamp(held, 0.0, 1.0);
    if (m_phase == Phase::Releasing)
        return std::clamp(held * (1 - toSeconds(sinceChange()) / toSeconds(releaseTime)), 0.0, 1.0);
    return 0;
}

QString GuardedButton::words() const
{
    switch (m_phase) {
    case Phase::Holding:
        return tr("Keep holding, %1 s left")
            .arg(fixedNumber(toSeconds(std::max<std::chrono::nanoseconds>(m_action.hold - m_held, {})), 1));
    case Phase::Armed:
        return sinceChange() < armedFrom ? tr("Armed, wait") : tr("Press again to %1").arg(m_action.effect);
    case Phase::Sent:
        return m_action.waitingFor.isEmpty() ? tr("Sent, waiting, %1 s").arg(fixedNumber(toSeconds(sinceChange()), 1))
                                             : tr("Sent, waiting for %1, %2 s")
                                                   .arg(m_action.waitingFor, fixedNumber(toSeconds(sinceChange()), 1));
    case Phase::NoAnswer:
        return tr("No answer, check whether it happened");
    case Phase::Done:
    case Phase::Refused:
        return m_result;
    case Phase::Locked:
    case Phase::Idle:
    case Phase::Releasing:
        break;
    }
    return m_way == Way::TwoSteps ? tr("Press twice to %1").arg(m_action.effect)
                                  : tr("Hold %1 s to %2").arg(seconds(m_action.hold), m_action.effect);
}

Symbol GuardedButton::symbol() const
{
    return m_phase == Phase::Sent || m_phase == Phase::NoAnswer ? Symbol::Clock : Symbol::Hand;
}

QString GuardedButton::spokenName() const
{
    if (m_phase == Phase::Holding || m_phase == Phase::Releasing) // not a count that is read out each frame
        return tr("Hold %1 s to %2").arg(seconds(m_action.hold), m_action.effect);
    if (m_phase == Phase::Sent)
        return tr("Sent, waiting");
    return words();
}

QString GuardedButton::spokenDescription() const
{
    switch (m_phase) {
    case Phase::Locked:
        return tr("guarded action, locked: %1").arg(m_lock);
    case Phase::Idle:
    case Phase::Releasing:
    case Phase::Holding:
        return tr("guarded action. Press to arm, wait one second, press again within five seconds to %1")
            .arg(m_action.effect);
    case Phase::Armed:
        return tr("armed");
    case Phase::Done:
        return tr("confirmed");
    case Phase::Refused:
        return tr("refused");
    case Phase::Sent:
    case Phase::NoAnswer:
        break;
    }
    return tr("not confirmed");
}

QStringList GuardedButton::spokenActions() const
{
    return m_phase == Phase::Idle || m_phase == Phase::Armed ? QStringList{QAccessibleActionInterface::pressAction()}
                                                             : QStringList();
}

/// A reader can not hold: its press is always a step of two.
void GuardedButton::doSpokenAction(const QString &name)
{
    if (name == QAccessibleActionInterface::pressAction())
        pressStep();
}

} // namespace surgedeck
