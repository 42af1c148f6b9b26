// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"

#include <QString>

#include <optional>
#include <vector>

namespace surgedeck {

/// Everything that was read from a file knows where it stood, so that a later check can point at it.
struct Located
{
    Position at;
};

/// PromQL as it was written, with its placeholders ($window, $side) in place.
struct Expression : Located
{
    QString text;
    bool isEmpty() const { return text.isEmpty(); }
};

/// The id of something else: a source, a runbook, an action.
struct Reference : Located
{
    QString id;
    bool isEmpty() const { return id.isEmpty(); }
};

/// A path or a glob, relative to the workspace file.
struct FilePath : Located
{
    QString path;
    bool isEmpty() const { return path.isEmpty(); }
};

/// `${env:NAME}`, `${file:PATH}` (relative to the workspace file) or `${keyring:SERVICE/KEY}`.
struct SecretReference
{
    enum class Kind
    {
        Environment,
        File,
        Keyring
    };

    Kind kind = Kind::Environment;
    QString name;        ///< NAME, PATH or SERVICE/KEY
    qsizetype start = 0; ///< of the reference within its text
    qsizetype length = 0;
};

/// A text that may hold references to secrets. It is kept as written; models/workspace/secrets.h resolves it, and only
/// when a connection is made.
struct Template : Located
{
    QString text;
    std::vector<SecretReference> secrets;
    bool isEmpty() const { return text.isEmpty(); }
};

/// `>= 99.95`: a limit, and on which side of it is good (objective, pass) or bad (critical).
struct Comparison : Located
{
    enum class Operator
    {
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual
    };

    Operator op = Operator::GreaterOrEqual;
    double limit = 0;

    /// False for NaN, whatever the operator: what is not known satisfies nothing.
    bool holds(double value) const;
};

QString toWord(Comparison::Operator op);
/// Reads `>= 99.95`, `<0.5`, `== 0`. Blanks are free; the number is decimal and finite.
std::optional<Comparison> parseComparison(const QString &text);

} // namespace surgedeck
