// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

#include <QJsonObject>

namespace surgedeck {

/// Everything that `status` and `queries` say of a platform as it is now, with its time: what a live console writes
/// down so that a replay can be held against it. Pure.
QJsonObject factsOf(const Platform &platform);

/// The moment that facts are about.
WallTime timeOfFacts(const QJsonObject &facts);

/// The first field that differs, with both values: "status/indicators/0/age_s: 1.2 and 1.3". Empty: none does.
QString firstDifference(const QJsonObject &live, const QJsonObject &replayed);

} // namespace surgedeck
