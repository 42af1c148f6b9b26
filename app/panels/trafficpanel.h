// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class PlainLabel;
class Platform;
class SplitBar;
class StateChip;
class StepRail;
class TableView;

/// How the first route of the workspace is shared between its two sides: what was set, what flows, what its guards
/// measure, and why the two may differ. Shows; a shift is started from the traffic view. GUI thread.
class TrafficPanel final : public Panel
{
    Q_OBJECT
public:
    explicit TrafficPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();
    /// Of a recording: what was measured then, and nothing that can be pressed.
    void setRecorded() { m_isRecorded = true; }

Q_SIGNALS:
    /// Enter or a double click on a guard: its id.
    void detailWanted(const QString &guardId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const Platform &m_platform;
    bool m_isRecorded = false;
    FactsTable *m_guards;
    SplitBar *m_split;
    StepRail *m_steps;
    TableView *m_table;
    PlainLabel *m_reason;
    PlainLabel *m_note;
    StateChip *m_chip;
};

} // namespace surgedeck
