// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readvalues.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

struct OpenBracket
{
    QChar bracket;
    QChar closing;
};

std::optional<QChar> closingOf(QChar bracket)
{
    switch (bracket.unicode()) {
    case '(':
        return QLatin1Char(')');
    case '[':
        return QLatin1Char(']');
    case '{':
        return QLatin1Char('}');
    default:
        return std::nullopt;
    }
}

bool isQuote(QChar c)
{
    return c == QLatin1Char('"') || c == QLatin1Char('\'') || c == QLatin1Char('`');
}

/// The index of the quote that closes the one at `start`, or -1. Backquoted text has no escapes.
qsizetype endOfString(const QString &text, qsizetype start)
{
    const QChar quote = text[start];
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('\\') && quote != QLatin1Char('`'))
            ++i;
        else if (text[i] == quote)
            return i;
    }
    return -1;
}

QString isNeverClosed(QChar opener)
{
    return QStringLiteral("the %1 that opens is never closed").arg(opener);
}

/// Fault of one closing bracket; takes its opener from the stack.
std::optional<QString> close(std::vector<OpenBracket> &open, QChar bracket)
{
    if (open.empty())
        return QStringLiteral("the %1 closes nothing").arg(bracket);
    const OpenBracket last = open.back();
    open.pop_back();
    if (last.closing != bracket)
        return QStringLiteral("the %1 is closed by a %2").arg(last.bracket).arg(bracket);
    return std::nullopt;
}

} // namespace

std::optional<QString> expressionFault(const QString &expression)
{
    std::vector<OpenBracket> open;
    for (qsizetype i = 0; i < expression.size(); ++i) {
        const QChar c = expression[i];
        if (c == QLatin1Char('#')) {
            const qsizetype lineEnd = expression.indexOf(QLatin1Char('\n'), i);
            i = lineEnd < 0 ? expression.size() : lineEnd;
        } else if (isQuote(c)) {
            i = endOfString(expression, i);
            if (i < 0)
                return isNeverClosed(c);
        } else if (const auto closing = closingOf(c)) {
            open.push_back({c, *closing});
        } else if (QStringLiteral(")]}").contains(c)) {
            if (const auto fault = close(open, c))
                return fault;
        }
    }
    return open.empty() ? std::nullopt : std::optional(isNeverClosed(open.back().bracket));
}

bool hasPlaceholder(const QString &text, const char *name)
{
    const QRegularExpression word(QStringLiteral("\\$%1(?![A-Za-z0-9_])").arg(QLatin1String(name)));
    return word.match(text).hasMatch();
}

} // namespace surgedeck
