// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/yaml/shape.h"
#include "models/yaml/yamlnode.h"

#include <functional>
#include <optional>
#include <string>

namespace surgedeck::rules {

/// A text with a name, from a map whose keys are the user's own.
struct NamedText
{
    std::string name, text;
    Position at; ///< of the text
    Position nameAt;
};

/// One map of a file in a format of Prometheus, read as Go reads YAML into its structs: what is null is as if it were
/// not there, any scalar is a text, unknown keys are errors. Each reader reports a value of the wrong type and goes on.
class YamlRecord
{
public:
    YamlRecord(const YamlNode &node, const MappingShape &shape, ProblemList &problems);

    Position at() const { return m_node.at; }
    /// Where the key's value stands, or the map.
    Position at(const char *key) const;
    /// nullptr where there is no such key or nothing in it.
    const YamlNode *find(const char *key) const;

    std::string text(const char *key) const;
    /// 0 without the key. Durations as Prometheus writes them.
    Milliseconds duration(const char *key) const;
    std::int64_t integer(const char *key) const;
    double number(const char *key) const;
    bool flag(const char *key) const;
    std::vector<NamedText> texts(const char *key) const;
    /// What becomes of an item that is null: yaml.v3 leaves it out, yaml.v2 takes it for an empty one.
    enum class Nulls
    {
        Skipped,
        Kept
    };
    void list(const char *key, const std::function<void(const YamlNode &)> &each, Nulls nulls = Nulls::Skipped) const;

    ProblemList &problems() const { return m_problems; }

private:
    const YamlNode &m_node;
    ProblemList &m_problems;
};

/// What the scalar is to Go: its digits, whatever its type. Reports a list or a map.
std::optional<std::string> scalarText(const YamlNode &node, ProblemList &problems);

} // namespace surgedeck::rules
