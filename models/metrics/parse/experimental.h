// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <string_view>

namespace surgedeck::metrics {

/// Functions that a 3.x server knows and refuses without --enable-feature=promql-experimental-functions. They are not
/// evaluated here; the parser refuses them with the server's words.
bool isExperimentalFunction(std::string_view name, Compat compat);

} // namespace surgedeck::metrics
