// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"
#include "models/metrics/sample.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

struct ApiSeries
{
    std::vector<Label> labels; ///< as they came
    std::vector<Sample> points;
};

/// What a server of the Prometheus HTTP API answered, as far as it could be read.
struct ApiAnswer
{
    std::string status; ///< "success" or "error"; else this is no such answer
    std::string errorType;
    std::string error;
    bool wellFormed = false; ///< the data is what the API documents
    std::string resultType;
    std::vector<ApiSeries> series;       ///< of a scalar: one, without labels
    std::vector<std::string> remarks;    ///< warnings, then infos
    std::optional<double> serverSeconds; ///< what the server says that the evaluation took
    std::string version;                 ///< of /api/v1/status/buildinfo
};

/// nullopt: the text is no JSON object. Many times quicker than a general reader, because an answer is mostly pairs of
/// time and value; times are rounded to milliseconds.
std::optional<ApiAnswer> readApiAnswer(std::string_view body);

} // namespace surgedeck::metrics
