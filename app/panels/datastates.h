// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platformview.h"
#include "widgets/datastate.h"

namespace surgedeck {

/// How far the data of a source can be trusted, in the terms of a panel: the freshness ladder.
DataState dataStateOf(const SourceView &source, WallTime now);

/// The state of one figure that `source` evaluates.
DataState dataStateOf(const Figure &figure, const SourceView &source, WallTime now);

/// The same where only some members of a whole answer. None or all of them: the state as it is.
DataState partly(DataState state, const Members &members);

} // namespace surgedeck
