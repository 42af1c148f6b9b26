// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/chartdetail.h"

#include "app/panels/indicatortrend.h"
#include "models/base/safetext.h"
#include "models/store/watched.h"
#include "widgets/chart/chartview.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds hour{60 * 60'000};
constexpr Milliseconds gapAfter{60'000};
constexpr int widestExpression = 400;

QString nameOf(const Platform &platform, std::size_t indicator)
{
    return SafeText::of(platform.workspace().indicators[indicator].name).singleLine(60);
}

ChartSeries seriesOf(const Platform &platform, std::size_t at)
{
    const IndicatorView &view = platform.view().indicators[at];
    const TrendCaption caption = captionOfIndicator(platform, at);
    ChartSeries series{.name = caption.label, .unit = caption.unit};
    series.origin = SafeText::of(platform.workspace().indicators[at].expr.text).singleLine(widestExpression);
    series.value = caption.value;
    const auto &history = platform.metrics().history(watched::indicator(view.id));
    series.points.assign(history.begin(), history.end());
    series.gapAfter = gapAfter;
    if (view.target)
        series.limit = ChartLimit{*view.target, trendOfIndicator(platform, at).badSide, caption.target};
    series.health = view.state;
    series.state = stateOfIndicator(platform, at);
    return series;
}

/// nullopt where nobody knows.
std::optional<ChartSeries> lastWeekOf(const Platform &platform, std::size_t at, WallTime now)
{
    const auto &points = platform.metrics().lastWeek(watched::indicator(platform.view().indicators[at].id));
    ChartSeries series{.name = ChartDetail::tr("same hour last week"), .unit = captionOfIndicator(platform, at).unit};
    for (const MetricPoint &point : points)
        if (point.time <= now && point.time >= now - hour)
            series.points.push_back(point);
    series.origin = SafeText::of(platform.workspace().indicators[at].expr.text).singleLine(widestExpression);
    series.gapAfter = gapAfter;
    return series.points.empty() ? std::nullopt : std::optional(std::move(series));
}

} // namespace

ChartDetail::ChartDetail(const Platform &platform, std::size_t indicator, TimeAxis &axis, QWidget *parent)
    : DetailPanel(nameOf(platform, indicator), parent)
    , m_platform(platform)
    , m_indicator(indicator)
    , m_axis(axis)
    , m_chart(new ChartView(&axis))
{
    setObjectName(QStringLiteral("detail-chart"));
    m_chart->setTitle(nameOf(platform, indicator));
    setBody(m_chart);
    connect(m_chart, &ChartView::closeWanted, this, &DetailPanel::closeWanted);
}

void ChartDetail::refresh()
{
    const WallTime now = m_platform.view().now;
    setState(stateOfIndicator(m_platform, m_indicator));
    const auto [change, span] = changeOfIndicator(m_platform, m_indicator);
    setSubtitle(change.isEmpty() ? QString() : QStringLiteral("%1 %2").arg(change, span));
    if (now == m_shown)
        return;
    m_shown = now;
    m_axis.setLive({now - hour, now});
    std::vector<ChartSeries> series;
    series.push_back(seriesOf(m_platform, m_indicator));
    if (auto then = lastWeekOf(m_platform, m_indicator, now))
        series.push_back(*std::move(then));
    m_chart->setSeries(std::move(series));
    std::vector<ChartEvent> events;
    for (const HourEvent &event : hourEvents(m_platform))
        events.push_back({event.at, event.what, event.health});
    m_chart->setEvents(std::move(events));
}

} // namespace surgedeck
