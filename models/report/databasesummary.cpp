// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/databasesummary.h"

#include <algorithm>

namespace surgedeck {

namespace {
constexpr std::size_t mostRoots = 5;
}

DatabaseSummary databaseSummary(const QString &source, const DatabaseView &view)
{
    DatabaseSummary summary{source, view.active, view.lockWaiters, {}, view.locksCannotTell, {}};
    for (const LockNode &node : view.locks) {
        if (node.root && summary.roots.size() < mostRoots)
            summary.roots.push_back(node);
    }
    const auto waitsLess = [](const DigestRow &a, const DigestRow &b) { return a.waitingNow < b.waitingNow; };
    // Digests come by their share of the time: of those that wait alike the first is the one with the most.
    const auto top = std::max_element(view.digests.begin(), view.digests.end(), waitsLess);
    if (top != view.digests.end())
        summary.top = *top;
    return summary;
}

} // namespace surgedeck
