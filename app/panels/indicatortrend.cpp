// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/indicatortrend.h"

#include "app/panels/datastates.h"
#include "models/base/safetext.h"
#include "models/items/changerows.h"
#include "models/items/clocktext.h"
#include "models/items/indicatortext.h"
#include "models/items/statewords.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace surgedeck {

namespace {

constexpr std::size_t trendBuckets = 360;
constexpr Milliseconds hour{60 * 60'000};
constexpr int widestName = 60;
constexpr std::size_t mostLeading = 2;

struct TrendWords
{
    Q_DECLARE_TR_FUNCTIONS(IndicatorTrend)
};

double positionOf(WallTime at, WallTime now)
{
    return 1 - toSeconds(now - at) / toSeconds(hour);
}

} // namespace

const SourceConfig *sourceOf(const Workspace &workspace, const IndicatorConfig &config)
{
    return config.source.isEmpty() ? workspace.defaultMetricSource() : workspace.source(config.source.id);
}

DataState stateOfIndicator(const Platform &platform, std::size_t at)
{
    const IndicatorView &view = platform.view().indicators[at];
    const SourceConfig *source = sourceOf(platform.workspace(), platform.workspace().indicators[at]);
    const WallTime now = platform.view().now;
    DataState state = dataStateOf(view.figure, platform.sources().view(source ? source->id : QString(), now), now);
    if (!view.error.isEmpty() && state.kind == DataState::Kind::Loading)
        state.message = SafeText::of(view.error).singleLine(widestName);
    return state;
}

std::vector<double> hourOf(const SharedSeries<MetricPoint> &history, WallTime now)
{
    std::vector<double> values(trendBuckets, std::numeric_limits<double>::quiet_NaN());
    const Milliseconds step = hour / int(trendBuckets);
    for (const MetricPoint &point : history) {
        const auto stepsAgo = (now - point.time) / step;
        if (stepsAgo >= 0 && stepsAgo < static_cast<long long>(trendBuckets))
            values[trendBuckets - 1 - static_cast<std::size_t>(stepsAgo)] = point.value;
    }
    // A history that is sparser than the steps has no gaps for that: what stood a moment ago still stands.
    constexpr std::size_t mostBridged = 6;
    std::size_t since = mostBridged;
    for (std::size_t i = 1; i < values.size(); ++i) {
        since = std::isnan(values[i]) ? since + 1 : 0;
        if (since > 0 && since <= mostBridged && !std::isnan(values[i - 1]))
            values[i] = values[i - 1];
    }
    return values;
}

TrendData trendOfIndicator(const Platform &platform, std::size_t at)
{
    const IndicatorView &view = platform.view().indicators[at];
    TrendData trend;
    trend.values = hourOf(platform.metrics().history(watched::indicator(view.id)), platform.view().now);
    trend.limit = view.target;
    trend.health = view.state;
    switch (goodSide(platform.workspace().indicators[at])) {
    case GoodSide::Above:
        trend.badSide = TrendData::BadSide::Below;
        break;
    case GoodSide::Below:
        trend.badSide = TrendData::BadSide::Above;
        break;
    case GoodSide::None:
        break;
    }
    return trend;
}

TrendCaption captionOfIndicator(const Platform &platform, std::size_t at)
{
    const IndicatorView &view = platform.view().indicators[at];
    const IndicatorConfig &config = platform.workspace().indicators[at];
    TrendCaption caption{SafeText::of(config.name).singleLine(widestName), {}, {}, {}};
    if (view.figure.value) {
        const NumberText text = indicatorText(*view.figure.value, config);
        caption.value = view.figure.health == Health::Unknown ? QStringLiteral("\u2248 ") + text.number : text.number;
        caption.unit = text.unit;
    }
    if (view.target)
        caption.target = limitText(view, config);
    return caption;
}

std::pair<QString, QString> changeOfIndicator(const Platform &platform, std::size_t at)
{
    const IndicatorView &view = platform.view().indicators[at];
    const WallTime now = platform.view().now;
    const auto &history = platform.metrics().history(watched::indicator(view.id));
    const auto first = std::find_if(history.begin(), history.end(), [&](const MetricPoint &point) {
        return now - point.time <= std::chrono::minutes(15);
    });
    if (!view.figure.value || first == history.end() || now - first->time < std::chrono::minutes(1))
        return {};
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - first->time).count();
    return {differenceText(*view.figure.value - first->value, platform.workspace().indicators[at]),
            TrendWords::tr("in %1 min").arg(minutes)};
}

std::vector<HourEvent> hourEvents(const Platform &platform)
{
    const WallTime now = platform.view().now;
    std::vector<HourEvent> events;
    for (const AlarmEpisode &episode : platform.alarmHistory().episodes())
        if (now - episode.raised <= hour)
            events.push_back({positionOf(episode.raised, now), episode.raised,
                              TrendWords::tr("%1: %2").arg(stateWords(episode.worst), SafeText::of(episode.name).singleLine(widestName)),
                              episode.worst, false});
    for (const Change &change : whatChanged(platform))
        if (now - change.at <= hour)
            events.push_back({positionOf(change.at, now), change.at, SafeText::of(change.title).singleLine(widestName),
                              Health::Normal, change.kind != QLatin1String("campaign")});
    std::stable_sort(events.begin(), events.end(), [](const HourEvent &a, const HourEvent &b) { return a.at < b.at; });
    return events;
}

std::vector<HourEvent> leadingEvents(const Platform &platform)
{
    const auto deviation = firstDeviation(platform.view());
    std::vector<HourEvent> leading;
    const auto events = hourEvents(platform);
    for (auto event = events.rbegin(); event != events.rend() && leading.size() + 1 < mostLeading; ++event)
        if (event->health == Health::Normal && (!deviation || event->at <= *deviation))
            leading.insert(leading.begin(), *event);
    if (deviation && platform.view().now - *deviation <= hour)
        leading.push_back({positionOf(*deviation, platform.view().now), *deviation, TrendWords::tr("first alarm"),
                           Health::Critical, false});
    return leading;
}

std::vector<std::pair<double, QString>> hourTicks(WallTime now, int everyMinutes)
{
    std::vector<std::pair<double, QString>> ticks;
    const auto step = std::chrono::minutes(everyMinutes);
    // Round on the clock of the wall, whose zone may be off by half an hour.
    WallTime first = std::chrono::floor<std::chrono::minutes>(now - hour);
    while (minuteText(first).section(QLatin1Char(':'), 1).toInt() % everyMinutes != 0 || first < now - hour)
        first += std::chrono::minutes(1);
    for (WallTime at = first; at <= now; at += step)
        ticks.emplace_back(positionOf(at, now), minuteText(at));
    return ticks;
}

} // namespace surgedeck
