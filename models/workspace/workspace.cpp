// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/workspace.h"

#include <algorithm>

namespace surgedeck {

bool SourceConfig::evaluatesExpressions() const
{
    return type == QLatin1String("metrics") || type == QLatin1String("prometheus");
}

const SourceConfig *Workspace::source(const QString &id) const
{
    const auto found = std::ranges::find(sources, id, &SourceConfig::id);
    return found == sources.end() ? nullptr : &*found;
}

const SourceConfig *Workspace::defaultMetricSource() const
{
    const auto found = std::ranges::find_if(sources, &SourceConfig::evaluatesExpressions);
    return found == sources.end() ? nullptr : &*found;
}

} // namespace surgedeck
