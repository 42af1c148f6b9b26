// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/runbooksview.h"

#include "app/panels/runahead.h"
#include "app/panels/runbookeditor.h"
#include "app/panels/runevidence.h"
#include "app/panels/runoutline.h"
#include "app/panels/stepcard.h"
#include "app/panels/stepcourse.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookpages.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/factstable.h"
#include "models/items/runrows.h"
#include "widgets/button.h"
#include "widgets/leaderrow.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"

#include <QDir>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostEvidence = 12;

/// What a run of it would begin with: no state yet.
runbook::State notBegun()
{
    return {};
}

QVBoxLayout *columnIn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    column->setSpacing(size::gap);
    return column;
}

} // namespace

RunbooksView::RunbooksView(RunbookDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_library(new FactsTable(rankingHeads(), this))
    , m_chosenSteps(new FactsTable(stepHeads(), this))
    , m_record(new FactsTable(runRecordHeads(), this))
    , m_scoreRows(new FactsTable(scoreHeads(), this))
    , m_outline(new RunOutline(desk))
    , m_card(new StepCard(desk.clock()))
    , m_editor(new RunbookEditor)
{
    setObjectName(QStringLiteral("view-runbooks"));
    m_leftPanel = makeLeft();
    m_middlePanel = makeMiddle();
    m_rightPanel = makeRight();
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins({});
    columns->setSpacing(size::gap);
    columns->addWidget(m_leftPanel, 4);
    columns->addWidget(m_middlePanel, 6);
    columns->addWidget(m_rightPanel, 4);
    connect(&m_desk, &RunbookDesk::changed, this, &RunbooksView::refresh);
    connect(m_card, &StepCard::told, this,
            [this](const runbook::Happening &what) { m_card->showRefusal(m_desk.tell(what)); });
    connect(m_outline, &RunOutline::refused, m_card, &StepCard::showRefusal);
    connect(m_editor, &RunbookEditor::saved, this, [this](const QString &file) {
        m_message = tr("saved as %1").arg(file);
        m_desk.reload();
    });
    connect(m_editor, &RunbookEditor::closed, this, [this] {
        m_editor->hide();
        refresh();
        m_edit->setFocus(Qt::OtherFocusReason);
    });
    refresh();
}

Panel *RunbooksView::makeLeft()
{
    auto *panel = new Panel(tr("Library"));
    panel->setObjectName(QStringLiteral("panel-library"));
    auto *body = new QWidget;
    m_leftPages = new QStackedLayout(body);
    m_leftPages->addWidget(makeLibrary());
    m_leftPages->addWidget(m_outline);
    panel->setBody(body);
    panel->setState({.kind = DataState::Kind::Live});
    return panel;
}

QWidget *RunbooksView::makeLibrary()
{
    m_libraryTable = new TableView({{CellKind::Text, 44},
                                    {CellKind::Text, 0},
                                    {CellKind::Number, 56},
                                    {CellKind::Text, 220, 620},
                                    {CellKind::Number, 96, 520}});
    m_libraryTable->setModel(m_library);
    m_libraryTable->setAccessibleName(tr("Runbooks, those that fit first"));
    m_libraryTable->setObjectName(QStringLiteral("library"));
    connect(m_libraryTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_message.clear();
        refreshChosen();
        refreshEvidence();
    });
    connect(m_libraryTable, &TableView::activated, this, [this] { m_start->setFocus(Qt::OtherFocusReason); });
    return m_libraryTable;
}

Panel *RunbooksView::makeMiddle()
{
    auto *panel = new Panel(tr("Runbook"));
    panel->setObjectName(QStringLiteral("panel-run"));
    auto *body = new QWidget;
    m_middlePages = new QStackedLayout(body);
    m_middlePages->addWidget(m_chosen = makeChosen());
    m_middlePages->addWidget(m_step = makeStep());
    m_middlePages->addWidget(m_score = makeScore());
    m_middlePages->addWidget(m_editor);
    m_editor->hide();
    panel->setBody(body);
    panel->setState({.kind = DataState::Kind::Live});
    return panel;
}

QWidget *RunbooksView::makeChosen()
{
    m_chosenTitle = new PlainLabel;
    m_chosenTitle->setLook(Text::Strong);
    m_chosenText = new PlainLabel;
    m_chosenText->setLook(Text::Body, &Colours::text2);
    m_chosenText->setWordWrap(true);
    m_chosenState = new PlainLabel;
    m_chosenState->setLook(Text::Small, &Colours::text2);
    m_chosenState->setWordWrap(true);
    m_start = new Button(tr("Begin"));
    m_start->setObjectName(QStringLiteral("begin"));
    m_rehearse = new Button(tr("Rehearse, change nothing"));
    m_rehearse->setObjectName(QStringLiteral("rehearse"));
    m_edit = new Button(tr("Edit"));
    m_edit->setObjectName(QStringLiteral("edit"));
    m_print = new Button(tr("Print as PDF"));
    m_print->setObjectName(QStringLiteral("print"));
    connect(m_start, &Button::clicked, this, [this] { begin(int(RunbookDesk::Kind::Real)); });
    connect(m_rehearse, &Button::clicked, this, [this] { begin(int(RunbookDesk::Kind::Rehearsal)); });
    connect(m_edit, &Button::clicked, this, &RunbooksView::edit);
    connect(m_print, &Button::clicked, this, &RunbooksView::print);
    m_chosenTable = new TableView({{CellKind::Number, 38}, {CellKind::Text, 0}});
    m_chosenTable->setModel(m_chosenSteps);
    m_chosenTable->setAccessibleName(tr("Steps of the chosen runbook"));
    auto *page = new QWidget;
    auto *column = columnIn(page);
    column->addWidget(m_chosenTitle);
    column->addWidget(m_chosenText);
    auto *buttons = new QHBoxLayout;
    for (Button *button : {m_start, m_rehearse, m_edit, m_print}) {
        button->setAutoDefault(true); // Enter presses what has the keyboard
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(m_chosenState);
    column->addWidget(m_chosenTable, 1);
    return page;
}

QWidget *RunbooksView::makeStep()
{
    m_course = new StepCourse;
    m_ahead = new RunAhead;
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(size::gap);
    column->addWidget(m_card);
    column->addWidget(m_course);
    column->addWidget(m_ahead);
    column->addStretch(1);
    return page;
}

QWidget *RunbooksView::makeScore()
{
    m_scoreHead = new PlainLabel;
    m_scoreHead->setLook(Text::Strong);
    m_scoreHead->setWordWrap(true);
    m_scoreHead->setObjectName(QStringLiteral("score-head"));
    auto *table =
        new TableView({{CellKind::Text, 110}, {CellKind::Text, 0}, {CellKind::Number, 80}, {CellKind::Number, 80}});
    table->setModel(m_scoreRows);
    table->setAccessibleName(tr("Score of the run"));
    auto *page = new QWidget;
    auto *column = columnIn(page);
    column->addWidget(m_scoreHead);
    column->addWidget(table, 1);
    return page;
}

Panel *RunbooksView::makeRight()
{
    auto *panel = new Panel(tr("Evidence"));
    panel->setObjectName(QStringLiteral("panel-evidence"));
    auto *body = new QWidget;
    auto *column = columnIn(body);
    m_chips = new RunEvidence(m_desk);
    column->addWidget(m_chips);
    for (std::size_t i = 0; i < mostEvidence; ++i) {
        m_evidence.push_back(new LeaderRow);
        m_evidence.back()->hide();
        column->addWidget(m_evidence.back());
    }
    m_recordPanel = new Panel(tr("Record"), nullptr, Panel::Look::Section);
    m_recordPanel->setSubtitle(tr("every step, value and press; replay reads this"));
    m_recordTable =
        new TableView({{CellKind::Text, 78}, {CellKind::Text, 90, 460}, {CellKind::Text, 0}, {CellKind::Text, 140}});
    m_recordTable->setModel(m_record);
    m_recordTable->setAccessibleName(tr("Record of the run"));
    m_recordPanel->setBody(m_recordTable);
    m_recordPanel->setState({.kind = DataState::Kind::Live});
    column->addWidget(m_recordPanel, 1);
    column->addStretch(0);
    panel->setBody(body);
    panel->setState({.kind = DataState::Kind::Live});
    return panel;
}

int RunbooksView::chosenIndex() const
{
    const int row = m_libraryTable->currentIndex().isValid() ? m_libraryTable->currentIndex().row() : 0;
    return row < static_cast<int>(m_desk.ranking().size()) ? row : -1;
}

void RunbooksView::begin(int kind)
{
    if (chosenIndex() < 0)
        return;
    m_message = m_desk.begin(m_desk.ranking().at(std::size_t(chosenIndex())), static_cast<RunbookDesk::Kind>(kind));
    refresh();
    if (m_message.isEmpty())
        m_card->focusControls(m_outline->steps());
}

void RunbooksView::edit()
{
    if (chosenIndex() < 0)
        return;
    const runbook::LibraryEntry *entry = m_desk.library().find(m_desk.ranking().at(std::size_t(chosenIndex())).id);
    if (entry == nullptr)
        return;
    m_editor->open(*entry, m_desk.placeFor(*entry));
    showPage(m_editor);
    m_editor->setFocus(Qt::OtherFocusReason);
}

/// Where documents of people are: a checklist is taken along, and not kept with the program's state.
void RunbooksView::print()
{
    if (chosenIndex() < 0)
        return;
    const QString id = m_desk.ranking().at(std::size_t(chosenIndex())).id;
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString file = folder.filePath(QStringLiteral("%1.pdf").arg(id));
    folder.mkpath(QStringLiteral("."));
    const Status written = writeRunbookPdf(m_desk.library().find(id)->runbook, file);
    m_message = written ? tr("written to %1").arg(file) : written.error().message;
    refreshChosen();
}

void RunbooksView::choose(const QString &id)
{
    const auto &ranking = m_desk.ranking();
    const auto found = std::ranges::find(ranking, id, &runbook::Suggestion::id);
    if (found != ranking.end())
        m_libraryTable->selectRow(static_cast<int>(found - ranking.begin()));
    m_libraryTable->setFocus(Qt::ShortcutFocusReason);
}

void RunbooksView::showPage(QWidget *page)
{
    if (m_middlePages->currentWidget() != page)
        m_middlePages->setCurrentWidget(page);
}

void RunbooksView::refreshChosen()
{
    const int index = chosenIndex();
    const runbook::LibraryEntry *entry =
        index < 0 ? nullptr : m_desk.library().find(m_desk.ranking().at(std::size_t(index)).id);
    for (Button *button : {m_start, m_rehearse, m_edit, m_print})
        button->setEnabled(entry != nullptr);
    if (entry == nullptr)
        return;
    const runbook::Runbook &runbook = entry->runbook;
    m_chosenTitle->setText(QStringLiteral("%1 %2").arg(runbook.id, SafeText::of(runbook.title).singleLine()));
    m_chosenText->setText(SafeText::of(runbook.summary).text());
    m_chosenState->setText(SafeText::of(m_message).text());
    m_chosenState->setVisible(!m_message.isEmpty());
    m_chosenSteps->setRows(stepRows(runbook, notBegun()));
}

void RunbooksView::refreshRun()
{
    const RunDriver *run = m_desk.current();
    m_outline->refresh();
    m_chips->refresh();
    m_record->setRows(runRecordRows(run->runbook(), run->state()));
    if (!run->isOver()) {
        m_scored.clear();
        m_card->show(run->runbook(), run->state(), {m_desk.person(), m_desk.howToApprove(), m_desk.obstacle()});
        m_course->refresh(*run, *m_chips);
        m_ahead->refresh(*run);
        return showPage(m_step);
    }
    if (run->state().run != std::exchange(m_scored, run->state().run)) {
        const auto score = m_desk.score();
        m_scoreRows->setRows(score ? scoreRows(*score) : std::vector<RowFacts>());
        m_scoreHead->setText(score ? tr("Took %1, of which %2 waited for people. %n deviation(s).", nullptr,
                                        static_cast<int>(score->deviations.size()))
                                         .arg(durationWords(score->took), durationWords(score->forPeople))
                                   : tr("The record of the run can not be read"));
    }
    showPage(m_score);
}

void RunbooksView::refreshEvidence()
{
    const bool hasRun = m_desk.current() != nullptr;
    const std::vector<ReadinessCheck> lines =
        hasRun || chosenIndex() < 0 ? std::vector<ReadinessCheck>()
                                    : evidenceLines(m_desk.ranking().at(std::size_t(chosenIndex())).detects);
    m_chips->setVisible(hasRun);
    m_recordPanel->setVisible(hasRun);
    m_rightPanel->setSubtitle(hasRun ? tr("live values this runbook uses") : tr("what speaks for it and against it"));
    for (std::size_t i = 0; i < m_evidence.size(); ++i) {
        m_evidence[i]->setVisible(i < lines.size());
        if (i < lines.size())
            m_evidence[i]->setLeader({lines[i].challenge, lines[i].response, lines[i].health, false});
    }
}

void RunbooksView::refresh()
{
    const RunDriver *run = m_desk.current();
    m_library->setRows(rankingRows(m_desk.ranking(), m_desk.history().rehearsed, m_desk.clock().now()));
    m_leftPages->setCurrentIndex(run == nullptr ? 0 : 1);
    m_leftPanel->header()->setTitle(run == nullptr ? tr("Library") : tr("Steps"));
    m_leftPanel->setSubtitle(run == nullptr ? tr("ranked by what is seen now; nothing starts by itself") : QString());
    m_middlePanel->header()->setTitle(run == nullptr  ? tr("Runbook")
                                      : run->isOver() ? tr("Score")
                                                      : tr("Current step"));
    refreshEvidence();
    if (run != nullptr)
        return refreshRun();
    m_record->setRows({});
    refreshChosen();
    if (m_middlePages->currentWidget() != m_editor || m_editor->isHidden())
        showPage(m_chosen);
}

} // namespace surgedeck
