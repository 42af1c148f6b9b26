// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace surgedeck {

class Button;
class FactsTable;
class PlainLabel;
class RunbookDesk;
class StepCard;
class TableView;

/// The current run of the desk: memory items, the current step, and all steps with what was answered. Hidden while
/// there is none. Both the cockpit's panel and the Runbooks view show one. GUI thread.
class RunGuide final : public QWidget
{
    Q_OBJECT
public:
    explicit RunGuide(RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Puts the keyboard on what the current step waits for.
    void focusStep();

Q_SIGNALS:
    /// A step of the list was chosen.
    void stepChosen(const QString &stepId);

private:
    void stop();

    RunbookDesk &m_desk;
    PlainLabel *m_title;
    PlainLabel *m_head;
    std::vector<PlainLabel *> m_memory;
    StepCard *m_card;
    FactsTable *m_steps;
    TableView *m_table;
    Button *m_other;
    Button *m_stop;
};

} // namespace surgedeck
