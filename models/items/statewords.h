// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

#include <QString>

namespace surgedeck {

// States in the language of whoever reads a screen. Documents and files keep the words of the contract (toWord).

/// "critical"
QString stateWords(Health health);
QString stateWords(SourceState state);
QString stateWords(RouteState state);

} // namespace surgedeck
