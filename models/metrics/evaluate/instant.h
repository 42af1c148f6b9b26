// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"
#include "models/metrics/evaluate/substitutes.h"

namespace surgedeck::metrics {

/// What evaluateInstant() is asked.
struct InstantQuery
{
    const Expr &expression;
    const Storage &storage;
    std::int64_t timeMs;
    const EngineOptions &options;
};

/// The same answer with the help of somebody who knows parts of it; nullptr: nobody does.
Outcome<QueryResult> evaluateInstantWith(const InstantQuery &query, Substitutes *substitutes);

} // namespace surgedeck::metrics
