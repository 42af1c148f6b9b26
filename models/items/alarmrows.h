// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alarmcauses.h"
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

enum class AlarmGrouping
{
    WhenFull, ///< what does not fit stands under what it follows from
    Always    ///< in a flood
};

/// Whether the shape of what nobody has taken alternates: not where motion is to be reduced.
enum class AlarmBeat
{
    Alternating,
    Steady
};

struct AlarmLook
{
    AlarmList list = AlarmList::Short;
    AlarmText text = AlarmText::Full;
    AlarmGrouping grouping = AlarmGrouping::WhenFull;
    AlarmBeat beat = AlarmBeat::Alternating;
};

/// The rows that the list consists of, grouped or not.
AlarmRows shownAlarms(const PlatformView &view, const Workspace &workspace, const AlarmFlow &flow, const AlarmLook &look);

/// The alarms as rows: severity, since when, what with its value and limit, for how long, runbook. Those that are active,
/// then those that ended within a minute, in grey; never one that is only pending. A critical one that nobody has taken is
/// tinted, and its shape is outlined every other second. A short list that is full groups alarms under what they follow
/// from; `flow` tells which ones flap.
std::vector<ColumnHead> alarmHeads();
std::vector<RowFacts> alarmRows(const PlatformView &view, const Workspace &workspace, const AlarmLook &look = {}, const AlarmFlow &flow = {});

/// Id of the row that counts the others.
QString moreAlarmsId();

} // namespace surgedeck
