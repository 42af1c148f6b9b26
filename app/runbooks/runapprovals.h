// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agreements.h"

namespace surgedeck {

class RunDriver;
struct Workspace;

/// Where a run waits for somebody else's approval: they are asked on the road of all second persons (Agreements), and
/// what they say there is told to the run. GUI thread; reads one small file while a run waits so.
class RunApprovals
{
public:
    explicit RunApprovals(const Workspace &workspace);

    /// Asks, where nobody was asked within the last half hour, and tells the run who has agreed since.
    void look(RunDriver &run, WallTime now) const;
    /// What the others have to do; empty: the run does not wait for them.
    QString howTo(const RunDriver &run) const;

private:
    QString m_file; ///< of the workspace
    Agreements m_agreements;
};

} // namespace surgedeck
