// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// Reads the rule files of a workspace and hands their evaluation to the source that has the samples: `alerts.source`,
/// else the first one that evaluates expressions. Over what was scraped everything is evaluated here; over an HTTP API
/// the alerting rules. A file that can not be used is told with the alerts, as rules that are not evaluated.
void attachRules(std::vector<PreparedSource> &sources, const Workspace &workspace);

/// What is wrong with the rule files of a workspace, each problem at its place in its file.
Problems checkRuleFiles(const Workspace &workspace);

} // namespace surgedeck
