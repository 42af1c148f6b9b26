// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/domain/routeactuator.h"
#include "models/domain/source.h"

namespace surgedeck {

/// Every kind of source this build knows. A new connector is its folder and one line in builtin.cpp.
const std::vector<SourceType> &sourceTypes();

/// Makes the source that `settings` describe. Error: Config, when the type is unknown or a setting makes no sense.
Result<SourcePtr> createSource(const SourceSettings &settings, const Clock &clock);

/// Makes what changes that source. Error: Config, when nothing can be done to this kind, or Refused, when its settings
/// hold no acting credential.
Result<ActuatorPtr> createActuator(const SourceSettings &settings, const Clock &clock);

/// Makes what sets the weights of a router. Errors: as createActuator().
Result<RouteActuatorPtr> createRouteActuator(const SourceSettings &settings, const Clock &clock);

/// Makes a reader of figures over time at the same peer. Error: Config, when this kind of source has none.
Result<std::unique_ptr<MetricReader>> createMetricReader(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck
