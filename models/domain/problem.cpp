// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/problem.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype longestQuote = 60;

QString levelWord(Problem::Level level)
{
    return level == Problem::Level::Error ? QStringLiteral("error") : QStringLiteral("warning");
}

/// Format characters are the ones that reorder or hide text; U+FEFF and the bidi controls are among them.
bool isVisible(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return true;
    }
}

QString token(char32_t character)
{
    if (character == U'\n')
        return QStringLiteral("\\n");
    if (character == U'\t')
        return QStringLiteral("\\t");
    return QStringLiteral("<U+%1>").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
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
    return {{QStringLiteral("file"), problem.file},
            {QStringLiteral("line"), problem.at.line},
            {QStringLiteral("column"), problem.at.column},
            {QStringLiteral("severity"), levelWord(problem.level)},
            {QStringLiteral("message"), problem.message},
            {QStringLiteral("rule"), problem.rule}};
}

QString inQuotes(const QString &text)
{
    QString shown;
    for (const char32_t character : text.left(longestQuote).toUcs4())
        shown += isVisible(character) ? QString::fromUcs4(&character, 1) : token(character);
    if (text.size() > longestQuote)
        shown += QStringLiteral("…");
    return QLatin1Char('"') + shown + QLatin1Char('"');
}

} // namespace surgedeck
