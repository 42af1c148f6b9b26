// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/breakdown.h"

#include "models/base/safetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace surgedeck {

namespace {

using Measure = BreakdownQuery::Measure;

constexpr std::size_t mostMembers = 8;
constexpr int widestName = 60;
constexpr double standsOut = 0.5; // of what is bad
constexpr double worseThanNext = 2;

struct BreakdownTexts
{
    Q_DECLARE_TR_FUNCTIONS(Breakdown)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

using Values = std::map<QString, double>;

Values newest(const Matrix &matrix, const QString &label)
{
    Values values;
    for (const MetricSeries &series : matrix) {
        QString name;
        for (const auto &[key, value] : series.labels)
            name = key == label ? value : name;
        if (!series.points.empty() && std::isfinite(series.points.back().value))
            values[name] = series.points.back().value;
    }
    return values;
}

std::optional<double> find(const Values &values, const QString &name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

/// How much of what is bad is in one member; nullopt: this measure has no such amount.
std::optional<double> badOf(const BreakdownQuery &query, std::optional<double> value, std::optional<double> weight,
                            std::optional<double> before)
{
    switch (query.measure) {
    case Measure::Part:
        // A member with traffic and without a value has none of it: no error of it was counted.
        if (!weight)
            return std::nullopt;
        if (query.good == GoodSide::Above)
            return std::max(0.0, query.whole - value.value_or(query.whole)) / query.whole * *weight;
        return std::max(0.0, value.value_or(0)) / query.whole * *weight;
    case Measure::Sum:
        if (query.good == GoodSide::Above)
            return before ? std::optional(std::max(0.0, *before - value.value_or(0))) : std::nullopt;
        return std::max(0.0, value.value_or(0));
    case Measure::Rank:
        break;
    }
    return std::nullopt;
}

bool isWorse(const BreakdownQuery &query, const BreakdownMember &a, const BreakdownMember &b)
{
    if (a.share != b.share)
        return a.share.value_or(-1) > b.share.value_or(-1);
    if (a.value.has_value() != b.value.has_value())
        return a.value.has_value();
    if (a.value && *a.value != *b.value)
        return query.good == GoodSide::Above ? *a.value < *b.value : *a.value > *b.value;
    return a.name < b.name;
}

QString figureOf(double value, const QString &unit)
{
    const NumberText text = valueText(value, unit);
    return (text.number + QLatin1Char(' ') + text.unit).trimmed();
}

QString whatIsBad(const BreakdownQuery &query)
{
    if (query.measure == Measure::Sum && query.good == GoodSide::Above)
        return BreakdownTexts::tr("%1 % of what is missing is %2=%3");
    return query.measure == Measure::Part ? BreakdownTexts::tr("%1 % of what fails is %2=%3")
                                          : BreakdownTexts::tr("%1 % of it is %2=%3");
}

QString sentenceOf(const BreakdownQuery &query, const std::vector<BreakdownMember> &members)
{
    const BreakdownMember &worst = members.front();
    if (worst.share && *worst.share >= standsOut)
        return whatIsBad(query).arg(fixedNumber(*worst.share * 100, 0), query.label, worst.name);
    if (query.measure != Measure::Rank || members.size() < 2 || !worst.value || !members[1].value)
        return {};
    const double ratio = query.good == GoodSide::Above ? *members[1].value / *worst.value : *worst.value / *members[1].value;
    return ratio >= worseThanNext ? BreakdownTexts::tr("%1=%2 stands out: %3, the next has %4")
                                        .arg(query.label, worst.name, figureOf(*worst.value, query.unit), figureOf(*members[1].value, query.unit))
                                  : QString();
}

} // namespace

Breakdown breakDown(const BreakdownQuery &query, const BreakdownAnswers &answers)
{
    Breakdown result;
    result.label = query.label;
    const Values values = newest(answers.value, query.label);
    const Values weights = newest(answers.weight, query.label);
    const Values before = newest(answers.before, query.label);
    std::set<QString> names;
    for (const Values *all : {&values, &weights, &before})
        for (const auto &[name, value] : *all)
            names.insert(name);
    const bool labelled = std::any_of(names.begin(), names.end(), [](const QString &name) { return !name.isEmpty(); });
    if (!labelled) {
        result.reason = names.empty() ? BreakdownTexts::tr("no data") : BreakdownTexts::tr("the series have no label %1").arg(query.label);
        return result;
    }
    double sum = 0;
    for (const QString &name : names) {
        const auto bad = badOf(query, find(values, name), find(weights, name), find(before, name));
        sum += bad.value_or(0);
        result.members.push_back({name.isEmpty() ? BreakdownTexts::tr("(none)") : safe(name), find(values, name), bad});
    }
    for (BreakdownMember &member : result.members)
        member.share = member.share && sum > 0 ? std::optional(*member.share / sum) : std::nullopt;
    std::sort(result.members.begin(), result.members.end(),
              [&](const BreakdownMember &a, const BreakdownMember &b) { return isWorse(query, a, b); });
    result.sentence = sentenceOf(query, result.members);
    return result;
}

std::vector<ColumnHead> breakdownHeads()
{
    return {{BreakdownTexts::tr("By"), false}, {BreakdownTexts::tr("Of what is bad"), false}, {BreakdownTexts::tr("Figure"), true}};
}

std::vector<RowFacts> breakdownRows(const std::vector<Breakdown> &breakdowns, const BreakdownQuery &query)
{
    std::vector<RowFacts> rows;
    for (const Breakdown &breakdown : breakdowns) {
        CellFacts title;
        title.text = safe(breakdown.label);
        title.emphasis = Emphasis::Strong;
        title.trail = breakdown.reason.isEmpty() ? breakdown.sentence : breakdown.reason;
        rows.push_back({breakdown.label, {title, {}, {}}});
        for (std::size_t i = 0; i < breakdown.members.size() && i < mostMembers; ++i) {
            const BreakdownMember &member = breakdown.members[i];
            CellFacts name;
            name.lead = QStringLiteral(" ");
            name.text = member.name;
            CellFacts share;
            share.bar = member.share;
            share.text = member.share ? fixedNumber(*member.share * 100, 0) : QStringLiteral("\u2014");
            share.unit = member.share ? QStringLiteral("%") : QString();
            CellFacts figure;
            figure.figure = true;
            const NumberText text = member.value ? valueText(*member.value, query.unit) : NumberText{QStringLiteral("\u2014"), {}};
            figure.text = text.number;
            figure.unit = text.unit;
            rows.push_back({breakdown.label + QLatin1Char('/') + member.name, {name, share, figure}});
        }
    }
    return rows;
}

} // namespace surgedeck
