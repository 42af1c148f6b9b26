// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "models/store/platformview.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

enum class AlarmList
{
    Short, ///< at most ten rows: what does not fit is counted in the last one
    Whole
};

enum class AlarmText
{
    Full,
    WithoutLimit ///< the limit is in the tool tip
};

struct AlarmLook
{
    AlarmList list = AlarmList::Short;
    AlarmText text = AlarmText::Full;
};

/// The alarms as rows: severity, since when, what with its value and limit, for how long, runbook. Those that are active,
/// then those that ended within a minute, in grey; never one that is only pending. A critical one that nobody has taken is
/// tinted, and its shape is outlined every other second.
std::vector<ColumnHead> alarmHeads();
std::vector<RowFacts> alarmRows(const PlatformView &view, const Workspace &workspace, const AlarmLook &look = {});

/// Id of the row that counts the others.
QString moreAlarmsId();

} // namespace surgedeck
