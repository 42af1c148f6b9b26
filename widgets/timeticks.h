// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timerange.h"

#include <QString>

#include <vector>

namespace surgedeck {

struct TimeTick
{
    WallTime time{};
    QString label; ///< local time: "03:10", "03:10:30", "27 Nov"
    bool operator==(const TimeTick &) const = default;
};

/// Round moments of the local day inside `range`, at most `most` of them, oldest first.
std::vector<TimeTick> timeTicks(const TimeRange &range, int most);

/// "03:14:41": a moment as charts name it, in local time; with the day where the day is not clear from the range.
QString momentText(WallTime time);
QString momentText(WallTime time, const TimeRange &range);

} // namespace surgedeck
