// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runbook.h"
#include "models/runbook/runstate.h"

#include <QJsonObject>

namespace surgedeck::runbook {

/// A run as its document tells it, for those who only look: what a machine needs to go on with it is not in there.
struct RecordedRun
{
    Runbook runbook; ///< id, version, title, and of each step its id, kind and title
    State state;
};

/// `document` is what runDocument() made, maybe on another machine: what is not understood is left out. `known` is the
/// runbook of that id as it is now, for its titles; nullptr: ids stand in their place. nullopt: it is no run.
std::optional<RecordedRun> recordedRun(const QJsonObject &document, const Runbook *known);

} // namespace surgedeck::runbook
