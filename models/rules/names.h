// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <string_view>

namespace surgedeck::rules {

// Prometheus 2 knows names of ASCII letters, digits and underscores; since 3.0 any UTF-8 text that is not empty is one.

bool isLabelName(std::string_view name, metrics::Compat compat);
/// May hold colons too.
bool isMetricName(std::string_view name, metrics::Compat compat);

} // namespace surgedeck::rules
