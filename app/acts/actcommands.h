// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/acts/actform.h"

namespace surgedeck {

class MainWindow;
struct ActionConfig;

/// What the palette offers beside the views: unlocking and locking (Ctrl U), the limit of a role, the keys of a prefix,
/// the workspace's own actions. Each only leads to a form and its sheet. Nothing in a replay.
void addActCommands(MainWindow &window);

/// Plans of what a form holds. Error: Config, naming the line that makes no sense.
Result<ActPlan> timeoutPlan(const QString &source, const ActForm::Values &values);
Result<ActPlan> unlinkPlan(const QString &source, const ActForm::Values &values);
Result<ActPlan> callPlan(const ActionConfig &action, const ActForm::Values &values);

} // namespace surgedeck
