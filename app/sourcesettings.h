// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector.h"
#include "models/workspace/secrets.h"

namespace surgedeck {

/// Turns the sources of a workspace (all, or only the one named) into what connectors are made from: secrets are resolved
/// here and nowhere else, and the expressions that each one evaluates are handed over. The acting credentials are not even
/// looked at unless asked for.
std::vector<PreparedSource> prepareSources(const Workspace &workspace, const QString &onlySource = {},
                                           Credentials credentials = Credentials::Read);

} // namespace surgedeck
