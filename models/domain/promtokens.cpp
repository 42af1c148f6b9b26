// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/promtokens.h"

namespace surgedeck {

namespace {

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool continuesWord(QChar c)
{
    return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z')) ||
           c == QLatin1Char('_') || isDigit(c);
}

bool startsWord(QChar c)
{
    return (continuesWord(c) && !isDigit(c)) || c == QLatin1Char(':');
}

class Tokens
{
public:
    explicit Tokens(const QString &text)
        : m_text(text)
    {
    }

    std::vector<PromToken> all()
    {
        std::vector<PromToken> tokens;
        while (skipSpace(), m_at < m_text.size())
            tokens.push_back(next());
        return tokens;
    }

private:
    QChar at(qsizetype index) const { return index < m_text.size() ? m_text[index] : QChar(); }

    void skipSpace()
    {
        while (m_at < m_text.size()) {
            if (at(m_at) == QLatin1Char('#'))
                m_at = endOfLine();
            else if (!at(m_at).isSpace())
                return;
            else
                ++m_at;
        }
    }

    qsizetype endOfLine() const
    {
        const qsizetype end = m_text.indexOf(QLatin1Char('\n'), m_at);
        return end < 0 ? m_text.size() : end;
    }

    PromToken next()
    {
        const qsizetype start = m_at;
        const QChar first = at(m_at);
        PromToken::Kind kind = PromToken::Kind::Sign;
        if (startsWord(first)) {
            kind = PromToken::Kind::Word;
            while (continuesWord(at(m_at)) || at(m_at) == QLatin1Char(':'))
                ++m_at;
        } else if (isDigit(first) || (first == QLatin1Char('.') && isDigit(at(m_at + 1)))) {
            kind = PromToken::Kind::Number;
            passNumber();
        } else if (first == QLatin1Char('"') || first == QLatin1Char('\'') || first == QLatin1Char('`')) {
            kind = PromToken::Kind::String;
            passString(first);
        } else {
            passSign(first);
        }
        return {kind, m_text.mid(start, m_at - start)};
    }

    void passNumber()
    {
        const bool hexadecimal = at(m_at) == QLatin1Char('0') && at(m_at + 1).toLower() == QLatin1Char('x');
        while (continuesWord(at(m_at)) || at(m_at) == QLatin1Char('.')) {
            const bool exponent = at(m_at).toLower() == QLatin1Char('e');
            ++m_at;
            if (exponent && !hexadecimal && (at(m_at) == QLatin1Char('-') || at(m_at) == QLatin1Char('+')) &&
                isDigit(at(m_at + 1)))
                ++m_at;
        }
    }

    void passString(QChar quote)
    {
        for (++m_at; m_at < m_text.size() && at(m_at) != quote; ++m_at) {
            if (at(m_at) == QLatin1Char('\\') && quote != QLatin1Char('`'))
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
    }

    void passSign(QChar first)
    {
        const QChar second = at(m_at + 1);
        const bool equals = second == QLatin1Char('=') && QStringLiteral("=!<>").contains(first);
        const bool matches = second == QLatin1Char('~') && QStringLiteral("=!").contains(first);
        m_at += equals || matches ? 2 : 1;
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

} // namespace

std::vector<PromToken> promTokens(const QString &expression)
{
    return Tokens(expression).all();
}

} // namespace surgedeck
