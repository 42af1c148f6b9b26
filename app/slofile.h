// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/eventfile.h"
#include "models/store/slostore.h"

namespace surgedeck {

using NamedRollups = std::vector<std::pair<QString, SloRollup>>;

/// Error budgets on disk: a line of JSON for each five minutes of each SLO, in the folder of the workspace's journal,
/// for 40 days. Bounded: 16 MiB, the oldest leave first. Blocks; one thread at a time.
class SloFile
{
public:
    explicit SloFile(const QString &workspaceName);

    /// Everything of the last 40 days; lines that nobody understands are left out.
    NamedRollups read(WallTime now) const;
    /// Errors: as EventFile.
    Status append(const NamedRollups &rollups) const;

    const QString &path() const { return m_file.path(); }

private:
    EventFile m_file;
};

} // namespace surgedeck
