// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/backtest.h"

#include "models/shift/stepnow.h"
#include "models/store/platform.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostLines = 10'000;

} // namespace

void Backtest::take(const Platform &platform)
{
    const PlatformView &view = platform.view();
    const auto seen = std::ranges::find(view.routes, m_route.id, &RouteView::id);
    if (seen == view.routes.end() || m_lines.size() >= mostLines)
        return;
    auto step = stepNow(std::nullopt, *seen, m_since);
    if (!step)
        return;
    if (m_percent != step->percent) {
        m_judge.begin();
        m_since = step->since = view.now;
    }
    step->bake = m_route.bake;
    step->bakeOver = view.now - m_since >= m_route.bake;
    const auto next = std::ranges::upper_bound(m_route.steps, step->percent);
    step->next = next == m_route.steps.end() ? std::nullopt : std::optional(*next);
    const Judgement judged = m_judge.judge(measuresOf(platform, m_route, view.now), *step);
    ++m_moments;
    const bool same = !m_lines.empty() && m_percent == step->percent && m_lines.back().verdict == judged.verdict;
    m_percent = step->percent;
    if (!same)
        m_lines.push_back({view.now, step->percent, judged.verdict, judged.words});
}

QString toWord(const std::optional<traffic::GuardVerdict> &verdict)
{
    using traffic::GuardVerdict;
    if (!verdict)
        return QStringLiteral("undecided");
    switch (*verdict) {
    case GuardVerdict::NotJudged:
        return QStringLiteral("undecided");
    case GuardVerdict::Pass:
        return QStringLiteral("pass");
    case GuardVerdict::NoData:
        return QStringLiteral("no_data");
    case GuardVerdict::Hold:
        return QStringLiteral("hold");
    case GuardVerdict::Worse:
        return QStringLiteral("roll_back");
    }
    return QStringLiteral("undecided");
}

} // namespace surgedeck
