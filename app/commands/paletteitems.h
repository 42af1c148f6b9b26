// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/palettesearch.h"

namespace surgedeck {

class MainWindow;

/// The commands of a window, and every place that its platform has now: alarms, services, figures, sources, digests.
std::vector<PaletteItem> paletteItems(MainWindow &window);

} // namespace surgedeck
