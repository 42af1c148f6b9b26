// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/arguments.h"
#include "models/metrics/engine.h"
#include "models/metrics/storage.h"

#include <memory>
#include <string>

namespace surgedeck {

/// What every form of `surgedeck query` is told.
struct QuerySettings
{
    metrics::EngineOptions engine;
    Output output = Output::Table;
};

/// The expressions on standard input, one a line, answered by whether they parse. Always ExitFine.
int parseLines(VerbCall &call, metrics::Compat compat);

} // namespace surgedeck
