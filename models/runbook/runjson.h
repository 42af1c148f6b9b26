// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/runbook/runmachine.h"

namespace surgedeck::runbook {

/// An event as it is kept, and back. Error: Protocol, for a kind that this version does not know.
QJsonObject toJson(const Event &event);
Result<Event> eventOf(const QJsonObject &object);

/// How a run began: what it takes, beside its runbook, to begin it again.
QJsonObject toJson(const RunStart &start);
Result<RunStart> runStartOf(const QJsonObject &object);

/// One short sentence about what `after` has and `before` had not, for a timeline; empty: nothing to tell.
QString toldBy(const State &before, const State &after);

} // namespace surgedeck::runbook
