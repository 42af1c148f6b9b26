// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/planedit.h"
#include "widgets/panel.h"

class QLineEdit;

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

/// What the control of a route shows.
struct ControlFacts
{
    const RouteConfig &route;
    const RouteView &view;
    const RouteShift *shift = nullptr; ///< nullptr: nothing is known of one
    QString obstacle;                  ///< why nothing can be done from here
    QString startFault;                ///< why a shift may not begin now
    QString startEffect;               ///< "start: 1 %, then 5 more steps to 100 %"
    QString risk;                      ///< of the next step; empty: not known, or there is none
    bool asksForCode = false;          ///< the next step needs a second person's code
};

/// Where a route stands, why, and what may be done about it. Holding and one step back are one press; what moves
/// traffic forward or away is held, and a shift begins only after the route's id was typed. Tells what is wanted; who
/// owns it does it and says how it went. GUI thread.
class ShiftControl final : public Panel
{
    Q_OBJECT
public:
    explicit ShiftControl(const Clock &clock, QWidget *parent = nullptr);

    void show(const ControlFacts &facts);
    /// How the last wish went; empty: it was taken.
    void showOutcome(const QString &kind, const QString &refusal);
    /// For shortcuts: what they may do is press what one press does, and lead to the rest.
    void pressBack();
    void leadToResume();
    void leadToStart();

Q_SIGNALS:
    void wanted(const QString &kind, const QString &choice);
    void startWanted(const QString &typed);
    void approvalWanted(const QString &code);

private:
    QWidget *makeBody();
    QLayout *makeFigures();
    QWidget *makeStart();
    QWidget *makeSteering();
    QWidget *makeApproval();
    void connectButtons();
    void showFigures(const RouteView &view);
    void lockSteering(const ControlFacts &facts);
    void lockStart();

    PlainLabel *m_observed, *m_desired, *m_drift;
    SplitBar *m_split;
    StateChip *m_chip;
    PlainLabel *m_reason;
    PlainLabel *m_risk;
    PlainLabel *m_outcome;
    QWidget *m_starting;
    QLineEdit *m_typed;
    GuardedButton *m_start;
    QWidget *m_steering;
    Button *m_hold;
    Button *m_back;
    GuardedButton *m_resume;
    GuardedButton *m_abort;
    QWidget *m_approving;
    QLineEdit *m_code;
    Button *m_approve;
    PlainLabel *m_note;
    QString m_routeId, m_startLock;
    bool m_recovering = false;
};

} // namespace surgedeck
