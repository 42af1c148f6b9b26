// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"
#include "models/workspace/workspace.h"

#include <memory>

namespace surgedeck {

/// A shop in values: two databases, a cache, a balancer, Prometheus, six indicators, ten services, one route with guards.
std::shared_ptr<const Workspace> fixtureShop();

/// What its sources saw at `time` on a quiet night.
std::vector<Record> calmRecords(WallTime time, MonoTime monotonic);
/// The same shop while a batch holds the hot row: 63 sessions wait, checkout fails, Prometheus of the cache is gone.
std::vector<Record> convoyRecords(WallTime time, MonoTime monotonic);

/// What Prometheus knows of the hour before `time`: a quiet one.
std::vector<Record> hourBefore(WallTime time, MonoTime monotonic);

} // namespace surgedeck
