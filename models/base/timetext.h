// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace surgedeck {

/// "2026-11-27T02:03:04.567Z": RFC 3339, UTC, always milliseconds.
QString toRfc3339(WallTime time);
/// Any offset, with or without a fraction, of which milliseconds are kept; a leap second is the second after it. Error:
/// Config, naming what is wrong.
Result<WallTime> parseRfc3339(const QString &text);

/// "250ms", "5s", "1h30m", "30d", "1w", "1y": the durations of Prometheus' configuration, units from large to small,
/// each once. Error: Config, naming what is wrong.
Result<Milliseconds> parseDuration(const QString &text);

/// "41 s", "11 min 56 s", "2 h 5 min", "6 d 7 h": two units, for people.
QString durationWords(Milliseconds duration);

} // namespace surgedeck
