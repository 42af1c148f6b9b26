// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replay/replay.h"

#include <QJsonObject>

namespace surgedeck {

/// One line of what happened, from whatever kind of entry says so.
struct ReplayEvent
{
    WallTime at{};
    QString kind; ///< alarm, change, incident, or the area of the entry's type: traffic, runbook, action ...
    QString actor;
    QString source;
    QString text;
};

/// Everything that happened until `moment`, in order of time.
std::vector<ReplayEvent> replayEvents(const Replay &replay, const ReplayMoment &moment);
/// The last document of a route, or of the run of a runbook, that was shown until `at`; empty without one.
QJsonObject lastShown(const Replay &replay, const QString &area, const QString &route, WallTime at);

/// The document of `surgedeck incident replay`: what the panels showed.
QJsonObject replayDocument(const Replay &replay, const ReplayMoment &moment);

/// `status`, and `queries` of every database and cache, of a platform as it is: replay and live print the same.
QJsonObject statusOf(const Platform &platform);
QJsonObject queriesOf(const Platform &platform);

} // namespace surgedeck
