// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace surgedeck {

/// A place in a text file, 1-based, in characters. What concerns the file as a whole stands at 1:1; 0:0 is no place.
struct Position
{
    int line = 0;
    int column = 0;
    bool operator==(const Position &) const = default;
};

/// What is wrong with a file that a person wrote. Readers collect all of them and go on.
struct Problem
{
    enum class Level {
        Error,   ///< the file says something that can not be done
        Warning, ///< it can be done, and is probably not what was meant or not safe
    };

    QString file;
    Position at;
    Level level = Level::Error;
    QString message; ///< plain text without control characters and without secrets
    QString rule;    ///< stable, kebab-case
    bool operator==(const Problem &) const = default;
};

using Problems = std::vector<Problem>;

bool hasErrors(const Problems &problems);

/// `file:line:column: error: message [rule]`
QString toLine(const Problem &problem);
/// `{file, line, column, severity, message, rule}`
QJsonObject toJson(const Problem &problem);

/// Text from a file, fit to stand inside a message: in double quotes, cut to 60 characters, control, bidi and invisible
/// characters as tokens.
QString inQuotes(const QString &text);

} // namespace surgedeck
