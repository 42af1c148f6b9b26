// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runguide.h"

#include "app/panels/stepcard.h"
#include "app/runbooks/runbookdesk.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/items/runrows.h"
#include "models/runbook/runbookreader.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int rowsSeen = 8;

QString outcomeWords(const runbook::State &state)
{
    using runbook::Outcome;
    const QString reason =
        state.reason.isEmpty() ? QString() : QStringLiteral(": ") + SafeText::of(state.reason).singleLine();
    switch (state.outcome) {
    case Outcome::Succeeded:
        return RunGuide::tr("ended well");
    case Outcome::Failed:
        return RunGuide::tr("failed%1").arg(reason);
    case Outcome::Stopped:
        return RunGuide::tr("stopped%1").arg(reason);
    case Outcome::TimedOut:
        return RunGuide::tr("gave up%1").arg(reason);
    case Outcome::None:
        break;
    }
    return {};
}

} // namespace

RunGuide::RunGuide(RunbookDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_title(new PlainLabel)
    , m_head(new PlainLabel)
    , m_card(new StepCard(desk.clock()))
    , m_steps(new FactsTable(stepHeads(), this))
    , m_table(
          new TableView({{CellKind::Text, 132}, {CellKind::Text, 0}, {CellKind::Text, 150}, {CellKind::Number, 62}}))
    , m_other(new Button(tr("Other runbook")))
    , m_stop(new Button(tr("Stop runbook")))
{
    setObjectName(QStringLiteral("run-guide"));
    m_title->setLook(Text::Strong);
    m_head->setLook(Text::Small, &Colours::text2);
    m_stop->setObjectName(QStringLiteral("stop-run"));
    m_table->setModel(m_steps);
    m_table->setAccessibleName(tr("Steps of the runbook"));
    m_table->setMinimumHeight(m_table->heightForRows(rowsSeen));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    column->setSpacing(size::inner);
    column->addWidget(m_title);
    column->addWidget(m_head);
    for (int i = 0; i < runbook::mostMemoryItems; ++i) {
        m_memory.push_back(new PlainLabel);
        m_memory.back()->setWordWrap(true);
        column->addWidget(m_memory.back());
    }
    column->addWidget(m_card);
    column->addWidget(m_table, 1);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_other);
    foot->addWidget(m_stop);
    column->addLayout(foot);
    connect(m_card, &StepCard::told, this,
            [this](const runbook::Happening &what) { m_card->showRefusal(m_desk.tell(what)); });
    connect(m_stop, &Button::clicked, this, &RunGuide::stop);
    connect(m_other, &Button::clicked, &m_desk, &RunbookDesk::switchRun);
    connect(m_table, &TableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT stepChosen(index.siblingAtColumn(0).data(IdRole).toString()); });
    setFocusProxy(m_card);
    hide();
}

void RunGuide::stop()
{
    if (m_desk.current() != nullptr && m_desk.current()->isOver())
        return m_desk.putAway();
    m_card->showRefusal(m_desk.tell(runbook::Stopped{m_desk.person(), tr("stopped by %1").arg(m_desk.person())}));
}

void RunGuide::refresh()
{
    const RunDriver *run = m_desk.current();
    setVisible(run != nullptr);
    if (run == nullptr)
        return;
    const runbook::Runbook &runbook = run->runbook();
    const runbook::State &state = run->state();
    m_title->setText(QStringLiteral("%1 %2").arg(runbook.id, SafeText::of(runbook.title).singleLine()));
    QString head = tr("version %1 · on %2 · started %3 · %4")
                       .arg(runbook.version)
                       .arg(state.subject.isEmpty() ? tr("the platform") : SafeText::of(state.subject).singleLine(),
                            clockText(state.started), SafeText::of(state.person).singleLine());
    if (state.rehearsal)
        head = tr("REHEARSAL, nothing is changed · %1").arg(head);
    if (run->isOtherByNow())
        head += tr(" · its file has changed since, this run keeps the text it began with");
    if (state.outcome != runbook::Outcome::None)
        head = outcomeWords(state) + QStringLiteral(" · ") + head;
    m_head->setText(head);
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        const bool used = qsizetype(i) < runbook.memory.size();
        m_memory[i]->setVisible(used);
        if (used)
            m_memory[i]->setText(QStringLiteral("%1  %2")
                                     .arg(QChar(u'A' + ushort(i)))
                                     .arg(SafeText::of(runbook.memory.at(qsizetype(i))).singleLine()));
    }
    m_card->show(runbook, state, m_desk.person());
    m_steps->setRows(stepRows(runbook, state));
    m_stop->setText(run->isOver() ? tr("Put away") : tr("Stop runbook"));
    m_other->setVisible(m_desk.running() > 1);
}

void RunGuide::focusStep()
{
    if (auto *button = m_card->findChild<QWidget *>(QStringLiteral("accept")))
        return button->setFocus(Qt::ShortcutFocusReason);
    if (auto *guarded = m_card->findChild<GuardedButton *>())
        return guarded->setFocus(Qt::ShortcutFocusReason);
    m_card->focusWidget() != nullptr ? m_card->focusWidget()->setFocus(Qt::ShortcutFocusReason)
                                     : m_table->setFocus(Qt::ShortcutFocusReason);
}

} // namespace surgedeck
