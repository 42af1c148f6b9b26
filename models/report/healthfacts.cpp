// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/healthfacts.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/alarmwords.h"
#include "models/items/clocktext.h"
#include "models/items/incidentfacts.h"
#include "models/items/indicatortext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int widestName = 60;
constexpr double fewest = 1.5; // "1 in 1" is "nearly all"

struct HealthWords
{
    Q_DECLARE_TR_FUNCTIONS(HealthFacts)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QString joined(const NumberText &text)
{
    return (text.number + QLatin1Char(' ') + text.unit).trimmed();
}

QString nameFor(const ServiceConfig &config)
{
    return safe(config.customerName.isEmpty() ? config.name : config.customerName);
}

/// In words that a customer would use; the service's own state decides, the figures only say why.
QString wordsFor(const ServiceView &service)
{
    const auto missed = [](const Figure &figure, const std::optional<double> &limit) {
        return figure.value && limit && *figure.value > *limit;
    };
    if (service.state == Health::Unknown)
        return HealthWords::tr("not known");
    if (service.state == Health::Normal)
        return HealthWords::tr("normal");
    if (missed(service.errorRatio, service.errorLimit))
        return HealthWords::tr("%1 in 100 fail").arg(fixedNumber(*service.errorRatio.value * 100, 1));
    if (missed(service.p99Seconds, service.p99Limit))
        return HealthWords::tr("slower than normal, up to %1").arg(joined(secondsText(*service.p99Seconds.value)));
    return HealthWords::tr("working, under load");
}

bool anySourceAnswers(const PlatformView &view)
{
    return std::ranges::any_of(view.sources, [](const SourceView &s) { return s.state == SourceState::Ok; });
}

/// When the last figure was new; nullopt: there never was one.
std::optional<WallTime> lastKnown(const PlatformView &view)
{
    std::optional<WallTime> newest;
    for (const SourceView &source : view.sources)
        if (source.age)
            newest = std::max(newest.value_or(view.now - *source.age), view.now - *source.age);
    return newest;
}

QString blindHeadline(const PlatformView &view)
{
    const auto last = lastKnown(view);
    return last ? HealthWords::tr("No current data since %1").arg(clockText(*last))
                : HealthWords::tr("No current data");
}

/// "Paying is failing for about 1 in 46 customers": the worst service with errors beyond its limit.
QString failingService(const Platform &platform)
{
    const PlatformView &view = platform.view();
    const ServiceView *worst = nullptr;
    for (const ServiceView &service : view.services) {
        const bool fails = service.state > Health::Attention && service.errorRatio.value && service.errorLimit &&
                           *service.errorRatio.value > *service.errorLimit;
        if (fails && (worst == nullptr || *service.errorRatio.value > *worst->errorRatio.value))
            worst = &service;
    }
    if (worst == nullptr)
        return {};
    const auto &configs = platform.workspace().services;
    const auto config = std::ranges::find(configs, worst->id, &ServiceConfig::id);
    const QString name = config == configs.end() ? safe(worst->name) : nameFor(*config);
    const double each = 1 / *worst->errorRatio.value;
    if (each < fewest)
        return HealthWords::tr("%1 is failing for nearly all customers").arg(name);
    return HealthWords::tr("%1 is failing for about 1 in %2 customers").arg(name, fixedNumber(std::round(each), 0));
}

/// "Orders per minute: 342, expected 500": the first indicator of the business that is as bad as the platform.
QString failingIndicator(const Platform &platform)
{
    const PlatformView &view = platform.view();
    const auto &configs = platform.workspace().indicators;
    for (std::size_t i = 0; i < view.indicators.size() && i < configs.size(); ++i) {
        const IndicatorView &indicator = view.indicators[i];
        if (indicator.state <= Health::Attention || configs[i].stakeholder.isEmpty() || !indicator.figure.value)
            continue;
        return HealthWords::tr("%1: %2, %3")
            .arg(safe(configs[i].stakeholder), joined(indicatorText(*indicator.figure.value, configs[i])),
                 limitText(indicator, configs[i]));
    }
    return {};
}

QString headlineFor(const Platform &platform)
{
    const PlatformView &view = platform.view();
    if (!anySourceAnswers(view))
        return blindHeadline(view);
    switch (view.worst) {
    case Health::Normal:
        return HealthWords::tr("Everything is working normally");
    case Health::Unknown:
        return HealthWords::tr("Not everything can be seen");
    case Health::Attention:
        return HealthWords::tr("The shop is working; something needs attention");
    case Health::Degraded:
    case Health::Critical:
        break;
    }
    const QString service = failingService(platform);
    const QString indicator = service.isEmpty() ? failingIndicator(platform) : service;
    return indicator.isEmpty() ? HealthWords::tr("Part of the platform is not working normally") : indicator;
}

QString detailFor(const PlatformView &view)
{
    if (!anySourceAnswers(view))
        return HealthWords::tr("What is shown below is what was known last. The team is told by the console itself.");
    return view.worst > Health::Attention ? HealthWords::tr("The team is working on it.") : QString();
}

HealthCard cardFor(const IndicatorView &indicator, const IndicatorConfig &config)
{
    HealthCard card{
        indicator.id, safe(config.stakeholder), indicator.figure.value, indicator.unit, indicator.target, {}, {},
        {},           indicator.state,          indicator.figure.age};
    card.valueText = card.value ? joined(indicatorText(*card.value, config)) : QStringLiteral("\u2014");
    card.targetText = limitText(indicator, config);
    return card;
}

void addMoney(HealthFacts &facts, const Platform &platform, std::optional<WallTime> since)
{
    const IndicatorConfig *orders = ordersIndicator(platform.workspace());
    const auto risk = orders ? moneyAtRisk(platform, since.value_or(facts.time)) : std::nullopt;
    if (!risk)
        return;
    const auto &views = platform.view().indicators;
    const auto view = std::ranges::find(views, orders->id, &IndicatorView::id);
    const QString &currency = platform.workspace().currency;
    HealthCard card{QStringLiteral("revenue_at_risk"),
                    HealthWords::tr("Revenue at risk"),
                    risk->perMinute,
                    QStringLiteral("currency_per_minute"),
                    std::nullopt,
                    {},
                    {},
                    {},
                    Health::Unknown,
                    std::nullopt};
    if (view != views.end()) {
        card.state = view->state;
        card.age = view->figure.age;
    }
    card.valueText = risk->perMinute
                         ? HealthWords::tr("%1 per minute").arg(joined(moneyText(*risk->perMinute, currency)))
                         : QStringLiteral("\u2014");
    if (since && risk->lost)
        card.targetText = HealthWords::tr("%1 so far, estimate").arg(joined(moneyText(*risk->lost, currency)));
    card.remark = HealthWords::tr("Estimate: missing orders \u00d7 %1 for an order")
                      .arg(joined(moneyText(orders->orderValue.value_or(0), currency)));
    facts.cards.push_back(std::move(card));
}

/// When the first of the alarms that still stand was raised.
std::optional<WallTime> beginning(const PlatformView &view)
{
    std::optional<WallTime> first;
    for (const Alarm &alarm : view.alarms)
        if (isActive(alarm) && alarm.severity > Health::Attention)
            first = std::min(first.value_or(alarm.since), alarm.since);
    return first;
}

std::vector<HealthStep> stepsFor(const PlatformView &view)
{
    std::vector<HealthStep> steps;
    if (const auto since = beginning(view))
        steps.push_back({*since, HealthWords::tr("Problem detected by monitoring")});
    const bool taken = std::ranges::any_of(
        view.alarms, [](const Alarm &alarm) { return isActive(alarm) && !alarm.acknowledgedBy.isEmpty(); });
    if (taken)
        steps.push_back({view.now, HealthWords::tr("An engineer has taken it in hand")});
    return steps;
}

} // namespace

HealthFacts healthFacts(const Platform &platform)
{
    const PlatformView &view = platform.view();
    const Workspace &workspace = platform.workspace();
    HealthFacts facts;
    facts.time = view.now;
    facts.workspace = safe(workspace.name);
    facts.headline = headlineFor(platform);
    facts.detail = detailFor(view);
    facts.state = anySourceAnswers(view) ? view.worst : Health::Unknown;
    for (std::size_t i = 0; i < view.indicators.size() && i < workspace.indicators.size(); ++i)
        if (!workspace.indicators[i].stakeholder.isEmpty())
            facts.cards.push_back(cardFor(view.indicators[i], workspace.indicators[i]));
    addMoney(facts, platform, beginning(view));
    for (std::size_t i = 0; i < view.services.size() && i < workspace.services.size(); ++i)
        facts.affected.push_back({nameFor(workspace.services[i]), view.services[i].state, wordsFor(view.services[i])});
    facts.doing = stepsFor(view);
    return facts;
}

} // namespace surgedeck
