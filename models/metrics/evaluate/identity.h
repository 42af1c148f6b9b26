// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"

#include <memory>
#include <string_view>
#include <utility>

namespace surgedeck::metrics {

/// The labels of a series on its way through an expression. Most functions drop the metric name: that is remembered
/// instead of copying the labels, because an aggregation behind it never needs the copy.
class Identity
{
public:
    Identity() = default;
    explicit Identity(std::shared_ptr<const Labels> labels)
        : m_labels(std::move(labels))
    {
    }
    explicit Identity(Labels labels)
        : m_labels(std::make_shared<const Labels>(std::move(labels)))
    {
    }

    Identity withoutName() const
    {
        Identity result = *this;
        result.m_nameless = true;
        return result;
    }
    std::string_view get(std::string_view name) const
    {
        return !m_labels || (m_nameless && name == nameLabel) ? std::string_view() : m_labels->get(name);
    }
    std::string_view metricName() const { return get(nameLabel); }
    Labels labels() const
    {
        Labels result = m_labels ? *m_labels : Labels();
        if (m_nameless)
            result.remove(nameLabel);
        return result;
    }
    /// The labels with a name that may have been dropped already; nullptr: no labels.
    const Labels *stored() const { return m_labels.get(); }

private:
    std::shared_ptr<const Labels> m_labels;
    bool m_nameless = false;
};

} // namespace surgedeck::metrics
