// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runmachine.h"
#include "widgets/guardedbutton.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace surgedeck {

class BulletBar;
class Button;
class LeaderRow;
class PlainLabel;

/// The current step of a run: what it asks, the live values, and the controls that answer it. Controls keep their place
/// while the values move; they change only with the step. GUI thread.
class StepCard final : public QWidget
{
    Q_OBJECT
public:
    explicit StepCard(const Clock &clock, QWidget *parent = nullptr);

    /// What stands in the way of the step from outside of the run.
    struct Around
    {
        QString person;       ///< who answers
        QString howToApprove; ///< what somebody else has to do; empty: nobody else is waited for
        QString obstacle;     ///< why nothing can be changed from here; empty: it can
    };
    void show(const runbook::Runbook &runbook, const runbook::State &state, const Around &around);
    /// Why the last press meant nothing; stands where it was pressed.
    void showRefusal(const QString &why);
    /// Puts the keyboard on what the step waits for; on `otherwise` while it waits for nobody.
    void focusControls(QWidget *otherwise);

Q_SIGNALS:
    void told(const surgedeck::runbook::Happening &what);

protected:
    /// A key that is held down answers one step and not all that follow.
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Whoever comes here comes to what the step waits for.
    void focusInEvent(QFocusEvent *event) override;

private:
    void build(const runbook::Runbook &runbook, const runbook::State &state);
    void buildControls(const runbook::Step &step, const QString &pause);
    void addChoices(const runbook::Step &step);
    Button *addButton(const QString &text, std::function<void()> press);
    void refreshEvidence(const runbook::Runbook &runbook, const runbook::State &state);
    void refreshHold(const runbook::Step &step, const runbook::State &state);
    void refreshAct(const runbook::Runbook &runbook, const runbook::State &state);
    QString lineText() const;

    const Clock &m_clock;
    Around m_around;
    QString m_shown; ///< run, step and pause that the controls were built for
    PlainLabel *m_kind;
    PlainLabel *m_title;
    PlainLabel *m_text;
    PlainLabel *m_state;
    std::vector<LeaderRow *> m_evidence;
    BulletBar *m_hold;
    QWidget *m_controls = nullptr;
    QVBoxLayout *m_column;
    QVBoxLayout *m_rows = nullptr; ///< of the controls
    GuardedButton *m_guarded = nullptr;
    QLineEdit *m_line = nullptr;
    QString m_refused; ///< why the last press of the act changed nothing
};

} // namespace surgedeck
