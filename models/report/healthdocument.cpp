// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/report/healthfacts.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype mostEntries = 100;
constexpr qsizetype mostPoints = 2'000;
constexpr qsizetype longestText = 500;

QJsonArray pointsOf(const std::vector<MetricPoint> &points)
{
    QJsonArray array;
    for (const MetricPoint &point : points)
        array.append(QJsonArray{static_cast<qint64>(point.time.time_since_epoch().count()), point.value});
    return array;
}

std::vector<MetricPoint> pointsIn(const QJsonValue &value)
{
    std::vector<MetricPoint> points;
    for (const QJsonValue &entry : value.toArray()) {
        const QJsonArray pair = entry.toArray();
        if (std::ssize(points) < mostPoints && pair.size() == 2)
            points.push_back({WallTime(Milliseconds(pair[0].toInteger())), pair[1].toDouble()});
    }
    return points;
}

QString textIn(const QJsonObject &object, const char *key)
{
    return object[QLatin1String(key)].toString().left(longestText);
}

std::optional<double> numberIn(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object[QLatin1String(key)];
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

/// A word that we do not know is not known, and nothing better.
Health stateIn(const QJsonObject &object)
{
    const QString word = textIn(object, "state");
    for (const Health health : {Health::Normal, Health::Attention, Health::Degraded, Health::Critical})
        if (toWord(health) == word)
            return health;
    return Health::Unknown;
}

HealthCard cardIn(const QJsonObject &object)
{
    HealthCard card;
    card.id = textIn(object, "id");
    card.name = textIn(object, "name");
    card.value = numberIn(object, "value");
    card.unit = textIn(object, "unit");
    card.target = numberIn(object, "target");
    card.targetText = textIn(object, "target_text");
    card.remark = textIn(object, "remark");
    card.state = stateIn(object);
    if (const auto age = numberIn(object, "age_s"))
        card.age = Milliseconds(static_cast<qint64>(std::clamp(*age, 0.0, 1e9) * 1000));
    card.figure = card.value ? textIn(object, "figure") : QStringLiteral("\u2014");
    card.figureUnit = card.value ? textIn(object, "figure_unit") : QString();
    card.valueText = (card.figure + QLatin1Char(' ') + card.figureUnit).trimmed();
    card.bar = numberIn(object, "bar");
    card.barIsBudget = object[QLatin1String("bar_is_budget")].toBool();
    card.barText = textIn(object, "bar_text");
    return card;
}

} // namespace

QJsonObject healthDocument(const HealthFacts &facts)
{
    QJsonArray cards, affected, doing;
    for (const HealthCard &card : facts.cards)
        cards.append(QJsonObject{{QStringLiteral("id"), card.id},
                                 {QStringLiteral("name"), card.name},
                                 {QStringLiteral("value"), jsonNumber(card.value)},
                                 {QStringLiteral("unit"), jsonText(card.unit)},
                                 {QStringLiteral("target"), jsonNumber(card.target)},
                                 {QStringLiteral("state"), toWord(card.state)},
                                 {QStringLiteral("age_s"), jsonSeconds(card.age)},
                                 {QStringLiteral("remark"), jsonText(card.remark)},
                                 {QStringLiteral("target_text"), jsonText(card.targetText)},
                                 {QStringLiteral("figure"), jsonText(card.figure)},
                                 {QStringLiteral("figure_unit"), jsonText(card.figureUnit)},
                                 {QStringLiteral("bar"), jsonNumber(card.bar)},
                                 {QStringLiteral("bar_is_budget"), card.barIsBudget},
                                 {QStringLiteral("bar_text"), jsonText(card.barText)}});
    for (const AffectedPart &part : facts.affected)
        affected.append(QJsonObject{{QStringLiteral("name"), part.name},
                                    {QStringLiteral("state"), toWord(part.state)},
                                    {QStringLiteral("words"), part.words}});
    for (const HealthStep &step : facts.doing)
        doing.append(QJsonObject{{QStringLiteral("time"), toRfc3339(step.time)}, {QStringLiteral("text"), step.text}});
    QJsonObject document = newDocument();
    document.insert(QStringLiteral("time"), toRfc3339(facts.time));
    document.insert(QStringLiteral("workspace"), facts.workspace);
    document.insert(QStringLiteral("headline"), facts.headline);
    document.insert(QStringLiteral("detail"), jsonText(facts.detail));
    document.insert(QStringLiteral("state"), toWord(facts.state));
    document.insert(QStringLiteral("cards"), cards);
    document.insert(QStringLiteral("affected"), affected);
    document.insert(QStringLiteral("doing"), doing);
    document.insert(QStringLiteral("next_update"), jsonTime(facts.nextUpdate));
    document.insert(QStringLiteral("occasion"), jsonText(facts.occasion));
    document.insert(QStringLiteral("blind"), facts.blind);
    document.insert(QStringLiteral("course"),
                    QJsonObject{{QStringLiteral("name"), jsonText(facts.course.name)},
                                {QStringLiteral("points"), pointsOf(facts.course.points)},
                                {QStringLiteral("expected"), pointsOf(facts.course.expected)},
                                {QStringLiteral("target"), jsonNumber(facts.course.target)}});
    return document;
}

Result<HealthFacts> healthFactsFrom(const QJsonObject &document)
{
    const auto time = parseRfc3339(textIn(document, "time"));
    if (textIn(document, "schema") != QLatin1String("surgedeck/v1") || !document[QLatin1String("headline")].isString())
        return Error{Error::Kind::Protocol, QStringLiteral("this is no document of `surgedeck health -o json`")};
    if (!time)
        return Error{Error::Kind::Protocol, QStringLiteral("the document does not say when it was made")};
    HealthFacts facts;
    facts.time = *time;
    facts.workspace = textIn(document, "workspace");
    facts.headline = textIn(document, "headline");
    facts.detail = textIn(document, "detail");
    facts.state = stateIn(document);
    facts.occasion = textIn(document, "occasion");
    facts.blind = document[QLatin1String("blind")].toBool();
    const auto each = [&](const char *key, auto take) {
        const QJsonArray array = document[QLatin1String(key)].toArray();
        for (qsizetype i = 0; i < std::min(array.size(), mostEntries); ++i)
            take(array[i].toObject());
    };
    each("cards", [&](const QJsonObject &card) { facts.cards.push_back(cardIn(card)); });
    each("affected", [&](const QJsonObject &part) {
        facts.affected.push_back({textIn(part, "name"), stateIn(part), textIn(part, "words")});
    });
    each("doing", [&](const QJsonObject &step) {
        const auto at = parseRfc3339(textIn(step, "time"));
        facts.doing.push_back({at ? *at : facts.time, textIn(step, "text")});
    });
    if (const auto next = parseRfc3339(textIn(document, "next_update")))
        facts.nextUpdate = *next;
    const QJsonObject course = document[QLatin1String("course")].toObject();
    facts.course = {textIn(course, "name"), pointsIn(course[QLatin1String("points")]),
                    pointsIn(course[QLatin1String("expected")]), numberIn(course, "target")};
    return facts;
}

} // namespace surgedeck
