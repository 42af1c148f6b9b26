// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runbook.h"

namespace surgedeck::runbook {

/// A field of what sources see, as runbooks may name it.
struct ObservedField
{
    enum class Of
    {
        Database, ///< postgresql and mysql sources
        Cache,    ///< redis sources
        Router,   ///< haproxy sources
        Source,   ///< every source
        Service,
        Indicator,
        Route,
        Platform ///< no bind
    };
    enum class Type
    {
        Number,
        Text ///< can be looked at, not compared
    };
    /// What a value that is out of order says of a failure.
    enum class Tells
    {
        Cause,  ///< the thing itself is not as it should be
        Effect, ///< what was asked of the shop suffers, from whatever
        Change  ///< something was changed shortly before
    };

    Of of;
    const char *name; ///< "locks.waiters"
    const char *unit; ///< a unit of the workspace; "": a plain number; "yes/no": 1 or 0
    Type type;
    const char *says; ///< for the manual and for editors
    Tells tells = Tells::Cause;
    double calm = 0; ///< about what it is while all is well
};

/// The closed catalogue, in the order of the manual.
const std::vector<ObservedField> &observedFields();

/// nullptr: a bind of this kind and type has no such field. `bind` nullptr: the platform's.
const ObservedField *observedField(const Bind *bind, const QString &name);

/// The names that could stand behind `bind`, for "did you mean".
QStringList fieldNames(const Bind *bind);

} // namespace surgedeck::runbook
