// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replay/replay.h"

namespace surgedeck {

/// One figure of what an incident cost, with how it was computed: nobody has to believe it.
struct ImpactFigure
{
    QString name;
    std::optional<double> value; ///< nullopt: nothing of it is known
    QString unit;
    QString formula;
    double unknownSeconds = 0; ///< of the span, in which it could not be seen and counts as nothing
};

/// Figures of one indicator before, at its worst, and at the end.
struct ImpactRow
{
    QString name, unit;
    std::optional<double> before, worst, after;
    std::optional<WallTime> worstAt;
};

/// Counts over the samples of a recording between two times. Samples are at most 5 s apart: what lies further apart is
/// not known. Pure.
std::vector<ImpactFigure> impactFigures(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span);
std::vector<ImpactRow> impactRows(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span);

} // namespace surgedeck
