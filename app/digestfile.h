// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/store/digestbook.h"

#include <map>

namespace surgedeck {

/// By source.
using RememberedDigests = std::map<QString, std::vector<std::pair<QString, DigestMemory>>>;

/// When each digest was seen first and how long it usually takes, on disk: a line of JSON for each, in the folder of
/// the workspace's journal. It holds ids and figures, and no statement. What was not seen for 60 days is left out.
/// Blocks; one thread at a time.
class DigestFile
{
public:
    explicit DigestFile(const QString &workspaceName);

    /// Lines that nobody understands are left out.
    RememberedDigests read(WallTime now) const;
    /// Puts these in the place of what the file says of them, and keeps the rest. Error: Config, Timeout when somebody
    /// else holds the file for longer than 2 s, Full.
    Status update(const RememberedDigests &changed, WallTime now) const;

    const QString &path() const { return m_path; }

private:
    QString m_path;
};

} // namespace surgedeck
