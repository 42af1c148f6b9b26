// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/pagelexer.h"
#include "models/metrics/labels.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

/// What is wrong with a page, and where: line and column are 1-based, columns count characters.
struct PageProblem
{
    enum class Severity
    {
        Error,
        Warning ///< the specification would like it otherwise, or readers differ about it
    };
    int line = 0;
    int column = 0;
    Severity severity = Severity::Error;
    std::string message;
    std::string rule; ///< stable, kebab-case
};

struct StrictSample
{
    std::string name;
    std::vector<Label> labels; ///< in byte order of names, without the name and without empty values
    double value = 0;
    /// Milliseconds; a whole number, which beyond 2^53 is the nearest double.
    std::optional<double> timestampMs;
};

struct StrictPage
{
    std::vector<StrictSample> samples; ///< in the order of the page; of lines without an error
    std::vector<PageProblem> problems; ///< in the order of the page; bounded, the last then says so
    bool hasErrors() const;
};

/// Reads a page and reports everything that the specification of its format forbids: OpenMetrics 1.0
/// (prometheus.io/docs/specs/om/open_metrics_spec), or the text format 0.0.4 (prometheus.io/docs/instrumenting/
/// exposition_formats). docs/decisions/0020 says where they are silent or readers differ.
StrictPage readStrictly(PageFormat format, std::string_view page);

/// OpenMetrics when its last line is # EOF.
PageFormat guessFormat(std::string_view page);

} // namespace surgedeck::metrics
