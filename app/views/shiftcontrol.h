// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

#include <functional>

namespace surgedeck {

class Button;
class Clock;
class GuardedButton;
class PlainLabel;
class SplitBar;
class StateChip;
struct RouteConfig;
struct RouteShift;
struct RouteView;

/// Where a route stands, why, and what may be done about it. Holding and one step back are one press; what moves
/// traffic forward or away is held. Tells what is wanted; who owns it does it and says how it went. GUI thread.
class ShiftControl final : public Panel
{
    Q_OBJECT
public:
    explicit ShiftControl(const Clock &clock, QWidget *parent = nullptr);

    /// `shift` nullptr: nothing is known of one. `obstacle`: why nothing can be done from here.
    void show(const RouteConfig &route, const RouteView &view, const RouteShift *shift, const QString &obstacle);
    /// How the last wish went; empty: it was taken.
    void showOutcome(const QString &kind, const QString &refusal);

Q_SIGNALS:
    void wanted(const QString &kind, const QString &choice);

private:
    QWidget *makeBody(const Clock &clock);
    void lock(const RouteShift *shift, const QString &obstacle);

    SplitBar *m_split;
    StateChip *m_chip;
    PlainLabel *m_reason;
    PlainLabel *m_outcome;
    Button *m_hold;
    Button *m_back;
    GuardedButton *m_resume;
    GuardedButton *m_abort;
    PlainLabel *m_note;
    bool m_recovering = false;
};

} // namespace surgedeck
