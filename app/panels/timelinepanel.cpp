// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/timelinepanel.h"

#include "app/panels/indicatortrend.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/incidentfacts.h"
#include "models/items/indicatortext.h"
#include "models/store/watched.h"

namespace surgedeck {

namespace {

constexpr std::size_t mostBuckets = 180;
constexpr Milliseconds hour{60 * 60'000};
constexpr int minutesPerTick = 10;

/// The mean of the points of each bucket; a bucket without one keeps what stood before it for at most a minute.
std::vector<std::optional<double>> bucketsOf(const SharedSeries<MetricPoint> &history, WallTime now)
{
    const Milliseconds step = hour / int(mostBuckets);
    std::vector<double> sums(mostBuckets, 0);
    std::vector<int> counts(mostBuckets, 0);
    for (const MetricPoint &point : history) {
        const auto back = (now - point.time) / step;
        if (back < 0 || back >= static_cast<long long>(mostBuckets))
            continue;
        const auto at = mostBuckets - 1 - std::size_t(back);
        sums[at] += point.value;
        counts[at] += 1;
    }
    std::vector<std::optional<double>> values(mostBuckets);
    constexpr std::size_t mostBridged = 3;
    std::size_t since = mostBridged;
    for (std::size_t i = 0; i < mostBuckets; ++i) {
        since = counts[i] > 0 ? 0 : since + 1;
        if (counts[i] > 0)
            values[i] = sums[i] / counts[i];
        else if (since <= mostBridged && i > 0)
            values[i] = values[i - 1];
    }
    return values;
}

const IndicatorConfig *subjectOf(const Workspace &workspace)
{
    const IndicatorConfig *orders = ordersIndicator(workspace);
    return orders || workspace.indicators.empty() ? orders : &workspace.indicators.front();
}

const IndicatorView &viewOf(const PlatformView &view, const QString &id)
{
    for (const IndicatorView &indicator : view.indicators)
        if (indicator.id == id)
            return indicator;
    return view.indicators.front();
}

void addBuckets(Timeline &timeline, const Platform &platform, const IndicatorConfig &config)
{
    const WallTime now = platform.view().now;
    const auto values = bucketsOf(platform.metrics().history(watched::indicator(config.id)), now);
    const auto expected = bucketsOf(platform.metrics().history(watched::expected(config.id)), now);
    const bool hasTarget = goodSide(config) == GoodSide::Above;
    for (std::size_t i = 0; i < values.size(); ++i) {
        Timeline::Bucket bucket{values[i], expected[i]};
        if (!bucket.expected && hasTarget)
            bucket.expected = config.objective->limit;
        timeline.buckets.push_back(bucket);
    }
}

} // namespace

TimelinePanel::TimelinePanel(const Platform &platform, QWidget *parent)
    : TimelineStrip(parent)
    , m_platform(platform)
{
    setObjectName(QStringLiteral("timeline"));
    setKeyHint(QStringLiteral("G"));
}

void TimelinePanel::refresh()
{
    Timeline timeline;
    timeline.end = m_platform.view().now;
    timeline.span = hour;
    const IndicatorConfig *config = subjectOf(m_platform.workspace());
    if (config && !m_platform.view().indicators.empty()) {
        const QString name = SafeText::of(config->name).singleLine(40);
        timeline.subject = tr("%1 %2, last 60 min").arg(name, indicatorText(0, *config).unit).simplified();
        addBuckets(timeline, m_platform, *config);
        // What was missing is coloured only while it is missing now.
        const Health now = viewOf(m_platform.view(), config->id).state;
        timeline.missing = now > Health::Unknown ? Health::Degraded : Health::Normal;
    } else {
        timeline.subject = tr("last 60 min");
    }
    for (const HourEvent &event : hourEvents(m_platform))
        timeline.marks.push_back({event.position, event.health, event.what,
                                  event.isChange ? Timeline::Mark::Kind::Change : Timeline::Mark::Kind::Event});
    for (const auto &[position, label] : hourTicks(timeline.end.value(), minutesPerTick))
        timeline.ticks.push_back({position, label});
    setTimeline(timeline);
}

} // namespace surgedeck
