// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/grouping.h"

#include <algorithm>
#include <numeric>

namespace surgedeck::metrics {

void appendKeyPart(std::string &key, std::string_view value)
{
    const std::size_t size = value.size();
    key.append(reinterpret_cast<const char *>(&size), sizeof size);
    key.append(value);
}

Grouping::Grouping(std::vector<std::string> labels, Kind kind)
    : m_labels(std::move(labels))
    , m_kind(kind)
{
    std::sort(m_labels.begin(), m_labels.end());
    m_labels.erase(std::unique(m_labels.begin(), m_labels.end()), m_labels.end());
}

std::size_t Grouping::groupOf(const Identity &identity)
{
    m_key.clear();
    if (m_kind == Kind::By) {
        for (const std::string &name : m_labels)
            appendKeyPart(m_key, identity.get(name));
    } else if (identity.stored()) {
        for (const Label &label : identity.stored()->all()) {
            if (label.name == nameLabel || std::binary_search(m_labels.begin(), m_labels.end(), label.name))
                continue;
            appendKeyPart(m_key, label.name);
            appendKeyPart(m_key, label.value);
        }
    }
    const auto [place, isNew] = m_places.try_emplace(m_key, m_groups.size());
    if (isNew)
        m_groups.emplace_back(labelsOf(identity));
    return place->second;
}

std::vector<std::size_t> Grouping::inLabelOrder() const
{
    std::vector<std::size_t> order(m_groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return *m_groups[a].stored() < *m_groups[b].stored(); });
    return order;
}

Labels Grouping::labelsOf(const Identity &identity) const
{
    if (m_kind == Kind::Without) {
        Labels labels = identity.withoutName().labels();
        for (const std::string &name : m_labels)
            labels.remove(name);
        return labels;
    }
    std::vector<Label> labels;
    for (const std::string &name : m_labels)
        labels.push_back(Label{name, std::string(identity.get(name))});
    return Labels(std::move(labels));
}

} // namespace surgedeck::metrics
