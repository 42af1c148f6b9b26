// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platformview.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// An alarm as a sentence. Texts are safe to show.
struct AlarmWords
{
    QString subject;  ///< "Checkout success", "Cart p99"
    QString value;    ///< "97.81 %"; empty: none, or not known
    QString relation; ///< "<"; empty with `limit`
    QString limit;    ///< "99.50 %"; empty: none

    /// "Checkout success 97.81 % < 99.50 %"
    QString sentence() const;
    /// "Checkout success 97.81 %": where there is no room for the limit.
    QString shortSentence() const;
    /// "Checkout success below 99.50 %": without the figure that moves, for a title.
    QString title() const;
};

/// The words of an alarm from the present figures: that of an indicator against the limit it misses, that of a service by
/// the figure of it that is worst.
AlarmWords alarmWords(const Alarm &alarm, const PlatformView &view, const Workspace &workspace);

/// The alarm that a headline is about: of those that are active the most severe, of these the first that was raised, of
/// those raised together the one that the workspace names first. nullptr: none is active; pending ones count where
/// nothing is active yet.
const Alarm *headlineAlarm(const PlatformView &view, const Workspace &workspace);

} // namespace surgedeck
