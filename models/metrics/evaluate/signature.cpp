// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/signature.h"

#include "models/metrics/evaluate/grouping.h"

#include <algorithm>

namespace surgedeck::metrics {

Signatures::Signatures(const VectorMatching &matching)
    : m_on(matching.on)
    , m_labels(matching.labels)
{
    std::sort(m_labels.begin(), m_labels.end());
}

bool Signatures::isIgnored(const std::string &name) const
{
    return name == nameLabel || std::binary_search(m_labels.begin(), m_labels.end(), name);
}

std::size_t Signatures::numberOf(const Identity &identity)
{
    m_key.clear();
    if (m_on) {
        for (const std::string &name : m_labels)
            appendKeyPart(m_key, identity.get(name));
    } else if (identity.stored()) {
        for (const Label &label : identity.stored()->all()) {
            if (isIgnored(label.name))
                continue;
            appendKeyPart(m_key, label.name);
            appendKeyPart(m_key, label.value);
        }
    }
    return m_numbers.try_emplace(m_key, m_numbers.size()).first->second;
}

Labels Signatures::labelsOf(const Identity &identity) const
{
    std::vector<Label> labels;
    for (const Label &label : identity.labels()) {
        const bool isListed = std::binary_search(m_labels.begin(), m_labels.end(), label.name);
        if (m_on ? isListed : !isIgnored(label.name))
            labels.push_back(label);
    }
    return Labels(std::move(labels));
}

} // namespace surgedeck::metrics
