// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/planpanel.h"

#include "models/base/safetext.h"
#include "models/items/planrows.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace surgedeck {

PlanPanel::PlanPanel(QWidget *parent)
    : Panel(tr("Plan"), parent, Look::Section)
    , m_steps(new FactsTree(planStepHeads(), this))
    , m_tree(new TreeView(
          {{CellKind::Text, 176}, {CellKind::Text, 0}, {CellKind::Number, 82}, {CellKind::Number, 72, 420}}))
    , m_advice(new PlainLabel)
{
    setObjectName(QStringLiteral("section-plan"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(size::inner);
    m_tree->setModel(m_steps);
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_advice->setWordWrap(true);
    m_advice->setLook(Text::Small, &Colours::text2);
    m_advice->setContentsMargins(size::padding, 0, size::padding, size::inner);
    column->addWidget(m_tree, 1);
    column->addWidget(m_advice);
    setBody(body);
    body->setFocusProxy(m_tree);
    setState({.kind = DataState::Kind::Empty, .message = tr("Choose a digest"), .detail = tr("to see its plan")});
}

void PlanPanel::show(const Shown &shown)
{
    const KnownPlan *known = shown.row ? shown.plans.current(shown.row->id) : nullptr;
    if (!known)
        return showNothing(shown);
    const IndexAdvice advice = indexAdvice(known->plan, *shown.row, shown.dialect);
    const QString words = adviceText(advice);
    m_text = planText(shown.plans, *shown.row, shown.now) + words;
    m_steps->setRows(planStepRows(known->plan));
    setSubtitle(planOrigin(shown.plans, shown.row->id, shown.now));
    m_advice->setText(words);
    m_advice->setLook(Text::Small, advice.statement.isEmpty() ? &Colours::text2 : &Colours::text1);
    DataState state{.kind = DataState::Kind::Live, .age = shown.now - known->until};
    // The last plan stays: that there is no newer one makes it older, not wrong.
    if (shown.failure)
        state.kind = DataState::Kind::Late;
    setState(state);
}

void PlanPanel::showNothing(const Shown &shown)
{
    m_text.clear();
    m_steps->setRows({});
    m_advice->setText({});
    setSubtitle({});
    if (!shown.row)
        return setState(
            {.kind = DataState::Kind::Empty, .message = tr("Choose a digest"), .detail = tr("to see its plan")});
    if (!shown.failure)
        return setState({.kind = DataState::Kind::Loading});
    const bool denied = shown.failure->kind == Error::Kind::Auth;
    setState({.kind = denied ? DataState::Kind::Denied : DataState::Kind::Empty,
              .message = denied ? tr("No right to plan this statement") : tr("No plan"),
              .detail = SafeText::of(shown.failure->message).singleLine(400)});
}

void PlanPanel::copyPlan() const
{
    if (!m_text.isEmpty())
        QGuiApplication::clipboard()->setText(m_text);
}

} // namespace surgedeck
