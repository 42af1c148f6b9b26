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
    enum class Level
    {
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

/// Where readers put what they find. Bounded: after `most` it counts no further and says so once.
class ProblemList
{
public:
    static constexpr std::size_t most = 500;

    explicit ProblemList(QString file)
        : m_file(std::move(file))
    {
    }

    void error(Position at, const char *rule, const QString &message) { add(at, Problem::Level::Error, rule, message); }
    void warn(Position at, const char *rule, const QString &message)
    {
        add(at, Problem::Level::Warning, rule, message);
    }
    bool isEmpty() const { return m_problems.empty(); }
    /// Nothing that is found from now on will be shown.
    bool isFull() const { return m_problems.size() > most; }
    /// In the order of the file.
    Problems sorted() const;

private:
    void add(Position at, Problem::Level level, const char *rule, const QString &message);

    QString m_file;
    Problems m_problems;
};

bool hasErrors(const Problems &problems);

/// `file:line:column: error: message [rule]`
QString toLine(const Problem &problem);
/// `{file, line, column, severity, message, rule}`
QJsonObject toJson(const Problem &problem);

/// Text from a file, fit to stand inside a message: in double quotes, safe, on one line, cut to 60 columns.
QString inQuotes(const QString &text);

} // namespace surgedeck
