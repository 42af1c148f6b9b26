// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replay/replay.h"

namespace surgedeck {

/// When a figure first left its normal range.
struct Deviation
{
    QString kind; ///< indicator or service
    QString id, name;
    WallTime at{};
    Health state = Health::Attention; ///< that it came to first
};

struct DeviationOrder
{
    std::vector<Deviation> first;       ///< in order of time
    std::vector<QString> alreadyBad;    ///< names of figures that were not normal when the recording began
    std::optional<Change> changeBefore; ///< the last change in the hour before the first deviation
};

/// The rule by which the order is found, for whoever reads it.
extern const QString deviationRule;

/// Order in time suggests a cause and proves none. Pure.
DeviationOrder deviationOrder(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span);

} // namespace surgedeck
