// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

#include <vector>

namespace surgedeck {

/// Which of the figures get a trend: those of the workspace's beginning, and in place of the last of them that matter less
/// every one that is worse. What is shown stays until something worse needs its place, so that nothing jumps when a figure
/// recovers. `current` is what this returned before. In the order of the workspace.
std::vector<std::size_t> chooseTrends(const std::vector<Health> &states, std::vector<std::size_t> current,
                                      std::size_t most);

} // namespace surgedeck
