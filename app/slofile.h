// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
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
    /// Error: Config, Timeout when somebody else holds the file for longer than 2 s, Full.
    Status append(const NamedRollups &rollups, WallTime now) const;

    const QString &path() const { return m_path; }

private:
    Status compact(WallTime now) const;

    QString m_path;
};

} // namespace surgedeck
