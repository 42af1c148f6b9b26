// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/observation.h"

#include <stop_token>

namespace surgedeck {

/// One series of an answer: its labels in order of their names, its points in order of time.
struct MetricSeries
{
    std::vector<std::pair<QString, QString>> labels;
    std::vector<MetricPoint> points;
    bool operator==(const MetricSeries &) const = default;
};

using Matrix = std::vector<MetricSeries>;

/// Evaluate `expression` at start, start + step, ... up to end.
struct RangeQuery
{
    QString expression;
    WallTime start{};
    WallTime end{};
    Milliseconds step{15'000};
};

/// The one port for everything that needs a number over time: charts, rules, objectives, guards. Lives on one worker
/// thread and may block there, at most 4 s. Errors as those of Source; Config: the expression or the range is wrong.
class MetricReader
{
public:
    virtual ~MetricReader() = default;
    virtual Result<Matrix> range(const RangeQuery &query, std::stop_token stop) = 0;
};

} // namespace surgedeck
