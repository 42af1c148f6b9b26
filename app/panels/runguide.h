// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace surgedeck {

class RunbookDesk;
class RunOutline;
class StepCard;

/// The current run of the desk where there is one column for it: memory items, the current step, and all steps with
/// what was answered. Hidden while there is none. GUI thread.
class RunGuide final : public QWidget
{
    Q_OBJECT
public:
    explicit RunGuide(RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Puts the keyboard on what the current step waits for.
    void focusStep();

private:
    RunbookDesk &m_desk;
    StepCard *m_card;
    RunOutline *m_outline;
};

} // namespace surgedeck
