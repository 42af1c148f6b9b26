// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/workspace.h"

#include <algorithm>

namespace surgedeck {

bool SourceConfig::evaluatesExpressions() const
{
    return type == QLatin1String("metrics") || type == QLatin1String("prometheus") || type == QLatin1String("probe");
}

const SourceConfig *Workspace::source(const QString &id) const
{
    const auto found = std::ranges::find(sources, id, &SourceConfig::id);
    return found == sources.end() ? nullptr : &*found;
}

const SourceConfig *Workspace::defaultMetricSource() const
{
    auto found = std::ranges::find_if(sources, [](const SourceConfig &source) {
        return source.evaluatesExpressions() && source.type != QLatin1String("probe");
    });
    if (found == sources.end()) // a journey and nothing else is a store too
        found = std::ranges::find_if(sources, &SourceConfig::evaluatesExpressions);
    return found == sources.end() ? nullptr : &*found;
}

} // namespace surgedeck
