// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// Puts the keyboard on a runbook of the library.
    void showRunbook(const QString &id);

private:
    std::size_t checksThatFit() const;
    void showChecks(std::vector<ReadinessCheck> checks);
    void refreshChecks();
    bool refreshOffer();
    void refreshLibrary();
    void begin();
    int chosenIndex() const;

    const Platform &m_platform;
    RunbookDesk &m_desk;
    PlainLabel *m_title;
    PlainLabel *m_note;
    std::vector<LeaderRow *> m_checks;
    Button *m_begin;
    QWidget *m_upper; ///< readiness or offer
    RunGuide *m_guide;
    FactsTable *m_library;
    TableView *m_table;
    Panel *m_section;
};

} // namespace surgedeck
