// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/yaml/shape.h"
#include "models/yaml/yamlnode.h"

#include <QSet>

#include <functional>

namespace surgedeck {

/// Bounds of a number or a duration, both included.
template <typename T>
struct Range
{
    T least;
    T most;
};

/// Reads the keys of one map with their types. Making it reports everything that is wrong with the keys themselves: not
/// a map, unknown keys, missing ones. Each reader reports a value of the wrong type once and then returns nothing. An
/// optional key without a value is reported, since somebody began to write it; an empty list or map is just empty.
class Fields
{
public:
    Fields(const YamlNode &node, const MappingShape &shape, ProblemList &problems);

    Position at() const { return m_node.at; }
    /// Where the key's value stands; where the map begins without it.
    Position at(const char *key) const;
    /// The value; nullptr where the key is missing, empty or has been reported.
    const YamlNode *find(const char *key) const;
    /// Whether somebody wrote this key or tried to: without it nothing follows from its absence.
    bool has(const QString &key) const;
    const YamlNode &node() const { return m_node; }

    QString text(const char *key) const;
    std::optional<bool> boolean(const char *key) const;
    std::optional<double> number(const char *key, Range<double> range) const;
    std::optional<int> integer(const char *key, Range<int> range) const;
    std::optional<Milliseconds> duration(const char *key, Range<Milliseconds> range) const;
    /// One of `words`; empty without the key.
    QString word(const char *key, const QStringList &words, const char *rule) const;
    /// The items of a list; nothing for a missing or empty one. `each` is called in order.
    void list(const char *key, const std::function<void(const YamlNode &)> &each) const;
    /// The entries of a map whose keys are the user's own.
    void map(const char *key, const std::function<void(const YamlEntry &)> &each) const;

    ProblemList &problems() const { return m_problems; }

private:
    void checkKeys(const MappingShape &shape);
    void checkMissing(const MappingShape &shape) const;

    const YamlNode &m_node;
    ProblemList &m_problems;
    QSet<QString> m_meant; ///< what the unknown keys stand for: a misspelt key is one mistake, not also a missing one
};

/// "a list", "the text \"x\"", "nothing": what stands there, for messages.
QString described(const YamlNode &node);

std::optional<int> readInteger(const YamlNode &node, Range<int> range, ProblemList &problems);

/// The text of a scalar. Reports anything else, and a reference to a secret, which is resolved only in connection keys.
std::optional<QString> readText(const YamlNode &node, ProblemList &problems);

} // namespace surgedeck
