// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/observation.h"

#include <QByteArray>

#include <map>

namespace surgedeck {

// Answers of the Alertmanager API v2 (api/v2/openapi.yaml of Alertmanager), in our words. Bounded: 500 alerts.

/// "by kim until 14:00Z: known" of each active silence, by its id. Error: Protocol.
Result<std::map<QString, QString>> parseSilences(const QByteArray &body);

/// Alerts as they stand: active ones fire, suppressed ones are silenced and name the silence, unprocessed ones are
/// pending. Those that another Surgedeck has posted are left out: they are its own alarms. Error: Protocol.
Result<RuleAlerts> parseAlerts(const QByteArray &body, const std::map<QString, QString> &silences, WallTime now);

} // namespace surgedeck
