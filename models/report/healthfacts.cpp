// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/healthfacts.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/alarmwords.h"
#include "models/items/clocktext.h"
#include "models/items/incidentfacts.h"
#include "models/items/indicatortext.h"
#include "models/items/readiness.h"
#include "models/report/healthcards.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int widestName = 60;
constexpr int widestLine = 200;
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

/// "Orders are on target. Flash Friday begins at 03:00."
QString calmLine(const Platform &platform)
{
    QStringList parts;
    const PlatformView &view = platform.view();
    if (const IndicatorConfig *orders = ordersIndicator(platform.workspace())) {
        const auto seen = std::ranges::find(view.indicators, orders->id, &IndicatorView::id);
        if (seen != view.indicators.end() && seen->state == Health::Normal && seen->target)
            parts << HealthWords::tr("Orders are on target.");
    }
    const EventConfig *event = nextEvent(platform.workspace(), view.now);
    if (event && event->start > view.now && event->start - view.now < std::chrono::hours(24))
        parts << HealthWords::tr("%1 begins at %2.").arg(safe(event->name), minuteText(event->start));
    return parts.join(QLatin1Char(' '));
}

/// A person's own line stands above any template, as long as it is about now.
QString detailFor(const Platform &platform)
{
    const PlatformView &view = platform.view();
    if (!anySourceAnswers(view))
        return HealthWords::tr("What is shown below is what was known last. The team is told by the console itself.");
    if (const Announcement *told = platform.announcement())
        return SafeText::of(told->text).singleLine(widestLine);
    if (view.worst > Health::Attention)
        return HealthWords::tr("The team is working on it.");
    return view.worst == Health::Normal ? calmLine(platform) : QString();
}

HealthCourse courseFor(const Platform &platform)
{
    const IndicatorConfig *orders = ordersIndicator(platform.workspace());
    if (!orders)
        return {};
    const auto &seen = platform.metrics().history(watched::indicator(orders->id));
    const auto &expected = platform.metrics().history(watched::expected(orders->id));
    HealthCourse course{safe(orders->stakeholder.isEmpty() ? orders->name : orders->stakeholder),
                        {seen.begin(), seen.end()},
                        {expected.begin(), expected.end()},
                        std::nullopt};
    if (orders->objective)
        course.target = orders->objective->limit;
    return course;
}

QString occasionFor(const Platform &platform)
{
    const WallTime now = platform.view().now;
    const EventConfig *event = nextEvent(platform.workspace(), now);
    const bool near = event && event->start - now < std::chrono::hours(24);
    return near ? safe(event->name) : QString();
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

std::vector<HealthStep> stepsFor(const Platform &platform)
{
    const PlatformView &view = platform.view();
    std::vector<HealthStep> steps;
    if (const auto since = beginning(view))
        steps.push_back({*since, HealthWords::tr("Problem detected by monitoring")});
    const bool taken = std::ranges::any_of(
        view.alarms, [](const Alarm &alarm) { return isActive(alarm) && !alarm.acknowledgedBy.isEmpty(); });
    if (taken)
        steps.push_back({view.now, HealthWords::tr("An engineer has taken it in hand")});
    if (const Announcement *told = platform.announcement())
        steps.push_back({told->at, SafeText::of(told->text).singleLine(widestLine)});
    if (const EventConfig *event = nextEvent(platform.workspace(), view.now);
        event && event->start > view.now && event->start - view.now < std::chrono::hours(24))
        steps.push_back({event->start, HealthWords::tr("%1 begins").arg(safe(event->name))});
    std::ranges::stable_sort(steps, {}, &HealthStep::time);
    return steps;
}

} // namespace

HealthFacts healthFacts(const Platform &platform)
{
    const PlatformView &view = platform.view();
    if (const auto &published = platform.publishedHealth())
        if (auto facts = healthFactsFrom(published->document))
            return agedTo(*std::move(facts), view.now, published->current);
    const Workspace &workspace = platform.workspace();
    HealthFacts facts;
    facts.time = view.now;
    facts.workspace = safe(workspace.name);
    facts.headline = headlineFor(platform);
    facts.blind = !anySourceAnswers(view);
    facts.detail = detailFor(platform);
    facts.state = anySourceAnswers(view) ? view.worst : Health::Unknown;
    facts.cards = healthCards(platform, beginning(view));
    for (std::size_t i = 0; i < view.services.size() && i < workspace.services.size(); ++i)
        facts.affected.push_back({nameFor(workspace.services[i]), view.services[i].state, wordsFor(view.services[i])});
    facts.doing = stepsFor(platform);
    if (const Announcement *told = platform.announcement())
        facts.nextUpdate = told->nextUpdate;
    facts.occasion = occasionFor(platform);
    facts.course = courseFor(platform);
    return facts;
}

HealthFacts agedTo(HealthFacts facts, WallTime now, Milliseconds current)
{
    const Milliseconds passed = std::max(Milliseconds{0}, now - facts.time);
    for (HealthCard &card : facts.cards)
        if (card.age)
            card.age = *card.age + passed;
    if (passed <= current && !facts.blind)
        return facts;
    if (!facts.blind)
        facts.headline = HealthWords::tr("No current data since %1").arg(clockText(facts.time));
    facts.detail = HealthWords::tr("What is shown below is what was known last: nobody has published anything since.");
    facts.blind = true;
    facts.state = Health::Unknown;
    for (HealthCard &card : facts.cards)
        card.state = Health::Unknown;
    for (AffectedPart &part : facts.affected) {
        part.words = HealthWords::tr("not known; was: %1").arg(part.words);
        part.state = Health::Unknown;
    }
    return facts;
}

QString nextUpdateWords(const HealthFacts &facts, WallTime now)
{
    if (!facts.nextUpdate)
        return {};
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(*facts.nextUpdate - now);
    if (*facts.nextUpdate > now)
        return HealthWords::tr("in %1").arg(durationWords(minutes));
    const auto late = std::chrono::floor<std::chrono::minutes>(now - *facts.nextUpdate);
    return late.count() == 0 ? HealthWords::tr("due now") : HealthWords::tr("due %1 ago").arg(durationWords(late));
}

} // namespace surgedeck
