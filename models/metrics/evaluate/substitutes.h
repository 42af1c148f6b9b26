// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/evaluate/columns.h"

namespace surgedeck::metrics {

/// Knows parts of an expression without evaluating them: what a watched query remembers from step to step.
class Substitutes
{
public:
    virtual ~Substitutes() = default;
    /// Gives the series of `expression` at `steps`, as streamColumns() would, and returns true; or false, and it is
    /// evaluated.
    virtual bool stream(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeColumn &take) = 0;
};

} // namespace surgedeck::metrics
