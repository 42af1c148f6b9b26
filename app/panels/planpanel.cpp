// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/planpanel.h"

#include "models/base/safetext.h"
#include "models/items/planrows.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace surgedeck {

namespace {
constexpr int fewestSteps = 2; ///< in sight, however much else there is
}

PlanPanel::PlanPanel(QWidget *parent)
    : Panel(tr("Plan"), parent, Look::Section)
    , m_steps(new FactsTree(planStepHeads(), this))
    , m_tree(new TreeView(
          {{CellKind::Text, 176}, {CellKind::Text, 0}, {CellKind::Number, 82}, {CellKind::Number, 72, 420}}))
    , m_verdict(new PlainLabel)
    , m_statement(new PlainLabel)
    , m_evidence(new PlainLabel)
    , m_copy(new Button(tr("Copy plan")))
{
    setObjectName(QStringLiteral("section-plan"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(size::inner);
    m_tree->setModel(m_steps);
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_tree->setMinimumHeight(fewestSteps * theme::grown(size::row, {Text::Body}));
    auto *advice = new QVBoxLayout;
    advice->setContentsMargins(size::padding, 0, size::padding, size::inner);
    advice->setSpacing(0);
    m_verdict->setLook(Text::Small);
    m_statement->setLook(Text::Mono);
    m_evidence->setLook(Text::Small, &Colours::text2);
    // First what is to be done, then what it stands on: where room is short the end is missing.
    for (PlainLabel *label : {m_verdict, m_statement, m_evidence}) {
        label->setWordWrap(true);
        label->hide();
        advice->addWidget(label);
    }
    column->addWidget(m_tree, 1);
    column->addLayout(advice);
    setBody(body);
    m_copy->setSmall();
    m_copy->hide(); // until there is one
    connect(m_copy, &Button::clicked, this, &PlanPanel::copyPlan);
    header()->addExtra(m_copy);
    body->setFocusProxy(m_tree);
    setState({.kind = DataState::Kind::Empty, .message = tr("Choose a digest"), .detail = tr("to see its plan")});
}

void PlanPanel::show(const Shown &shown)
{
    const KnownPlan *known = shown.row ? shown.plans.current(shown.row->id) : nullptr;
    if (!known)
        return showNothing(shown);
    const IndexAdvice advice = indexAdvice(known->plan, *shown.row, shown.dialect);
    m_text = planText(shown.plans, *shown.row, shown.now) + adviceText(advice);
    m_copy->show();
    m_steps->setRows(planStepRows(known->plan));
    setSubtitle(planOrigin(shown.plans, shown.row->id, shown.now));
    showAdvice(advice);
    DataState state{.kind = DataState::Kind::Live, .age = shown.now - known->until};
    // The last plan stays: that there is no newer one makes it older, not wrong.
    if (shown.failure)
        state.kind = DataState::Kind::Late;
    setState(state);
}

void PlanPanel::showNothing(const Shown &shown)
{
    m_text.clear();
    m_copy->hide();
    m_steps->setRows({});
    showAdvice({});
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

void PlanPanel::showAdvice(const IndexAdvice &advice)
{
    const auto show = [](PlainLabel &label, const QString &words) {
        label.setText(words);
        label.setVisible(!words.isEmpty());
    };
    show(*m_verdict, SafeText::of(advice.verdict).text());
    show(*m_statement, statementText(advice));
    show(*m_evidence, evidenceText(advice));
}

void PlanPanel::copyPlan() const
{
    if (!m_text.isEmpty())
        QGuiApplication::clipboard()->setText(m_text);
}

} // namespace surgedeck
