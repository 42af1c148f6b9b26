// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

class MainWindow;

/// Opens the palette, or closes it when it is open.
void openPalette(MainWindow &window);

} // namespace surgedeck
