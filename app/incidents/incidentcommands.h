// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

class MainWindow;

/// Ctrl I, and the palette: declaring an incident and working in it. Nothing where the window knows no incidents.
void addIncidentCommands(MainWindow &window);

} // namespace surgedeck
