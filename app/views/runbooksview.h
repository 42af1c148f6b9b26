// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace surgedeck {

class Button;
class FactsTable;
class LeaderRow;
class Panel;
class PlainLabel;
class RunGuide;
class RunbookDesk;
class TableView;

/// The runbooks: on the left the library, ranked by what is seen now; in the middle the current run, or the checklist
/// of the chosen runbook; on the right its evidence, and the record of the run. GUI thread.
class RunbooksView final : public QWidget
{
    Q_OBJECT
public:
    explicit RunbooksView(RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Shows this runbook of the library.
    void choose(const QString &id);

private:
    Panel *makeLibrary();
    Panel *makeMiddle();
    Panel *makeEvidence();
    void begin(int kind);
    int chosenIndex() const;
    void refreshChosen();
    void refreshEvidence();
    QString m_refusal;

    RunbookDesk &m_desk;
    FactsTable *m_library, *m_chosenSteps, *m_record;
    TableView *m_libraryTable, *m_chosenTable, *m_recordTable;
    QWidget *m_chosen;
    PlainLabel *m_chosenTitle, *m_chosenText, *m_chosenState;
    Button *m_start, *m_rehearse;
    RunGuide *m_guide;
    Panel *m_libraryPanel, *m_middlePanel, *m_evidencePanel;
    std::vector<LeaderRow *> m_evidence;
};

} // namespace surgedeck
