// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/runbooksview.h"

#include "app/panels/runguide.h"
#include "app/runbooks/runbookdesk.h"
#include "models/base/safetext.h"
#include "models/items/factstable.h"
#include "models/items/runrows.h"
#include "widgets/button.h"
#include "widgets/leaderrow.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"

#include <QHBoxLayout>
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

} // namespace

RunbooksView::RunbooksView(RunbookDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_library(new FactsTable(rankingHeads(), this))
    , m_chosenSteps(new FactsTable(stepHeads(), this))
    , m_record(new FactsTable(runRecordHeads(), this))
    , m_guide(new RunGuide(desk))
{
    setObjectName(QStringLiteral("view-runbooks"));
    m_libraryPanel = makeLibrary();
    m_middlePanel = makeMiddle();
    m_evidencePanel = makeEvidence();
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins({});
    columns->setSpacing(size::gap);
    columns->addWidget(m_libraryPanel, 4);
    columns->addWidget(m_middlePanel, 5);
    columns->addWidget(m_evidencePanel, 4);
    connect(&m_desk, &RunbookDesk::changed, this, &RunbooksView::refresh);
    refresh();
}

Panel *RunbooksView::makeLibrary()
{
    auto *panel = new Panel(tr("Library"));
    panel->setObjectName(QStringLiteral("panel-library"));
    panel->setSubtitle(tr("ranked by what is seen now; nothing starts by itself"));
    m_libraryTable =
        new TableView({{CellKind::Text, 44}, {CellKind::Text, 0}, {CellKind::Number, 56}, {CellKind::Text, 220, 620}});
    m_libraryTable->setModel(m_library);
    m_libraryTable->setAccessibleName(tr("Runbooks, those that fit first"));
    m_libraryTable->setObjectName(QStringLiteral("library"));
    connect(m_libraryTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        refreshChosen();
        refreshEvidence();
    });
    connect(m_libraryTable, &TableView::activated, this, [this] { m_start->setFocus(Qt::OtherFocusReason); });
    panel->setBody(m_libraryTable);
    panel->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    return panel;
}

Panel *RunbooksView::makeMiddle()
{
    auto *panel = new Panel(tr("Runbook"));
    panel->setObjectName(QStringLiteral("panel-run"));
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
    connect(m_start, &Button::clicked, this, [this] { begin(int(RunbookDesk::Kind::Real)); });
    connect(m_rehearse, &Button::clicked, this, [this] { begin(int(RunbookDesk::Kind::Rehearsal)); });
    m_chosenTable = new TableView({{CellKind::Text, 132}, {CellKind::Text, 0}});
    m_chosenTable->setModel(m_chosenSteps);
    m_chosenTable->setAccessibleName(tr("Steps of the chosen runbook"));
    m_chosen = new QWidget;
    auto *column = new QVBoxLayout(m_chosen);
    column->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    column->setSpacing(size::gap);
    column->addWidget(m_chosenTitle);
    column->addWidget(m_chosenText);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_rehearse);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(m_chosenState);
    column->addWidget(m_chosenTable, 1);
    auto *body = new QWidget;
    auto *both = new QVBoxLayout(body);
    both->setContentsMargins({});
    both->addWidget(m_guide, 1);
    both->addWidget(m_chosen, 1);
    panel->setBody(body);
    panel->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    return panel;
}

Panel *RunbooksView::makeEvidence()
{
    auto *panel = new Panel(tr("Evidence"));
    panel->setObjectName(QStringLiteral("panel-evidence"));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    column->setSpacing(size::inner);
    for (std::size_t i = 0; i < mostEvidence; ++i) {
        m_evidence.push_back(new LeaderRow);
        m_evidence.back()->hide();
        column->addWidget(m_evidence.back());
    }
    auto *record = new Panel(tr("Record"), nullptr, Panel::Look::Section);
    record->setSubtitle(tr("every step, value and press; replay reads this"));
    m_recordTable =
        new TableView({{CellKind::Text, 62}, {CellKind::Text, 90}, {CellKind::Text, 0}, {CellKind::Text, 180}});
    m_recordTable->setModel(m_record);
    m_recordTable->setAccessibleName(tr("Record of the run"));
    record->setBody(m_recordTable);
    record->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    column->addWidget(record, 1);
    panel->setBody(body);
    panel->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
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
    m_refusal = m_desk.begin(m_desk.ranking().at(std::size_t(chosenIndex())), static_cast<RunbookDesk::Kind>(kind));
    refresh();
    if (m_refusal.isEmpty())
        m_guide->focusStep();
}

void RunbooksView::choose(const QString &id)
{
    const auto &ranking = m_desk.ranking();
    const auto found = std::ranges::find(ranking, id, &runbook::Suggestion::id);
    if (found != ranking.end())
        m_libraryTable->selectRow(static_cast<int>(found - ranking.begin()));
    m_libraryTable->setFocus(Qt::ShortcutFocusReason);
}

void RunbooksView::refreshChosen()
{
    const bool hasRun = m_desk.current() != nullptr;
    m_chosen->setVisible(!hasRun);
    const int index = chosenIndex();
    const runbook::LibraryEntry *entry =
        index < 0 ? nullptr : m_desk.library().find(m_desk.ranking().at(std::size_t(index)).id);
    m_start->setEnabled(entry != nullptr);
    m_rehearse->setEnabled(entry != nullptr);
    if (hasRun || entry == nullptr)
        return;
    const runbook::Runbook &runbook = entry->runbook;
    m_chosenTitle->setText(QStringLiteral("%1 %2").arg(runbook.id, SafeText::of(runbook.title).singleLine()));
    m_chosenText->setText(SafeText::of(runbook.summary).text());
    m_chosenState->setText(SafeText::of(m_refusal).text());
    m_chosenState->setVisible(!m_refusal.isEmpty());
    m_chosenSteps->setRows(stepRows(runbook, notBegun()));
}

void RunbooksView::refreshEvidence()
{
    runbook::Readings readings;
    if (const RunDriver *run = m_desk.current(); run != nullptr) {
        if (run->state().current >= 0)
            readings = run->state().steps.at(std::size_t(run->state().current)).evidence;
        m_record->setRows(runRecordRows(run->runbook(), run->state()));
        m_evidencePanel->setSubtitle(tr("live values of this step"));
    } else {
        if (chosenIndex() >= 0)
            readings = m_desk.ranking().at(std::size_t(chosenIndex())).detects;
        m_record->setRows({});
        m_evidencePanel->setSubtitle(tr("what speaks for it and against it"));
    }
    const std::vector<ReadinessCheck> lines = evidenceLines(readings);
    for (std::size_t i = 0; i < m_evidence.size(); ++i) {
        m_evidence[i]->setVisible(i < lines.size());
        if (i < lines.size())
            m_evidence[i]->setLeader({lines[i].challenge, lines[i].response, lines[i].health, false});
    }
}

void RunbooksView::refresh()
{
    m_library->setRows(rankingRows(m_desk.ranking()));
    m_guide->refresh();
    refreshChosen();
    refreshEvidence();
}

} // namespace surgedeck
