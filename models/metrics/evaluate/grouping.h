// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// `labels` as written behind by() or without().
    Grouping(std::vector<std::string> labels, bool without);

    std::size_t groupOf(const Identity &identity);
    std::size_t count() const { return m_groups.size(); }
    const Identity &identity(std::size_t group) const { return m_groups[group]; }

private:
    Labels labelsOf(const Identity &identity) const;

    std::vector<std::string> m_labels;
    bool m_without;
    std::string m_key;
    std::unordered_map<std::string, std::size_t> m_places;
    std::vector<Identity> m_groups;
};

/// Appends what tells this value from any other, also when values follow each other.
void appendKeyPart(std::string &key, std::string_view value);

} // namespace surgedeck::metrics
