// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

namespace surgedeck::metrics {

/// Whether the expression has the same value at every step, because all of its selectors have an `@`: then it is
/// evaluated once. Deep trees: as deep as the expression.
bool isStepInvariant(const Expr &expression);

} // namespace surgedeck::metrics
