// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runguide.h"

#include "app/panels/runoutline.h"
#include "app/panels/stepcard.h"
#include "app/runbooks/runbookdesk.h"

#include <QVBoxLayout>

namespace surgedeck {

RunGuide::RunGuide(RunbookDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_card(new StepCard(desk.clock()))
    , m_outline(new RunOutline(desk, m_card))
{
    setObjectName(QStringLiteral("run-guide"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_outline);
    connect(m_card, &StepCard::told, this,
            [this](const runbook::Happening &what) { m_card->showRefusal(m_desk.tell(what)); });
    connect(m_outline, &RunOutline::refused, m_card, &StepCard::showRefusal);
    hide();
}

void RunGuide::refresh()
{
    const RunDriver *run = m_desk.current();
    setVisible(run != nullptr);
    if (run == nullptr)
        return;
    m_card->show(run->runbook(), run->state(), {m_desk.person(), m_desk.howToApprove(), m_desk.obstacle()});
    m_outline->refresh();
    setFocusProxy(run->isOver() ? m_outline->steps() : m_card);
}

void RunGuide::focusStep()
{
    m_card->focusControls(m_outline->steps());
}

} // namespace surgedeck
