// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "models/domain/metricreader.h"

namespace surgedeck {

/// POST /api/v1/query at `at`; nullopt: at the server's own now. A larger answer than `largestBody` is no answer.
/// Asks for an answer that is not packed.
HttpRequest instantQuery(const QString &expression, std::optional<WallTime> at, qsizetype largestBody = 1024 * 1024);

/// POST /api/v1/query_range.
HttpRequest rangeQuery(const RangeQuery &query, qsizetype largestBody);

/// GET /api/v1/status/buildinfo.
HttpRequest buildInfoQuery();

} // namespace surgedeck
