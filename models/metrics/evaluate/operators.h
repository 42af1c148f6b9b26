// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

namespace surgedeck::metrics {

bool isComparison(BinaryOp op);
bool isSetOperator(BinaryOp op);
/// Arithmetic; a comparison gives 1 or 0.
double combined(BinaryOp op, double left, double right);

/// Whether the result of such an operation keeps the metric name: filters and set operators do, and atan2 in 2.42.
bool keepsName(const Evaluation &evaluation, const Binary &binary);

/// An operator with a vector on at least one side.
void streamBinary(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take);

/// Between two vectors, in vectormatching.cpp and setoperators.cpp.
void streamMatched(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take);
void streamSet(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take);

} // namespace surgedeck::metrics
