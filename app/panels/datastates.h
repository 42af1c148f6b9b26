// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/databasestore.h"
#include "models/store/platformview.h"
#include "widgets/datastate.h"

namespace surgedeck {

/// How far the data of a source can be trusted, in the terms of a panel: the freshness ladder.
DataState dataStateOf(const SourceView &source, WallTime now);

/// The state of one figure that `source` evaluates.
DataState dataStateOf(const Figure &figure, const SourceView &source, WallTime now);

/// The statement that would allow what a state says is denied; empty where none is known.
QString grantOf(const DataState &state);

/// A part of what a source shows that we may not read, or that it can not tell, for this reason of its connector. Where
/// it names the statement to run ("...: GRANT ..."), that can be copied.
DataState refusedPart(const QString &sourceId, const QString &what, const QString &reason);

/// Of the locks that this database told; that there are none is a state of its own, and so is that it can not tell.
DataState lockStateOf(const DataState &source, const QString &sourceId, const DatabaseView &view);

/// The same where only some members of a whole answer. None or all of them: the state as it is.
DataState partly(DataState state, const Members &members);

} // namespace surgedeck
