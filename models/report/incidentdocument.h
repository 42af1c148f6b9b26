// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/incident/incident.h"

#include <QJsonObject>

namespace surgedeck {

/// One row of `surgedeck incident list -o json`.
QJsonObject incidentSummary(const Incident &incident);
/// The document of `surgedeck incident list -o json`.
QJsonObject incidentsDocument(const std::vector<const Incident *> &incidents);
/// The document of `surgedeck incident show -o json`: the summary with its timeline.
QJsonObject incidentDocument(const Incident &incident);

} // namespace surgedeck
