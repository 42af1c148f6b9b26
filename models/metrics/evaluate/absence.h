// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

namespace surgedeck::metrics {

/// What absent() can say about a series that is not there: the labels that a selector asks for with `=`, once each.
Labels labelsOfAbsent(const Expr &expression);

/// absent(vector).
void streamAbsent(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

} // namespace surgedeck::metrics
