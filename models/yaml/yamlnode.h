// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"

#include <QByteArray>

#include <optional>

namespace surgedeck {

struct YamlEntry;

/// A YAML document. The kind that people write for us has no anchors, aliases, tags or merge keys; none has duplicate
/// keys.
struct YamlNode
{
    enum class Kind
    {
        Empty, ///< nothing, ~ or null
        Text,  ///< any scalar; what it means is up to the reader of the key
        List,
        Map,
        Refused, ///< something that is not allowed and has been reported: stay silent about it
    };

    Kind kind = Kind::Empty;
    Position at;
    QString text;        ///< of Empty: the word that is written for it, in a foreign document
    bool quoted = false; ///< "5" is a text, 5 may be a number
    QString tag;         ///< as written, of a foreign document: "tag:yaml.org,2002:int"
    std::vector<YamlNode> items;
    std::vector<YamlEntry> entries; ///< in the order of the file, each key once

    const YamlEntry *find(const QString &key) const;
};

struct YamlEntry
{
    QString key;
    Position at; ///< of the key
    YamlNode value;
};

/// Whose files they are.
enum class YamlDialect
{
    Ours,
    /// Files of other programs, as Go's yaml.v3 takes them: anchors are expanded, merge keys merged, tags ignored, keys
    /// that are null left out, and only the first document is read. An empty file is an empty value.
    Foreign
};

/// What a document may be. Checked while it is read, before anything is built of it; what aliases repeat counts again.
struct YamlLimits
{
    qsizetype bytes = 256 * 1024;
    int depth = 32;
    int nodes = 20'000;
    YamlDialect dialect = YamlDialect::Ours;
};

/// Reads one document from UTF-8 text; nullopt when it can not be read to its end. Everything that is wrong is in
/// `problems`, with its place. No exception leaves it, and no input makes it slow: the limits come first.
std::optional<YamlNode> readYaml(const QByteArray &text, const YamlLimits &limits, ProblemList &problems);

} // namespace surgedeck
