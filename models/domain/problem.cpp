// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/problem.h"

#include "models/base/safetext.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype longestQuote = 60;

QString levelWord(Problem::Level level)
{
    return level == Problem::Level::Error ? QStringLiteral("error") : QStringLiteral("warning");
}

} // namespace

Problems ProblemList::sorted() const
{
    Problems problems = m_problems;
    std::ranges::stable_sort(problems, {}, [](const Problem &p) { return std::pair(p.at.line, p.at.column); });
    return problems;
}

void ProblemList::add(Position at, Problem::Level level, const char *rule, const QString &message)
{
    Problem problem{m_file, at, level, message, QString::fromLatin1(rule)};
    // Two readers may stumble over one value.
    if (isFull() || std::ranges::find(m_problems, problem) != m_problems.end())
        return;
    if (m_problems.size() == most) {
        problem.message = QStringLiteral("there are more problems; they are shown once these are mended");
        problem.rule = QStringLiteral("too-many-problems");
        problem.level = Problem::Level::Error;
    }
    m_problems.push_back(std::move(problem));
}

bool hasErrors(const Problems &problems)
{
    return std::ranges::any_of(problems, [](const Problem &problem) { return problem.level == Problem::Level::Error; });
}

QString toLine(const Problem &problem)
{
    return QStringLiteral("%1:%2:%3: %4: %5 [%6]")
        .arg(problem.file, QString::number(problem.at.line), QString::number(problem.at.column),
             levelWord(problem.level), problem.message, problem.rule);
}

QJsonObject toJson(const Problem &problem)
{
    return {{QStringLiteral("file"), problem.file},        {QStringLiteral("line"), problem.at.line},
            {QStringLiteral("column"), problem.at.column}, {QStringLiteral("severity"), levelWord(problem.level)},
            {QStringLiteral("message"), problem.message},  {QStringLiteral("rule"), problem.rule}};
}

QString inQuotes(const QString &text)
{
    return QLatin1Char('"') + SafeText::of(text).singleLine(longestQuote) + QLatin1Char('"');
}

} // namespace surgedeck
