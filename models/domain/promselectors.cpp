// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/promselectors.h"

#include "models/domain/promtokens.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace surgedeck {

namespace {

using Kind = PromToken::Kind;

bool isOneOf(const PromToken &token, const QStringList &words)
{
    return token.kind == Kind::Word && words.contains(token.text, Qt::CaseInsensitive);
}

std::optional<double> millisecondsIn(const QString &unit)
{
    static const QHash<QString, double> units = {
        {QStringLiteral("ms"), 1.0},
        {QStringLiteral("s"), 1'000.0},
        {QString(), 1'000.0},
        {QStringLiteral("m"), 60'000.0},
        {QStringLiteral("h"), 3'600'000.0},
        {QStringLiteral("d"), 86'400'000.0},
        {QStringLiteral("w"), 604'800'000.0},
        {QStringLiteral("y"), 31'536'000'000.0},
    };
    const auto found = units.constFind(unit);
    return found == units.constEnd() ? std::nullopt : std::optional(*found);
}

/// "1h30m", "90s", "1.5h", "90"; nullopt: not a duration that we know, or none that fits.
std::optional<Milliseconds> parseDuration(const QString &text)
{
    constexpr double longestMs = 1e15;
    double total = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype number = at;
        while (at < text.size() && (text[at].isDigit() || text[at] == QLatin1Char('.')))
            ++at;
        const qsizetype unit = at;
        while (at < text.size() && text[at].isLetter())
            ++at;
        bool isNumber = false;
        const double count = text.mid(number, unit - number).toDouble(&isNumber);
        const auto factor = millisecondsIn(text.mid(unit, at - unit));
        if (!isNumber || !factor || count * *factor > longestMs - total)
            return std::nullopt;
        total += count * *factor;
    }
    return Milliseconds(static_cast<long long>(total));
}

class Scanner
{
public:
    explicit Scanner(const QString &expression)
        : m_tokens(promTokens(expression))
    {
    }

    std::vector<PromSelector> all()
    {
        while (m_at < m_tokens.size()) {
            if (m_afterOperand)
                passBetweenOperands();
            else
                passOperand();
        }
        return std::move(m_found);
    }

private:
    struct Frame
    {
        std::size_t first; ///< selector found since the parenthesis opened
        bool isAbsent;
    };

    const PromToken &token(std::size_t ahead = 0) const
    {
        static const PromToken none{Kind::Sign, QString()};
        return m_at + ahead < m_tokens.size() ? m_tokens[m_at + ahead] : none;
    }

    void passOperand()
    {
        static const QStringList matching = {QStringLiteral("on"), QStringLiteral("ignoring"),
                                             QStringLiteral("group_left"), QStringLiteral("group_right")};
        const PromToken &now = token();
        if (now.isSign('('))
            open(false);
        else if (now.isSign(')'))
            close();
        else if (now.isSign('{'))
            takeSelector();
        else if (now.kind == Kind::Sign)
            ++m_at;
        else if (now.kind != Kind::Word || isOneOf(now, {QStringLiteral("inf"), QStringLiteral("nan")}))
            passConstant();
        else if (isOneOf(now, {QStringLiteral("bool")}))
            ++m_at;
        else if (isOneOf(now, matching))
            passLabelList();
        else if (startsCall())
            openCall();
        else
            takeSelector();
    }

    void passBetweenOperands()
    {
        const PromToken &now = token();
        if (now.isSign(')'))
            close();
        else if (now.isSign('['))
            passBalanced('[', ']');
        else if (now.isSign('{'))
            passBalanced('{', '}');
        else if (now.isSign('@'))
            passMoment();
        else if (isOneOf(now, {QStringLiteral("offset")}))
            passOffset();
        else if (isGrouping(now) && token(1).isSign('('))
            passLabelList();
        else if (isOneOf(now, {QStringLiteral("keep_metric_names")}))
            ++m_at;
        else
            endOperand();
    }

    void endOperand()
    {
        m_afterOperand = false;
        ++m_at;
    }

    void beginOperand(std::size_t firstSelector)
    {
        m_operandFirst = firstSelector;
        m_afterOperand = true;
    }

    void passConstant()
    {
        beginOperand(m_found.size());
        ++m_at;
    }

    static bool isGrouping(const PromToken &word)
    {
        return isOneOf(word, {QStringLiteral("by"), QStringLiteral("without")});
    }

    bool startsCall() const { return token(1).isSign('(') || (isGrouping(token(1)) && token(2).isSign('(')); }

    void openCall()
    {
        const bool isAbsent = isOneOf(token(), {QStringLiteral("absent"), QStringLiteral("absent_over_time")});
        ++m_at;
        if (isGrouping(token()))
            passLabelList();
        if (token().isSign('('))
            open(isAbsent);
    }

    void open(bool isAbsent)
    {
        m_frames.push_back({m_found.size(), isAbsent});
        ++m_at;
        m_afterOperand = false;
    }

    void close()
    {
        ++m_at;
        const Frame frame = m_frames.empty() ? Frame{0, false} : m_frames.back();
        if (!m_frames.empty())
            m_frames.pop_back();
        if (frame.isAbsent)
            m_found.resize(frame.first);
        beginOperand(frame.first);
    }

    /// A word that may be followed by names in parentheses: by (a, b), on(a), group_left(b), group_left.
    void passLabelList()
    {
        ++m_at;
        if (token().isSign('('))
            passBalanced('(', ')');
    }

    void passBalanced(char opening, char closing)
    {
        int depth = 0;
        do {
            depth += token().isSign(opening) ? 1 : token().isSign(closing) ? -1 : 0;
            ++m_at;
        } while (depth > 0 && m_at < m_tokens.size());
    }

    void takeSelector()
    {
        PromSelector selector;
        selector.oneName = token().kind == Kind::Word;
        if (selector.oneName)
            selector.text = m_tokens[m_at++].text;
        if (token().isSign('{'))
            takeMatchers(selector);
        beginOperand(m_found.size());
        m_found.push_back(selector);
    }

    void takeMatchers(PromSelector &selector)
    {
        const std::size_t first = m_at;
        passBalanced('{', '}');
        for (std::size_t i = first; i < m_at; ++i) {
            const bool pair = i > first && m_tokens[i - 1].kind != Kind::Sign && m_tokens[i].kind != Kind::Sign;
            selector.text += pair ? QStringLiteral(" ") + m_tokens[i].text : m_tokens[i].text;
            selector.oneName = selector.oneName || namesMetric(i);
        }
    }

    /// {__name__="x"}, and since Prometheus 3 {"x"}.
    bool namesMetric(std::size_t i) const
    {
        if (m_tokens[i].kind != Kind::String)
            return false;
        const bool equal = m_tokens[i - 1].text == QLatin1String("=");
        if (equal)
            return m_tokens[i - 2].text == QLatin1String("__name__");
        const bool stands = m_tokens[i - 1].isSign('{') || m_tokens[i - 1].isSign(',');
        return stands && i + 1 < m_tokens.size() && (m_tokens[i + 1].isSign(',') || m_tokens[i + 1].isSign('}'));
    }

    void passOffset()
    {
        ++m_at;
        const bool negative = token().isSign('-');
        if (negative || token().isSign('+'))
            ++m_at;
        const auto length = token().kind == Kind::Number ? parseDuration(token().text) : std::nullopt;
        passModifierValue();
        if (!length)
            return forgetOperand();
        for (std::size_t i = m_operandFirst; i < m_found.size(); ++i)
            m_found[i].offset += negative ? -*length : *length;
    }

    /// `@ start()` and `@ end()` are the moment of evaluation of an instant query; any other moment does not age.
    void passMoment()
    {
        ++m_at;
        if (isOneOf(token(), {QStringLiteral("start"), QStringLiteral("end")}) && token(1).isSign('(')) {
            ++m_at;
            return passBalanced('(', ')');
        }
        if (token().isSign('-') || token().isSign('+'))
            ++m_at;
        passModifierValue();
        forgetOperand();
    }

    void passModifierValue()
    {
        if (token().isSign('('))
            passBalanced('(', ')');
        else
            ++m_at;
    }

    void forgetOperand() { m_found.resize(std::min(m_operandFirst, m_found.size())); }

    std::vector<PromToken> m_tokens;
    std::size_t m_at = 0;
    bool m_afterOperand = false;
    std::size_t m_operandFirst = 0; ///< selector of the operand that was read last
    std::vector<Frame> m_frames;
    std::vector<PromSelector> m_found;
};

} // namespace

std::vector<PromSelector> promSelectors(const QString &expression)
{
    std::vector<PromSelector> once;
    for (PromSelector &selector : Scanner(expression).all()) {
        if (std::find(once.begin(), once.end(), selector) == once.end())
            once.push_back(std::move(selector));
    }
    return once;
}

} // namespace surgedeck
