// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/arguments.h"
#include "models/domain/commandroad.h"

namespace surgedeck {

struct SourceConfig;

/// What a call of `session` wants: cancel|end WORKSPACE SOURCE ID, timeout ... ROLE --to, unlink ... PREFIX --rate
/// --most.
struct SessionWish
{
    QString verb;
    QString source;
    QString target; ///< session, role or prefix

    /// Error: Config, in words for the caller: no such verb, an option that makes no sense.
    Result<CommandOrder> order(const Arguments &arguments) const;
    /// Whether this kind of source can be asked for it.
    bool fits(const SourceConfig &config) const;
};

} // namespace surgedeck
