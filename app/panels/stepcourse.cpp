// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/stepcourse.h"

#include "app/panels/runevidence.h"
#include "app/runbooks/rundriver.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "widgets/theme/theme.h"
#include "widgets/trendview.h"

#include <QVBoxLayout>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds shortestSpan = 2min;
constexpr int courseHeight = 200;
constexpr int widestLabel = 60;

/// nullptr: the step rests on no number.
const runbook::Condition *limitOf(const runbook::Step &step, const runbook::State &state)
{
    const runbook::Conditions *conditions = &step.expect;
    if (step.act)
        conditions = state.phase == runbook::ActPhase::Verifying ? &step.act->verify : &step.act->before;
    for (const runbook::Condition &condition : *conditions)
        if (condition.op)
            return &condition;
    return nullptr;
}

TrendData::BadSide badSideOf(Comparison::Operator op)
{
    using Operator = Comparison::Operator;
    switch (op) {
    case Operator::Less:
    case Operator::LessOrEqual:
        return TrendData::BadSide::Above;
    case Operator::Greater:
    case Operator::GreaterOrEqual:
        return TrendData::BadSide::Below;
    case Operator::Equal:
    case Operator::NotEqual:
        break;
    }
    return TrendData::BadSide::None;
}

} // namespace

StepCourse::StepCourse(QWidget *parent)
    : QWidget(parent)
    , m_trend(new TrendView(nullptr, TrendView::TimeLabels::Shown))
{
    setObjectName(QStringLiteral("step-course"));
    m_trend->setAxis(&m_axis);
    m_trend->setFixedHeight(theme::grown(courseHeight, {Text::Micro}));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::padding, 0, size::padding, 0);
    column->addWidget(m_trend);
}

void StepCourse::refresh(const RunDriver &run, const RunEvidence &evidence)
{
    const runbook::State &state = run.state();
    const bool isUnderWay = state.outcome == runbook::Outcome::None && state.current >= 0;
    const runbook::Condition *limit =
        isUnderWay ? limitOf(run.runbook().steps.at(std::size_t(state.current)), state) : nullptr;
    setVisible(limit != nullptr);
    if (limit == nullptr)
        return;
    const runbook::Reading reading = run.read({*limit}).front();
    const bool isKnown = reading.truth != runbook::Truth::Unknown && reading.value;
    TrendData trend = evidence.course(limit->signal);
    trend.limit = limit->limit.value;
    trend.badSide = badSideOf(*limit->op);
    trend.health = reading.truth == runbook::Truth::Fails ? Health::Attention : Health::Normal;
    const NumberText number = isKnown ? valueText(*reading.value, reading.unit) : NumberText{};
    m_trend->setCaption({SafeText::of(reading.title).singleLine(widestLabel), number.number, number.unit,
                         tr("needs %1").arg(limitWords(reading))});
    if (trend.span)
        m_axis.setLive({std::min(trend.span->from, trend.span->to - shortestSpan), trend.span->to});
    m_trend->setData(std::move(trend));
    m_trend->setState({.kind = isKnown ? DataState::Kind::Live : DataState::Kind::Stale, .age = reading.age});
}

} // namespace surgedeck
