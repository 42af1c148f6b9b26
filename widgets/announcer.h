// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/plainlabel.h"

#include <QTimer>

namespace surgedeck {

/// Tells a screen reader what has changed: an invisible label whose text changes, with an alert, because Qt 6.4 has no
/// event for announcements. At most one sentence in three seconds; of those that wait, the worst is said and the rest
/// dropped, because an old sentence is not news any more.
class Announcer : public PlainLabel
{
    Q_OBJECT
public:
    explicit Announcer(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override { return {1, 1}; }
    void announce(const QString &sentence, Health health);

protected:
    void paintEvent(QPaintEvent *) override {}

private:
    void say(const QString &sentence);
    void sayWaiting();

    QTimer m_pause;
    QString m_waiting;
    Health m_waitingHealth = Health::Normal;
};

} // namespace surgedeck
