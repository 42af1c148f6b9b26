// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runoutline.h"

#include "app/runbooks/runbookdesk.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/items/runrows.h"
#include "models/runbook/runbookreader.h"
#include "widgets/button.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace surgedeck {

namespace {

constexpr int rowsSeen = 3; // the step before, the current one, the next; the step's own card comes first

QString outcomeWords(const runbook::State &state)
{
    using runbook::Outcome;
    const QString reason =
        state.reason.isEmpty() ? QString() : QStringLiteral(": ") + SafeText::of(state.reason).singleLine();
    switch (state.outcome) {
    case Outcome::Succeeded:
        return RunOutline::tr("ended well");
    case Outcome::Failed:
        return RunOutline::tr("failed%1").arg(reason);
    case Outcome::Stopped:
        return RunOutline::tr("stopped%1").arg(reason);
    case Outcome::TimedOut:
        return RunOutline::tr("gave up%1").arg(reason);
    case Outcome::None:
        break;
    }
    return {};
}

} // namespace

RunOutline::RunOutline(RunbookDesk &desk, QWidget *between, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_besideStep(between != nullptr)
    , m_title(new PlainLabel)
    , m_head(new PlainLabel)
    , m_memoryBox(makeMemory())
    , m_steps(new FactsTable(stepHeads(), this))
    , m_table(new TableView(
          {{CellKind::Number, 38}, {CellKind::Text, 0}, {CellKind::Text, 150, 480}, {CellKind::Number, 78}}))
    , m_other(new Button(tr("Other runbook")))
    , m_stop(new Button(tr("Stop runbook")))
{
    m_title->setLook(Text::Strong);
    m_head->setLook(Text::Small, &Colours::text2);
    m_head->setWordWrap(true);
    m_stop->setObjectName(QStringLiteral("stop-run"));
    m_table->setModel(m_steps);
    m_table->setAccessibleName(tr("Steps of the runbook"));
    m_table->setMinimumHeight(m_table->heightForRows(rowsSeen));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    column->setSpacing(size::inner);
    column->addWidget(m_title);
    column->addWidget(m_head);
    column->addWidget(m_memoryBox);
    if (between != nullptr)
        column->addWidget(between);
    column->addWidget(m_table, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_other);
    foot->addStretch(1);
    foot->addWidget(m_stop);
    column->addLayout(foot);
    connect(m_stop, &Button::clicked, this, &RunOutline::stop);
    connect(m_other, &Button::clicked, &m_desk, &RunbookDesk::switchRun);
    connect(m_table, &TableView::activated, this,
            [this](const QModelIndex &index) { goBack(index.siblingAtColumn(0).data(IdRole).toString()); });
}

QWidget *RunOutline::makeMemory()
{
    auto *box = new Panel(tr("Memory items"), nullptr, Panel::Look::Section);
    box->setSubtitle(tr("do first without reading"));
    auto *body = new QWidget;
    auto *lines = new QVBoxLayout(body);
    lines->setContentsMargins(size::padding, size::inner, size::padding, size::inner);
    lines->setSpacing(size::inner);
    for (int i = 0; i < runbook::mostMemoryItems; ++i) {
        m_memory.push_back(new PlainLabel);
        m_memory.back()->setWordWrap(true);
        lines->addWidget(m_memory.back());
    }
    box->setBody(body);
    box->setState({.kind = DataState::Kind::Live});
    return box;
}

QWidget *RunOutline::steps() const
{
    return m_table;
}

void RunOutline::stop()
{
    if (m_desk.current() != nullptr && m_desk.current()->isOver())
        return m_desk.putAway();
    Q_EMIT refused(m_desk.tell(runbook::Stopped{m_desk.person(), tr("stopped by %1").arg(m_desk.person())}));
}

/// Going back is allowed, and recorded.
void RunOutline::goBack(const QString &step)
{
    Q_EMIT refused(m_desk.tell(runbook::WentBack{m_desk.person(), step}));
}

void RunOutline::refresh()
{
    const RunDriver *run = m_desk.current();
    if (run == nullptr)
        return;
    const runbook::Runbook &runbook = run->runbook();
    const runbook::State &state = run->state();
    m_title->setText(QStringLiteral("%1 %2").arg(runbook.id, SafeText::of(runbook.title).singleLine()));
    QString head = runHead(state);
    if (run->isOtherByNow())
        head += tr(" · its file has changed since, this run keeps the text it began with");
    if (state.outcome != runbook::Outcome::None)
        head = outcomeWords(state) + QStringLiteral(" · ") + head;
    m_head->setText(head);
    // Beside the step there is room for what has to be done first, first; the view has room for both.
    m_memoryBox->setVisible(!runbook.memory.isEmpty() && (!m_besideStep || state.current <= 0));
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        const bool used = qsizetype(i) < runbook.memory.size();
        m_memory[i]->setVisible(used);
        if (used)
            m_memory[i]->setText(QStringLiteral("%1  %2")
                                     .arg(QChar(u'A' + ushort(i)))
                                     .arg(SafeText::of(runbook.memory.at(qsizetype(i))).singleLine()));
    }
    m_steps->setRows(stepRows(runbook, state));
    if (state.current != std::exchange(m_seen, state.current) && state.current >= 0)
        for (const int row : {state.current + 1, state.current - 1, state.current}) // the neighbours, where they fit
            m_table->scrollTo(m_steps->index(std::clamp(row, 0, m_steps->rowCount() - 1), 0));
    m_stop->setText(run->isOver() ? tr("Put away") : tr("Stop runbook"));
    m_other->setVisible(m_desk.running() > 1);
}

} // namespace surgedeck
