// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/domain/source.h"
#include "models/domain/sourcesettings.h"

#include <functional>

namespace surgedeck {

/// How what works behind the tunnel is made from settings that lead through it.
template <typename Port>
using MakeFrom = std::function<Result<std::unique_ptr<Port>>(const SourceSettings &, const Clock &)>;

/// `settings` name a bastion (sshHost). What is made here has an ssh of its own, started by its first call on its
/// worker and again when it ended. A call waits 3.5 s at most for the way to be there; one that had to wait for more
/// than half a second ends there, and the next one asks the peer. Errors: Config at once, when the settings can not be
/// rerouted; later those of SshTunnel and of the peer.
Result<SourcePtr> tunnelledSource(const SourceSettings &settings, const Clock &clock, MakeFrom<Source> make);
Result<ActuatorPtr> tunnelledActuator(const SourceSettings &settings, const Clock &clock, MakeFrom<Actuator> make);
Result<std::unique_ptr<MetricReader>> tunnelledReader(const SourceSettings &settings, const Clock &clock,
                                                      MakeFrom<MetricReader> make);

} // namespace surgedeck
