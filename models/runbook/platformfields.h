// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/observing.h"

namespace surgedeck::runbook {

// The fields of the catalogue, each from what the stores know. `name` is one of observedfields.h; another is unknown.

Observed databaseField(const DatabaseView &view, const QString &name);
Observed serverField(const SourceView &source, const QString &name);
Observed cacheField(const Platform &platform, const QString &sourceId, const QString &name);
Observed routerField(const Platform &platform, const QString &sourceId, const QString &name);
Observed serviceField(const Platform &platform, const QString &serviceId, const QString &name);
Observed indicatorField(const Platform &platform, const QString &indicatorId, const QString &name);
Observed routeField(const Platform &platform, const QString &routeId, const QString &name);
Observed platformField(const Platform &platform, const QString &name);

/// A source that can not be read. A sample that is a few seconds late is no loss yet.
bool isLost(const SourceView &source);
/// The most sessions that waited for a lock at one time in the last 30 seconds: a short look may fall between two
/// waits.
int recentWaiters(const DatabaseStore &database, WallTime now);
/// Blocks most and waits for nobody; nullptr: nobody blocks.
const LockNode *heaviestRoot(const DatabaseView &view);
/// Waits to change the definition of a table, and everybody behind it with it.
bool waitsForDefinition(const LockNode &node);

} // namespace surgedeck::runbook
