// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "models/domain/sourcesettings.h"

#include <functional>

namespace surgedeck {

/// Gives the local port that leads to an endpoint behind the bastion.
using LocalPort = std::function<Result<quint16>(const Endpoint &)>;

/// The settings with every endpoint of theirs, of reading and of acting, replaced by a port of 127.0.0.1. The names
/// that certificates are checked against, and the Host of a web server, stay those of the workspace. Error: Config, for
/// what can not be reached that way: a type whose targets are many, a DSN of several hosts. Pure but for `localPort`.
Result<SourceSettings> rerouted(const SourceSettings &settings, const LocalPort &localPort);

} // namespace surgedeck
