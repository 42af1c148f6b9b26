// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/evaluate/identity.h"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace surgedeck::metrics {

/// Numbers what series on both sides of an operator are matched by: the labels of on(), or all but those of ignoring()
/// and the metric name.
class Signatures
{
public:
    explicit Signatures(const VectorMatching &matching);
    std::size_t numberOf(const Identity &identity);
    std::size_t count() const { return m_numbers.size(); }
    /// The labels of a signature, as an error shows them.
    Labels labelsOf(const Identity &identity) const;

private:
    bool isIgnored(const std::string &name) const;

    bool m_on;
    std::vector<std::string> m_labels;
    std::string m_key;
    std::unordered_map<std::string, std::size_t> m_numbers;
};

} // namespace surgedeck::metrics
