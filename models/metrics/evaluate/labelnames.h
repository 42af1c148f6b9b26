// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <string_view>

namespace surgedeck::metrics {

/// Whether a function may make a label of this name: letters, digits and `_` in 2.42, any UTF-8 in 3.x.
bool isLabelName(std::string_view name, Compat compat);

/// Whether every byte belongs to a well-formed UTF-8 sequence.
bool isUtf8(std::string_view text);

} // namespace surgedeck::metrics
