// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"
#include "widgets/datastate.h"
#include "widgets/trendview.h"

namespace surgedeck {

// An indicator, by its place in the workspace, in the terms of the widgets that draw it.

/// The source that evaluates it; nullptr: the workspace has none.
const SourceConfig *sourceOf(const Workspace &workspace, const IndicatorConfig &config);
DataState stateOfIndicator(const Platform &platform, std::size_t at);

/// The last hour of it in equal steps, with its limit.
TrendData trendOfIndicator(const Platform &platform, std::size_t at);
TrendCaption captionOfIndicator(const Platform &platform, std::size_t at);
/// "−2.16 pt", "in 12 min": how much it moved against the oldest value of the last quarter of an hour; empty where it is
/// not known long enough.
std::pair<QString, QString> changeOfIndicator(const Platform &platform, std::size_t at);

/// The last hour of points that are not an indicator's.
std::vector<double> hourOf(const SharedSeries<MetricPoint> &history, WallTime now);

/// Something that happened within the last hour.
struct HourEvent
{
    double position = 0; ///< 0 an hour ago, 1 now
    WallTime at{};
    QString what;
    Health health = Health::Normal; ///< of an alarm
    bool isChange = false;
};
/// Alarms as they were raised, changes and campaigns, oldest first.
std::vector<HourEvent> hourEvents(const Platform &platform);
/// The events that a reader of trends looks for: the first of the alarms that are active, and the last changes before it.
std::vector<HourEvent> leadingEvents(const Platform &platform);

/// Round times of the hour before `now`, each `every` minutes, as (position, "03:10").
std::vector<std::pair<double, QString>> hourTicks(WallTime now, int everyMinutes);

} // namespace surgedeck
