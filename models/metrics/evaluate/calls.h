// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

namespace surgedeck::metrics {

/// A function that gives a vector.
void streamCall(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

/// label_replace() and label_join(), in labelfunctions.cpp.
void streamLabelReplace(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);
void streamLabelJoin(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

/// histogram_quantile() and histogram_fraction() of classic buckets, in histograms.cpp.
void streamHistogramQuantile(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);
void streamHistogramFraction(Evaluation &evaluation, const Call &call, const Steps &steps, const TakeColumn &take);

/// The text of an argument that the parser has checked to be a string.
const std::string &stringArgument(const Call &call, std::size_t index);

} // namespace surgedeck::metrics
