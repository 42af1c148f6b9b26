// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runevidence.h"

#include "app/runbooks/runbookdesk.h"
#include "models/base/safetext.h"
#include "widgets/evidencechip.h"
#include "widgets/theme/sizes.h"

#include <QVBoxLayout>

#include <limits>
#include <utility>

namespace surgedeck {

namespace {

constexpr std::size_t mostChips = 7;
constexpr std::size_t secondsKept = 600;
constexpr int widestLabel = 60;

Evidence evidenceOf(const runbook::Reading &reading)
{
    using runbook::Truth;
    Evidence evidence;
    const bool isKnown = reading.truth != Truth::Unknown;
    evidence.label = SafeText::of(reading.title).singleLine(widestLabel);
    if (isKnown)
        evidence.value = runbook::valueWords(reading);
    evidence.expectation = reading.limit.isEmpty() ? QString() : RunEvidence::tr("needs %1").arg(limitWords(reading));
    evidence.health = reading.truth == Truth::Fails ? Health::Attention : isKnown ? Health::Normal : Health::Unknown;
    evidence.met = reading.truth == Truth::Holds;
    evidence.state = {.kind = isKnown ? DataState::Kind::Live : DataState::Kind::Stale,
                      .age = reading.age,
                      .message = SafeText::of(reading.why).singleLine(widestLabel)};
    return evidence;
}

} // namespace

RunEvidence::RunEvidence(RunbookDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("run-evidence"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(size::gap);
    for (std::size_t i = 0; i < mostChips; ++i) {
        m_chips.push_back(new EvidenceChip);
        m_chips.back()->hide();
        column->addWidget(m_chips.back());
    }
}

void RunEvidence::note(const QString &signal, std::optional<double> value)
{
    Course &course = m_courses[signal];
    course.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    if (course.size() > secondsKept)
        course.pop_front();
}

void RunEvidence::refresh()
{
    const RunDriver *run = m_desk.current();
    if (run == nullptr)
        return;
    if (run->state().run != std::exchange(m_run, run->state().run))
        m_courses.clear();
    const WallTime now = m_desk.clock().now();
    const bool isNew = !m_at || now - *m_at >= std::chrono::seconds(1) || now < *m_at;
    if (isNew)
        m_at = now;
    const runbook::Readings readings = run->evidence(mostChips);
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        m_chips[i]->setVisible(i < readings.size());
        if (i >= readings.size())
            continue;
        m_chips[i]->setEvidence(evidenceOf(readings[i]));
        if (isNew)
            note(readings[i].signal, readings[i].value);
        m_chips[i]->setTrend(course(readings[i].signal));
    }
}

TrendData RunEvidence::course(const QString &signal) const
{
    TrendData trend;
    const auto found = m_courses.find(signal);
    if (found == m_courses.end() || found->second.empty() || !m_at)
        return trend;
    trend.values.assign(found->second.begin(), found->second.end());
    trend.span = TimeRange{*m_at - std::chrono::seconds(trend.values.size() - 1), *m_at};
    return trend;
}

} // namespace surgedeck
