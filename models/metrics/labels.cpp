// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/labels.h"

#include "models/metrics/quoting.h"

#include <algorithm>
#include <functional>

namespace surgedeck::metrics {

namespace {

auto positionOf(auto &labels, std::string_view name)
{
    return std::lower_bound(labels.begin(), labels.end(), name,
                            [](const Label &label, std::string_view wanted) { return label.name.compare(wanted) < 0; });
}

} // namespace

Labels::Labels(std::vector<Label> labels)
{
    std::stable_sort(labels.begin(), labels.end(), [](const Label &a, const Label &b) { return a.name < b.name; });
    m_labels.reserve(labels.size());
    for (Label &label : labels) {
        if (!m_labels.empty() && m_labels.back().name == label.name)
            m_labels.back() = std::move(label);
        else
            m_labels.push_back(std::move(label));
    }
    std::erase_if(m_labels, [](const Label &label) { return label.value.empty(); });
}

std::string_view Labels::get(std::string_view name) const
{
    const auto at = positionOf(m_labels, name);
    return at != m_labels.end() && at->name == name ? std::string_view(at->value) : std::string_view();
}

void Labels::set(std::string_view name, std::string_view value)
{
    const auto at = positionOf(m_labels, name);
    const bool present = at != m_labels.end() && at->name == name;
    if (value.empty()) {
        if (present)
            m_labels.erase(at);
    } else if (present) {
        at->value = value;
    } else {
        m_labels.insert(at, Label{std::string(name), std::string(value)});
    }
}

std::size_t Labels::hash() const
{
    std::size_t result = 0x9e3779b97f4a7c15;
    const auto mix = [&](const std::string &part) {
        result = (result ^ std::hash<std::string>{}(part)) * 0xff51afd7ed558ccd + 0x2545f491;
    };
    for (const Label &label : m_labels) {
        mix(label.name);
        mix(label.value);
    }
    return result;
}

std::string Labels::text() const
{
    std::string result(get(nameLabel));
    std::string inside;
    for (const Label &label : m_labels) {
        if (label.name == nameLabel)
            continue;
        if (!inside.empty())
            inside += ", ";
        inside += label.name + "=" + quoted(label.value);
    }
    if (!inside.empty() || result.empty())
        result += "{" + inside + "}";
    return result;
}

} // namespace surgedeck::metrics
