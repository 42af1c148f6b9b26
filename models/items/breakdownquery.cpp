// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/breakdownquery.h"

#include "models/domain/promtokens.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <map>

namespace surgedeck {

namespace {

using Tokens = std::vector<PromToken>;
using Kind = PromToken::Kind;

struct BreakdownWords
{
    Q_DECLARE_TR_FUNCTIONS(BreakdownQuery)
};

Error cannot(const QString &why)
{
    return {Error::Kind::Config, why};
}

bool isWord(const Tokens &tokens, std::size_t at, std::initializer_list<const char *> words)
{
    if (at >= tokens.size() || tokens[at].kind != Kind::Word)
        return false;
    return std::any_of(words.begin(), words.end(), [&](const char *word) {
        return tokens[at].text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
    });
}

bool isSign(const Tokens &tokens, std::size_t at, char sign)
{
    return at < tokens.size() && tokens[at].isSign(sign);
}

bool isGrouping(const Tokens &tokens, std::size_t at)
{
    return isWord(tokens, at, {"by", "without"});
}

bool isAggregation(const Tokens &tokens, std::size_t at)
{
    const bool named = isWord(tokens, at, {"sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "quantile"});
    return named && (isSign(tokens, at + 1, '(') || isGrouping(tokens, at + 1));
}

/// The place behind the bracket that closes the one at `open`; the end of all where it is never closed.
std::size_t behindBracket(const Tokens &tokens, std::size_t open)
{
    int depth = 0;
    for (std::size_t at = open; at < tokens.size(); ++at) {
        if (tokens[at].isSign('(') || tokens[at].isSign('{') || tokens[at].isSign('['))
            ++depth;
        else if (tokens[at].isSign(')') || tokens[at].isSign('}') || tokens[at].isSign(']'))
            --depth;
        if (depth == 0)
            return at + 1;
    }
    return tokens.size();
}

QString joined(const Tokens &tokens, std::size_t from, std::size_t to)
{
    QStringList parts;
    for (std::size_t at = from; at < to; ++at)
        parts << tokens[at].text;
    return parts.join(QLatin1Char(' '));
}

/// What is put in or taken out, by the place of a token.
struct Edits
{
    std::multimap<std::size_t, QString> before;
    std::vector<std::size_t> removed;

    QString applied(const Tokens &tokens) const
    {
        QStringList parts;
        for (std::size_t at = 0; at <= tokens.size(); ++at) {
            const auto [first, last] = before.equal_range(at);
            for (auto edit = first; edit != last; ++edit)
                parts << edit->second;
            if (at < tokens.size() && std::find(removed.begin(), removed.end(), at) == removed.end())
                parts << tokens[at].text;
        }
        return parts.join(QLatin1Char(' '));
    }
};

/// Adds `label` to the list of labels whose bracket opens at `open`.
void addToList(const Tokens &tokens, std::size_t open, const QString &label, Edits &edits)
{
    const std::size_t end = behindBracket(tokens, open);
    for (std::size_t at = open + 1; at < end; ++at)
        if (tokens[at].text == label)
            return;
    edits.before.emplace(open + 1, isSign(tokens, open + 1, ')') ? label : label + QStringLiteral(" ,"));
}

/// Takes `label` out of the list of a `without`.
void takeFromList(const Tokens &tokens, std::size_t open, const QString &label, Edits &edits)
{
    const std::size_t end = behindBracket(tokens, open);
    for (std::size_t at = open + 1; at < end; ++at) {
        if (tokens[at].text != label)
            continue;
        edits.removed.push_back(at);
        if (isSign(tokens, at + 1, ','))
            edits.removed.push_back(at + 1);
        else if (isSign(tokens, at - 1, ','))
            edits.removed.push_back(at - 1);
    }
}

void splitAggregation(const Tokens &tokens, std::size_t at, const QString &label, Edits &edits)
{
    const bool prefix = isGrouping(tokens, at + 1);
    const std::size_t behind = prefix ? 0 : behindBracket(tokens, at + 1);
    const std::size_t grouping = prefix ? at + 1 : behind;
    if (!prefix && !isGrouping(tokens, behind)) {
        edits.before.emplace(at + 1, QStringLiteral("by ( %1 )").arg(label));
        return;
    }
    if (!isSign(tokens, grouping + 1, '('))
        return;
    if (isWord(tokens, grouping, {"by"}))
        addToList(tokens, grouping + 1, label, edits);
    else
        takeFromList(tokens, grouping + 1, label, edits);
}

bool isRatioUnit(const QString &unit)
{
    return unit == QLatin1String("percent") || unit == QLatin1String("ratio");
}

/// Members of a sum add up to it, and a constant factor keeps that.
bool isSum(const QString &expression)
{
    const Tokens tokens = promTokens(expression);
    std::size_t at = 0;
    while (at < tokens.size() && (tokens[at].kind == Kind::Number || tokens[at].isSign('*') || tokens[at].isSign('(')))
        ++at;
    const bool begins = isWord(tokens, at, {"sum", "count"}) && isAggregation(tokens, at);
    return begins && denominatorOf(expression).isEmpty();
}

} // namespace

Result<QString> splitBy(const QString &expression, const QString &label)
{
    const Tokens tokens = promTokens(expression);
    Edits edits;
    bool any = false;
    int braces = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        braces += tokens[at].isSign('{') ? 1 : tokens[at].isSign('}') ? -1 : 0;
        if (braces > 0)
            continue;
        const bool called = isSign(tokens, at + 1, '(') || isGrouping(tokens, at + 1);
        if (called && isWord(tokens, at, {"topk", "bottomk", "limitk", "limit_ratio", "count_values"}))
            return cannot(BreakdownWords::tr("%1() chooses among series: it can not be split").arg(tokens[at].text));
        if (called && isWord(tokens, at, {"scalar", "absent", "absent_over_time"}))
            return cannot(BreakdownWords::tr("%1() drops the labels").arg(tokens[at].text));
        if (isWord(tokens, at, {"on"}) && isSign(tokens, at + 1, '('))
            addToList(tokens, at + 1, label, edits);
        if (!isAggregation(tokens, at))
            continue;
        any = true;
        splitAggregation(tokens, at, label, edits);
    }
    if (!any)
        return cannot(BreakdownWords::tr("its expression has no aggregation that could be split"));
    return edits.applied(tokens);
}

QString denominatorOf(const QString &expression)
{
    const Tokens tokens = promTokens(expression);
    int depth = 0;
    int best = std::numeric_limits<int>::max();
    QString found;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        depth += tokens[at].isSign('(') ? 1 : tokens[at].isSign(')') ? -1 : 0;
        if (!tokens[at].isSign('/') || depth >= best)
            continue;
        std::size_t end = at + 1;
        if (isSign(tokens, end, '(')) {
            end = behindBracket(tokens, end);
        } else if (isAggregation(tokens, end)) {
            if (isGrouping(tokens, end + 1))
                end = behindBracket(tokens, end + 2);
            else
                end += 1;
            end = behindBracket(tokens, end);
            if (isGrouping(tokens, end))
                end = behindBracket(tokens, end + 1);
        } else {
            continue;
        }
        best = depth;
        found = joined(tokens, at + 1, end);
    }
    return found;
}

Result<BreakdownQuery> breakdownQuery(const IndicatorConfig &config, const QString &label)
{
    SURGEDECK_TRY(value, splitBy(config.expr.text, label));
    BreakdownQuery query;
    query.label = label;
    query.value = value;
    query.good = goodSide(config);
    query.unit = config.unit;
    query.whole = config.unit == QLatin1String("ratio") ? 1 : 100;
    const QString whole = isRatioUnit(config.unit) ? denominatorOf(config.expr.text) : QString();
    const auto weight = whole.isEmpty() ? Result<QString>(QString()) : splitBy(whole, label);
    if (!whole.isEmpty() && weight) {
        query.measure = BreakdownQuery::Measure::Part;
        query.weight = *weight;
    } else if (!isRatioUnit(config.unit) && isSum(config.expr.text)) {
        query.measure = BreakdownQuery::Measure::Sum;
    }
    return query;
}

Result<BreakdownQuery> breakdownQuery(const ServiceConfig &config, const ServiceView &view, const QString &label)
{
    const bool byDuration = view.errorRatio.health <= Health::Unknown && view.p99Seconds.health > Health::Unknown;
    BreakdownQuery query;
    query.label = label;
    query.good = GoodSide::Below;
    if (byDuration || config.errorRatio.isEmpty()) {
        SURGEDECK_TRY(value, splitBy(config.p99Seconds.text, label));
        query.value = value;
        query.unit = QStringLiteral("seconds");
        return query;
    }
    SURGEDECK_TRY(value, splitBy(config.errorRatio.text, label));
    query.value = value;
    query.unit = QStringLiteral("ratio");
    query.whole = 1;
    const auto weight = config.ratePerMinute.isEmpty() ? splitBy(denominatorOf(config.errorRatio.text), label)
                                                       : splitBy(config.ratePerMinute.text, label);
    if (weight) {
        query.measure = BreakdownQuery::Measure::Part;
        query.weight = *weight;
    }
    return query;
}

} // namespace surgedeck
