// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/databasesummary.h"
#include "models/store/platformview.h"

#include <QJsonObject>

namespace surgedeck {

/// The document of `surgedeck status -o json`.
QJsonObject statusDocument(const PlatformView &view, const std::vector<DatabaseSummary> &databases);

} // namespace surgedeck
