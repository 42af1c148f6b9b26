// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

/// Gives every PaintedWidget an interface for screen readers. Once per process, before the first window.
void installAccessibleFactory();

} // namespace surgedeck
