// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <vector>

namespace surgedeck {

/// One set of series that a PromQL expression reads.
struct PromSelector
{
    QString text;           ///< without range, offset and @, comments and spaces taken out: orders_total{code="500"}
    Milliseconds offset{0}; ///< how far before the evaluation it looks, offsets of enclosing sub-queries added
    bool oneName = true;    ///< all its series carry the same metric name
    bool operator==(const PromSelector &) const = default;
};

/// The selectors of `expression` whose freshness says how old its value is, each once, in order of appearance. Left
/// out: those inside absent() and absent_over_time(), which are meant to find nothing, and those fixed to a moment by
/// `@ time`. This is a scanner, not a parser: it does not judge the expression (the server does), and it understands
/// the words that Prometheus 2 and 3 and VictoriaMetrics put between operands. Grammar:
/// promql/parser/generated_parser.y of Prometheus.
std::vector<PromSelector> promSelectors(const QString &expression);

} // namespace surgedeck
