// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/recordedrun.h"
#include "widgets/panel.h"

#include <vector>

namespace surgedeck {

class Button;
class FactsTable;
class LeaderRow;
class PlainLabel;
class Platform;
class RunGuide;
class RunbookDesk;
class TableView;
struct ReadinessCheck;

/// While a runbook runs: its current step. Else, when all is calm: whether the platform is ready for what comes; when
/// something is wrong: the runbook that fits, with its evidence. Below, the library by how well each fits. GUI thread.
class RunbookPanel final : public Panel
{
    Q_OBJECT
public:
    RunbookPanel(const Platform &platform, RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Of a recording: what fitted then. Nothing is begun.
    void setRecorded();
    /// The run that was under way at that moment, or had just ended; nullptr: none.
    void showRun(const runbook::RecordedRun *run);
    /// Something else stands in its place.
    void hideLibrary();
    /// Puts the keyboard on a runbook of the library; while one runs, on its step.
    void showRunbook(const QString &id);

private:
    std::size_t checksThatFit() const;
    void showChecks(std::vector<ReadinessCheck> checks);
    void refreshChecks();
    bool refreshOffer();
    void refreshRecordedRun();
    void refreshLibrary();
    void begin();
    int chosenIndex() const;

    const Platform &m_platform;
    RunbookDesk &m_desk;
    bool m_isRecorded = false, m_hasLibrary = true;
    std::optional<runbook::RecordedRun> m_run; ///< of a recording
    PlainLabel *m_title;
    PlainLabel *m_note;
    std::vector<LeaderRow *> m_checks;
    Button *m_begin;
    QWidget *m_content;
    QWidget *m_upper; ///< readiness or offer
    RunGuide *m_guide;
    FactsTable *m_library;
    TableView *m_table;
    Panel *m_section;
};

} // namespace surgedeck
