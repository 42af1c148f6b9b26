// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

inline constexpr std::string_view nameLabel = "__name__";

struct Label
{
    std::string name;
    std::string value;
    auto operator<=>(const Label &) const = default;
};

/// The identity of a series: labels in byte order of their names, each name once, no empty value (an empty value is the
/// same as no label). A value type; not for the hot path, where the store hands out numbers of series instead.
class Labels
{
public:
    Labels() = default;
    Labels(std::initializer_list<Label> labels)
        : Labels(std::vector<Label>(labels))
    {
    }
    /// Sorts, drops empty values; of two labels with one name the later wins (parsers refuse them before).
    explicit Labels(std::vector<Label> labels);

    /// The value, empty when there is no such label.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const { return !get(name).empty(); }
    /// An empty value removes.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name) { set(name, {}); }

    const std::vector<Label> &all() const { return m_labels; }
    bool empty() const { return m_labels.empty(); }
    std::size_t size() const { return m_labels.size(); }
    auto begin() const { return m_labels.begin(); }
    auto end() const { return m_labels.end(); }

    /// Equal labels, equal hash; stable within a process only.
    std::size_t hash() const;
    /// name{a="1",b="2"} with Go's quoting, as error messages show a series.
    std::string text() const;

    /// By name, then value, label by label; a shorter one first (Prometheus labels.Compare).
    auto operator<=>(const Labels &) const = default;
    bool operator==(const Labels &) const = default;

private:
    std::vector<Label> m_labels;
};

struct LabelsHash
{
    std::size_t operator()(const Labels &labels) const { return labels.hash(); }
};

} // namespace surgedeck::metrics
