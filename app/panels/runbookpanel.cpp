// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runbookpanel.h"

#include "app/panels/runguide.h"
#include "app/runbooks/runbookdesk.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/items/readiness.h"
#include "models/items/runrows.h"
#include "widgets/button.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostChecks = 9;

} // namespace

RunbookPanel::RunbookPanel(const Platform &platform, RunbookDesk &desk, QWidget *parent)
    : Panel(tr("Runbook"), parent)
    , m_platform(platform)
    , m_desk(desk)
    , m_title(new PlainLabel)
    , m_note(new PlainLabel)
    , m_begin(new Button(tr("Begin this runbook")))
    , m_content(new QWidget)
    , m_upper(new QWidget)
    , m_guide(new RunGuide(desk))
    , m_library(new FactsTable(rankingHeads(), this))
    , m_table(new TableView({{CellKind::Text, 44}, {CellKind::Text, 0}, {CellKind::Number, 64}}))
    , m_section(new Panel(tr("Library"), nullptr, Look::Section))
{
    setObjectName(QStringLiteral("panel-runbook"));
    setKeyHint(QStringLiteral("R"));
    m_title->setLook(Text::Strong);
    m_note->setLook(Text::Small, &Colours::text3);
    m_begin->setObjectName(QStringLiteral("begin-offered"));
    m_begin->setFocusPolicy(Qt::ClickFocus); // the keyboard does the same with Enter on the first row of the library
    auto *checks = new QVBoxLayout(m_upper);
    checks->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    checks->setSpacing(0);
    checks->addWidget(m_title);
    checks->addWidget(m_note);
    checks->addSpacing(size::gap);
    for (std::size_t i = 0; i < mostChecks; ++i) {
        m_checks.push_back(new LeaderRow);
        QSizePolicy row = m_checks.back()->sizePolicy();
        row.setRetainSizeWhenHidden(true);
        m_checks.back()->setSizePolicy(row);
        m_checks.back()->hide();
        checks->addWidget(m_checks.back());
    }
    checks->addStretch(1);
    auto *foot = new QHBoxLayout;
    QSizePolicy kept = m_begin->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_begin->setSizePolicy(kept);
    foot->addWidget(m_begin);
    foot->addStretch(1);
    checks->addLayout(foot);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(0);
    // As high when calm as in an incident, so that the library below never moves; large text on a small screen has
    // less.
    m_upper->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_upper->setMinimumHeight(1);
    column->addWidget(m_upper);
    column->addWidget(m_guide, 1);
    m_table->setModel(m_library);
    m_table->setAccessibleName(tr("Runbook library"));
    m_section->setBody(m_table);
    m_section->setObjectName(QStringLiteral("section-library"));
    m_section->setSubtitle(tr("ranked by what is seen now"));
    column->addWidget(m_section, 1);
    setBody(m_content);
    m_content->setFocusProxy(m_table);
    connect(m_begin, &Button::clicked, this, &RunbookPanel::begin);
    connect(m_table, &TableView::activated, this, &RunbookPanel::begin);
    connect(&m_desk, &RunbookDesk::changed, this, &RunbookPanel::refresh);
}

void RunbookPanel::setRecorded()
{
    m_isRecorded = true;
    m_section->setSubtitle(tr("ranked by what was seen then"));
    QSizePolicy none = m_begin->sizePolicy();
    none.setRetainSizeWhenHidden(false);
    m_begin->setSizePolicy(none);
    refresh();
}

void RunbookPanel::showRun(const runbook::RecordedRun *run)
{
    m_run = run == nullptr ? std::nullopt : std::optional(*run);
    refresh();
}

void RunbookPanel::hideLibrary()
{
    m_hasLibrary = false;
    m_upper->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding); // nothing else takes the room
    refresh();
}

/// Large text on a small screen has room for fewer: a line is whole or not there.
std::size_t RunbookPanel::checksThatFit() const
{
    if (!isVisible())
        return mostChecks; // it has no height yet
    const int button = m_isRecorded ? 0 : m_begin->sizeHint().height();
    const int library = m_hasLibrary ? m_section->minimumSizeHint().height() : 0;
    const int around =
        2 * size::padding + size::gap + m_title->sizeHint().height() + m_note->sizeHint().height() + button;
    const int room = height() - 2 * size::hair - header()->sizeHint().height() - library - around;
    return std::size_t(std::clamp(room / m_checks.front()->sizeHint().height(), 1, int(mostChecks)));
}

/// Those which are not as they should be come first where not all fit: the title counts them all.
void RunbookPanel::showChecks(std::vector<ReadinessCheck> checks)
{
    const std::size_t fitting = checksThatFit();
    if (checks.size() > fitting)
        std::stable_partition(checks.begin(), checks.end(),
                              [](const ReadinessCheck &check) { return check.health != Health::Normal; });
    for (std::size_t i = 0; i < m_checks.size(); ++i) {
        QSizePolicy policy = m_checks[i]->sizePolicy();
        policy.setRetainSizeWhenHidden(i < fitting);
        if (policy != m_checks[i]->sizePolicy())
            m_checks[i]->setSizePolicy(policy);
        const bool used = i < checks.size() && i < fitting;
        m_checks[i]->setVisible(used);
        if (used)
            m_checks[i]->setLeader({checks[i].challenge, checks[i].response, checks[i].health, false});
    }
}

void RunbookPanel::refreshChecks()
{
    const Readiness ready = readiness(m_platform);
    m_title->setText(ready.title);
    m_note->setText(m_isRecorded ? tr("Checks of what was seen then") : tr("Live checks of what is seen now"));
    showChecks(ready.checks);
}

/// Something is wrong: the runbook that fits best stands in place of the readiness. False: nothing is offered.
bool RunbookPanel::refreshOffer()
{
    if (m_desk.ranking().empty())
        return false;
    const runbook::Suggestion &best = m_desk.ranking().front();
    const bool fits = best.fits == runbook::Truth::Holds && runbook::isSomethingWrong(m_platform.view());
    if (!fits && !best.triage)
        return false;
    m_title->setText(QStringLiteral("%1 %2").arg(best.id, SafeText::of(best.title).singleLine()));
    m_note->setText(best.triage ? tr("No runbook fits: begin with triage")
                                : tr("%1 of %2 conditions hold%3")
                                      .arg(best.holding)
                                      .arg(best.detects.size())
                                      .arg(best.subject.isEmpty()
                                               ? QString()
                                               : tr(", on %1").arg(SafeText::of(best.subject).singleLine())));
    showChecks(evidenceLines(best.detects));
    return true;
}

/// As it stood then, without what could be pressed: the steps that were reached, the newest where not all fit.
void RunbookPanel::refreshRecordedRun()
{
    const runbook::State &state = m_run->state;
    m_title->setText(SafeText::of(m_run->runbook.id + QLatin1Char(' ') + m_run->runbook.title).singleLine());
    m_note->setText(runHead(state));
    const std::vector<RowFacts> rows = stepRows(m_run->runbook, state);
    std::vector<ReadinessCheck> lines;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (state.steps.at(i).started)
            lines.push_back({rows[i].id,
                             QStringLiteral("%1  %2").arg(rows[i].cells.at(0).text, rows[i].cells.at(1).text),
                             rows[i].cells.at(2).text, rows[i].cells.at(2).health});
    if (const std::size_t fitting = checksThatFit(); lines.size() > fitting)
        lines.erase(lines.begin(), lines.end() - std::ptrdiff_t(fitting));
    showChecks(std::move(lines));
}

void RunbookPanel::refreshLibrary()
{
    m_library->setRows(rankingRows(m_desk.ranking(), m_desk.history().rehearsed, m_platform.view().now));
    if (m_library->rowCount() == 0)
        m_section->setState({.kind = DataState::Kind::Empty,
                             .message = tr("No runbook fits this workspace"),
                             .detail = tr("surgedeck runbook lint says what it lacks")});
    else
        m_section->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

void RunbookPanel::refresh()
{
    const RunDriver *run = m_desk.current();
    m_guide->refresh();
    // What is hidden would take the keyboard all the same: Enter would begin a second run.
    m_content->setFocusProxy(run == nullptr ? static_cast<QWidget *>(m_table) : m_guide);
    m_upper->setVisible(run == nullptr);
    m_section->setVisible(run == nullptr && m_hasLibrary);
    if (m_run) {
        refreshRecordedRun();
        setSubtitle(
            m_run->state.ended
                ? tr("as recorded, ended %1").arg(clockText(*m_run->state.ended))
                : tr("as recorded · %1").arg(stepSentence(m_run->runbook, m_run->state, m_platform.view().now)));
        return setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    }
    if (run == nullptr) {
        const bool offered = refreshOffer();
        if (!offered)
            refreshChecks();
        m_begin->setVisible(offered && !m_isRecorded);
        refreshLibrary();
    }
    setSubtitle(run == nullptr ? m_isRecorded ? tr("as it fitted then") : tr("none in progress")
                               : stepSentence(run->runbook(), run->state(), m_platform.view().now));
    setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

int RunbookPanel::chosenIndex() const
{
    const int row = m_table->hasFocus() && m_table->currentIndex().isValid() ? m_table->currentIndex().row() : 0;
    return row < static_cast<int>(m_desk.ranking().size()) ? row : -1;
}

void RunbookPanel::begin()
{
    if (chosenIndex() < 0 || m_isRecorded)
        return;
    const QString why = m_desk.begin(m_desk.ranking().at(std::size_t(chosenIndex())), RunbookDesk::Kind::Real);
    if (!why.isEmpty())
        m_note->setText(SafeText::of(why).singleLine());
    else
        m_guide->focusStep();
}

void RunbookPanel::showRunbook(const QString &id)
{
    if (m_desk.current() != nullptr)
        return focusBody();
    for (int row = 0; row < m_library->rowCount(); ++row)
        if (m_library->index(row, 0).data(IdRole).toString().section(QLatin1Char('/'), 0, 0) == id) {
            m_table->selectRow(row);
            break;
        }
    m_table->setFocus(Qt::ShortcutFocusReason);
}

} // namespace surgedeck
