// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/postmortem/deviations.h"
#include "models/postmortem/postmortem.h"

namespace surgedeck {

/// What the draft found out besides what people wrote.
struct PostMortemFindings
{
    std::optional<WallTime> began; ///< of the impact
    ReplaySpan counted;            ///< the span that the impact is counted over
    DeviationOrder order;
};

/// The record for programs, as docs/manual/incidents.md lists it: numbers are numbers, times RFC 3339 in UTC, and null
/// is what is not known. Pure.
QJsonObject postMortemFacts(const PostMortemParts &parts, const PostMortemFindings &findings);

} // namespace surgedeck
