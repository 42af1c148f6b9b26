// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/labels.h"
#include "models/metrics/outcome.h"

#include <optional>

namespace surgedeck::rules {

// The notation in which unit tests of rules write series: `up{job="a"} 1 2+3x4 _ stale _x2 -Inf`.

/// Labels as they are written: in order of names, an empty value or a name that comes twice included.
using WrittenLabels = std::vector<metrics::Label>;

/// One line: a series and its values, one for each interval; nullopt: no sample there.
struct SeriesLine
{
    WrittenLabels labels;
    std::vector<std::optional<double>> values;
};

/// `name{a="b"}`. Error: BadData with the byte offset.
metrics::Outcome<WrittenLabels> parseMetric(std::string_view text, metrics::Compat compat);

/// At most `most` values. Error: BadData with the byte offset.
metrics::Outcome<SeriesLine> parseSeriesLine(std::string_view text, metrics::Compat compat, std::size_t most);

} // namespace surgedeck::rules
