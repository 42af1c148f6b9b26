// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

class MainWindow;

/// The commands that every window has. Views and panels add theirs.
void addWindowCommands(MainWindow &window);

} // namespace surgedeck
