// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/announcer.h"

#include <QAccessible>

namespace surgedeck {

Announcer::Announcer(QWidget *parent)
    : PlainLabel({}, parent)
{
    setFixedSize(1, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(3000);
    connect(&m_pause, &QTimer::timeout, this, &Announcer::sayWaiting);
}

void Announcer::announce(const QString &sentence, Health health)
{
    if (!m_pause.isActive())
        return say(sentence);
    if (!m_waiting.isEmpty() && health < m_waitingHealth)
        return;
    m_waiting = sentence;
    m_waitingHealth = health;
}

void Announcer::sayWaiting()
{
    if (m_waiting.isEmpty())
        return;
    const QString sentence = m_waiting;
    m_waiting.clear();
    say(sentence);
}

void Announcer::say(const QString &sentence)
{
    setText(sentence);
    setAccessibleName(text());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_pause.start();
}

} // namespace surgedeck
