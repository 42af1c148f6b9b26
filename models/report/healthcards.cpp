// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/healthcards.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/incidentfacts.h"
#include "models/items/indicatortext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestName = 60;
const QString dash = QStringLiteral("\u2014");

struct CardWords
{
    Q_DECLARE_TR_FUNCTIONS(HealthCards)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QString joined(const NumberText &text)
{
    return (text.number + QLatin1Char(' ') + text.unit).trimmed();
}

/// Units as they are read on a wall: "342", below it "target now 500 per minute".
QString unitWords(const QString &unit)
{
    if (unit == QLatin1String("/min"))
        return CardWords::tr("per minute");
    return unit == QLatin1String("/s") ? CardWords::tr("per second") : unit;
}

void setFigure(HealthCard &card, const NumberText &text)
{
    card.figure = text.number;
    card.figureUnit = unitWords(text.unit);
    card.valueText = (card.figure + QLatin1Char(' ') + card.figureUnit).trimmed();
}

/// "Since 03:02, 12 minutes ago": how long the figure has been as it is, while that is bad.
QString sinceText(const PlatformView &view, const QString &alarmId)
{
    const auto alarm = std::ranges::find(view.alarms, alarmId, &Alarm::id);
    if (alarm == view.alarms.end() || !isActive(*alarm))
        return {};
    return CardWords::tr("Since %1, %2").arg(minuteText(alarm->since), durationWords(view.now - alarm->since));
}

QString targetFor(const IndicatorView &indicator, const IndicatorConfig &config)
{
    if (!indicator.target)
        return CardWords::tr("no target set");
    const QString target = (indicatorText(*indicator.target, config).number + QLatin1Char(' ') +
                            unitWords(indicatorText(*indicator.target, config).unit))
                               .trimmed();
    if (!config.expected.isEmpty())
        return CardWords::tr("target now %1").arg(target);
    switch (goodSide(config)) {
    case GoodSide::Above:
        return CardWords::tr("target is %1 or more").arg(target);
    case GoodSide::Below:
        return CardWords::tr("target is less than %1").arg(target);
    case GoodSide::None:
        break;
    }
    return CardWords::tr("target %1").arg(target);
}

HealthCard cardFor(const IndicatorView &indicator, const IndicatorConfig &config, const PlatformView &view)
{
    HealthCard card{
        indicator.id, safe(config.stakeholder), indicator.figure.value, indicator.unit, indicator.target, dash, {},
        {},           indicator.state,          indicator.figure.age};
    card.figure = dash;
    if (card.value)
        setFigure(card, indicatorText(*card.value, config));
    card.targetText = targetFor(indicator, config);
    card.remark = sinceText(view, QStringLiteral("indicator/") + indicator.id);
    const bool isRate = config.orderValue && card.value && card.target && *card.target > 0;
    if (isRate)
        card.bar = std::clamp(*card.value / *card.target, 0.0, 1.0);
    return card;
}

void addMoney(std::vector<HealthCard> &cards, const Platform &platform, std::optional<WallTime> since)
{
    const IndicatorConfig *orders = ordersIndicator(platform.workspace());
    const auto risk = orders ? moneyAtRisk(platform, since.value_or(platform.view().now)) : std::nullopt;
    if (!risk)
        return;
    const auto &views = platform.view().indicators;
    const auto view = std::ranges::find(views, orders->id, &IndicatorView::id);
    const QString &currency = platform.workspace().currency;
    HealthCard card;
    card.id = QStringLiteral("revenue_at_risk");
    card.name = CardWords::tr("Revenue at risk");
    card.value = risk->perMinute;
    card.unit = QStringLiteral("currency_per_minute");
    if (view != views.end()) {
        card.state = view->state;
        card.age = view->figure.age;
    }
    card.figure = card.valueText = dash;
    if (risk->perMinute) {
        card.figure = joined(moneyText(*risk->perMinute, currency));
        card.figureUnit = CardWords::tr("per minute");
        card.valueText = card.figure + QLatin1Char(' ') + card.figureUnit;
    }
    if (since && risk->lost)
        card.targetText = CardWords::tr("%1 so far, estimate").arg(joined(moneyText(*risk->lost, currency)));
    else if (risk->perMinute == 0.0)
        card.targetText = CardWords::tr("nothing is missing now");
    card.remark = CardWords::tr("Estimate: missing orders \u00d7 %1 for an order")
                      .arg(joined(moneyText(orders->orderValue.value_or(0), currency)));
    cards.push_back(std::move(card));
}

HealthCard cardFor(const SloView &slo)
{
    HealthCard card;
    card.id = QStringLiteral("slo_") + slo.id;
    const auto days = std::chrono::duration_cast<std::chrono::hours>(slo.period).count() / 24;
    card.name = days > 1 ? CardWords::tr("%1, last %2 days").arg(safe(slo.name)).arg(days)
                         : CardWords::tr("%1, last %2").arg(safe(slo.name), durationWords(slo.period));
    card.value = slo.goodPercent;
    card.unit = QStringLiteral("percent");
    card.target = slo.objectivePercent;
    card.state = slo.state;
    card.age = slo.age;
    card.figure = card.valueText = dash;
    if (slo.goodPercent) {
        card.figure = fixedNumber(*slo.goodPercent, 3);
        card.figureUnit = QStringLiteral("%");
        card.valueText = card.figure + QStringLiteral(" %");
    }
    card.targetText = CardWords::tr("promise is %1 %").arg(fixedNumber(slo.objectivePercent, 2));
    card.barIsBudget = true;
    if (slo.budgetLeft) {
        card.bar = std::clamp(*slo.budgetLeft, 0.0, 1.0);
        card.barText = *slo.budgetLeft <= 0
                           ? CardWords::tr("nothing is left of what may fail")
                           : CardWords::tr("%1 % of what may fail is left").arg(fixedNumber(*card.bar * 100, 0));
    }
    if (slo.goodPercent && slo.known < slo.period)
        card.remark = CardWords::tr("counted over %1 so far").arg(durationWords(slo.known));
    return card;
}

} // namespace

std::vector<HealthCard> healthCards(const Platform &platform, std::optional<WallTime> since)
{
    const PlatformView &view = platform.view();
    const auto &configs = platform.workspace().indicators;
    std::vector<HealthCard> cards;
    for (std::size_t i = 0; i < view.indicators.size() && i < configs.size(); ++i)
        if (!configs[i].stakeholder.isEmpty())
            cards.push_back(cardFor(view.indicators[i], configs[i], view));
    addMoney(cards, platform, since);
    for (const SloView &slo : view.slos)
        cards.push_back(cardFor(slo));
    return cards;
}

} // namespace surgedeck
