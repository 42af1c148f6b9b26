// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

class IncidentBar;
class MainWindow;

/// The buttons of the incident bar: the tone of alarms (where the window is wide), what comes next for the incident,
/// and the way back to the runbook that runs. Each is a command of the registry with its key; call when all are there.
/// They keep their places: nothing that happens moves the bar. GUI thread.
void addBarButtons(MainWindow &window, IncidentBar &bar);

} // namespace surgedeck
