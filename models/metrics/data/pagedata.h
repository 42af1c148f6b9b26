// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/data/dataerror.h"
#include "models/metrics/data/memorystorage.h"
#include "models/metrics/exposition/pagelexer.h"

#include <optional>
#include <string_view>

namespace surgedeck::metrics {

/// Reads a page of Prometheus text or OpenMetrics whose samples carry their times, as for a back-fill. What was read
/// before an error stays in the storage. finish() is left to the caller.
std::optional<DataError> loadPage(std::string_view page, PageFormat format, MemoryStorage &storage);

} // namespace surgedeck::metrics
