// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

namespace surgedeck {

/// One journalled fact: what a source saw, and when. Stores fold records; the journal keeps them; replay reads them back.
struct Record
{
    WallTime time{};
    MonoTime monotonic{};
    QString source; ///< id of the source
    Observation body;
};

} // namespace surgedeck
