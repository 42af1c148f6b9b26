// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/evaluate/identity.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace surgedeck::metrics {

/// Numbers the groups of an aggregation in order of appearance: asked once for each series, not for each step.
class Grouping
{
public:
    enum class Kind
    {
        By,
        Without
    };
    Grouping(std::vector<std::string> labels, Kind kind);
    /// As an aggregation says it.
    explicit Grouping(const Aggregate &aggregate)
        : Grouping(aggregate.grouping, aggregate.without ? Kind::Without : Kind::By)
    {
    }

    std::size_t groupOf(const Identity &identity);
    std::size_t count() const { return m_groups.size(); }
    const Identity &identity(std::size_t group) const { return m_groups[group]; }
    std::vector<std::size_t> inLabelOrder() const;

private:
    Labels labelsOf(const Identity &identity) const;

    std::vector<std::string> m_labels;
    Kind m_kind;
    std::string m_key;
    std::unordered_map<std::string, std::size_t> m_places;
    std::vector<Identity> m_groups;
};

/// Appends what tells this value from any other, also when values follow each other.
void appendKeyPart(std::string &key, std::string_view value);

} // namespace surgedeck::metrics
