// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/report/healthfacts.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

namespace surgedeck {

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
                                 {QStringLiteral("remark"), jsonText(card.remark)}});
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
    document.insert(QStringLiteral("next_update"),
                    facts.nextUpdate ? QJsonValue(toRfc3339(*facts.nextUpdate)) : QJsonValue());
    return document;
}

} // namespace surgedeck
