// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

// The spelling of values in JSON documents: what is not known is null, never 0.

namespace surgedeck {

/// null for nullopt, NaN and infinities.
QJsonValue jsonNumber(std::optional<double> value);
QJsonValue jsonSeconds(std::optional<Milliseconds> duration);
QJsonValue jsonTime(std::optional<WallTime> time); ///< RFC 3339
QJsonValue jsonText(const QString &text); ///< null when empty
/// A document that begins with its schema.
QJsonObject newDocument();

} // namespace surgedeck
