// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/views.h"

namespace surgedeck {

/// The replay view of a window: of the recording that it shows, else of its own journal, which it opens when the view
/// is first looked at.
View makeReplay(MainWindow &window);

} // namespace surgedeck
