// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QStackedLayout;

namespace surgedeck {

class Button;
class FactsTable;
class LeaderRow;
class Panel;
class PlainLabel;
class RunAhead;
class RunbookDesk;
class RunbookEditor;
class RunEvidence;
class RunOutline;
class StepCard;
class StepCourse;
class TableView;

/// The runbooks. Without a run: on the left the library, ranked by what is seen now, in the middle the checklist of the
/// chosen one or its editor, on the right what speaks for it. During a run: its steps, the current step, its evidence
/// and its record; afterwards its score. GUI thread.
class RunbooksView final : public QWidget
{
    Q_OBJECT
public:
    explicit RunbooksView(RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Shows this runbook of the library.
    void choose(const QString &id);

private:
    Panel *makeLeft();
    Panel *makeMiddle();
    Panel *makeRight();
    QWidget *makeLibrary();
    QWidget *makeChosen();
    QWidget *makeStep();
    QWidget *makeScore();
    void begin(int kind);
    void edit();
    void print();
    int chosenIndex() const;
    void refreshChosen();
    void refreshRun();
    void refreshEvidence();
    void showPage(QWidget *page);

    RunbookDesk &m_desk;
    QString m_message; ///< of the last press on the chosen runbook
    QString m_scored;  ///< the run whose score is shown
    FactsTable *m_library, *m_chosenSteps, *m_record, *m_scoreRows;
    TableView *m_libraryTable, *m_chosenTable, *m_recordTable;
    RunOutline *m_outline;
    StepCard *m_card;
    StepCourse *m_course;
    RunAhead *m_ahead;
    QWidget *m_chosen, *m_step, *m_score;
    RunbookEditor *m_editor;
    PlainLabel *m_chosenTitle, *m_chosenText, *m_chosenState, *m_scoreHead;
    Button *m_start, *m_rehearse, *m_edit, *m_print;
    RunEvidence *m_chips;
    QStackedLayout *m_leftPages = nullptr, *m_middlePages = nullptr;
    Panel *m_leftPanel, *m_middlePanel, *m_rightPanel, *m_recordPanel;
    std::vector<LeaderRow *> m_evidence;
};

} // namespace surgedeck
