// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/values.h"
#include "models/yaml/fields.h"

namespace surgedeck {

// Readers for the values that are peculiar to the workspace file. Like those of Fields, each reports what is wrong with
// its key once and returns an empty value.

/// Which placeholders an expression may hold, and whether it makes sense without.
struct Placeholder
{
    const char *name = nullptr; ///< without the $; nullptr: none
    enum class Need
    {
        Optional,
        Required
    } need = Need::Optional;
};

/// An id: letters, digits, `_`, `-` and `.`, at most 64 of them. People type it to confirm, and it names rows and
/// files.
QString readId(const Fields &fields);
Expression readExpression(const Fields &fields, const char *key, Placeholder placeholder = {});
Reference readReference(const Fields &fields, const char *key);
/// One id or a list of ids.
std::vector<Reference> readReferences(const Fields &fields, const char *key);
std::optional<Comparison> readComparison(const Fields &fields, const char *key);
QString readUnit(const Fields &fields);
/// Leaves `target` as it is without the key.
void readDuration(const Fields &fields, const char *key, Range<Milliseconds> range, Milliseconds &target);
/// One text or a list of texts.
QStringList readTexts(const Fields &fields, const char *key);
std::vector<FilePath> readPaths(const Fields &fields, const char *key);
FilePath readPath(const Fields &fields, const char *key);

Template readTemplate(const YamlNode &node, ProblemList &problems);
Template readTemplate(const Fields &fields, const char *key);
std::map<QString, Template> readTemplates(const Fields &fields, const char *key);

/// Whether a text may name a label: letters, digits and `_`, no digit first.
bool isLabelName(const QString &text);

/// What is wrong with the quotes and brackets of a PromQL expression; nullopt when they match.
std::optional<QString> expressionFault(const QString &expression);

/// Whether `$name` stands in the text as a whole word.
bool hasPlaceholder(const QString &text, const char *name);

/// The words for units that figures are formatted by. Another word is allowed and shown as it is.
const QStringList &knownUnits();

constexpr Range<Milliseconds> holdRange{Milliseconds(0), std::chrono::hours(24)};

} // namespace surgedeck
