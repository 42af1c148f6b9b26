// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

namespace surgedeck::metrics {

void streamAggregate(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take);

/// Those that need all values of a step at once, in selection.cpp: topk, bottomk, quantile, count_values.
void streamSelection(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take);
void streamQuantile(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take);
void streamCountValues(Evaluation &evaluation, const Aggregate &aggregate, const Steps &steps, const TakeColumn &take);

} // namespace surgedeck::metrics
