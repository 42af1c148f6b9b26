// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/sharepanel.h"

#include "app/panels/indicatortrend.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/store/watched.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int minutesPerTick = 10;

std::vector<double> sharesOf(const Platform &platform, const RouteConfig &route)
{
    const WallTime now = platform.view().now;
    std::vector<double> canary = hourOf(platform.metrics().history(watched::routeCanary(route.id)), now);
    const std::vector<double> stable = hourOf(platform.metrics().history(watched::routeStable(route.id)), now);
    for (std::size_t i = 0; i < canary.size() && i < stable.size(); ++i) {
        const double sum = canary[i] + stable[i]; // nothing flows: there is no share
        canary[i] = sum > 0 ? 100 * canary[i] / sum : std::nan("");
    }
    return canary;
}

} // namespace

SharePanel::SharePanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Share on the canary"), parent)
    , m_platform(platform)
    , m_trend(new TrendView(nullptr, TrendView::TimeLabels::Shown))
{
    setObjectName(QStringLiteral("panel-share"));
    setSubtitle(tr("last 60 min, dashed: set now"));
    m_trend->setFocusPolicy(Qt::StrongFocus);
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(size::padding, size::gap, size::padding, size::inner);
    rows->addWidget(m_trend);
    setBody(body);
    body->setFocusProxy(m_trend);
}

void SharePanel::show(const RouteConfig &config, const RouteView &route)
{
    TrendData trend;
    trend.values = sharesOf(m_platform, config);
    trend.low = 0;
    const double set = route.desired ? route.desired->canary : 0;
    const auto seen = leastAndGreatest(trend);
    trend.high = std::min(100.0, std::max({10.0, 1.3 * set, seen ? 1.2 * seen->high : 0.0}));
    if (route.desired)
        trend.limit = set;
    TrendMarks marks;
    for (const auto &[position, label] : hourTicks(m_platform.view().now, minutesPerTick))
        marks.ticks.push_back({position, label});
    const QString name = SafeText::of(config.name).singleLine(60);
    m_trend->setCaption({name, route.observed ? fixedNumber(route.observed->canary, 1) : QString(), QStringLiteral("%"),
                         route.desired ? tr("set %1 %").arg(fixedNumber(set, 0)) : QString()});
    m_trend->setData(std::move(trend));
    m_trend->setMarks(marks);
}

} // namespace surgedeck
