// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/incidentfacts.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/alarmwords.h"
#include "models/items/clocktext.h"
#include "models/items/indicatortext.h"
#include "models/items/probablecause.h"
#include "models/items/readiness.h"
#include "models/items/statewords.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestName = 60;

struct BarWords
{
    Q_DECLARE_TR_FUNCTIONS(IncidentFacts)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

WallTime firstRaised(const PlatformView &view, const Alarm &headline)
{
    WallTime first = headline.since;
    for (const Alarm &alarm : view.alarms)
        if (isActive(alarm) && alarm.severity == headline.severity)
            first = std::min(first, alarm.since);
    return first;
}

/// "Estimate: (342 expected − 184 orders /min) × $36"
QString formulaOf(const Platform &platform, const IndicatorConfig &orders, const MoneyAtRisk &risk)
{
    const MetricView now = platform.metrics().view(watched::indicator(orders.id));
    const NumberText each = moneyText(orders.orderValue.value_or(0), platform.workspace().currency);
    const double seen = now.value.value_or(0);
    return BarWords::tr("Estimate: (%1 expected \u2212 %2 orders /min) \u00d7 %3 for an order. Some may be placed later.")
        .arg(fixedNumber(risk.missingPerMinute.value_or(0) + seen, 0), fixedNumber(seen, 0),
             (each.number + QLatin1Char(' ') + each.unit).trimmed());
}

void addMoney(std::vector<IncidentFact> &facts, const Platform &platform, WallTime since)
{
    const IndicatorConfig *orders = ordersIndicator(platform.workspace());
    const auto risk = moneyAtRisk(platform, since);
    if (!orders || !risk)
        return;
    const QString &currency = platform.workspace().currency;
    const QString formula = risk->missingPerMinute ? formulaOf(platform, *orders, *risk)
                                                   : BarWords::tr("Orders, or what is expected of them, are not known now.");
    IncidentFact now{BarWords::tr("At risk (estimate)"), {}, {}, false, formula};
    if (risk->perMinute) {
        const NumberText text = moneyText(*risk->perMinute, currency);
        now.value = (text.number + QLatin1Char(' ') + text.unit).trimmed();
        now.unit = BarWords::tr("/min");
    }
    IncidentFact lost{BarWords::tr("Lost so far (estimate)"), {}, {}, false, {}};
    if (risk->lost) {
        const NumberText text = moneyText(*risk->lost, currency);
        lost.value = (text.number + QLatin1Char(' ') + text.unit).trimmed();
    }
    lost.explanation = BarWords::tr("%1 Summed over %2 of %3 that are known.")
                           .arg(formula, durationWords(risk->known), durationWords(platform.view().now - since));
    facts.push_back(now);
    facts.push_back(lost);
}

void addTaken(std::vector<IncidentFact> &facts, const PlatformView &view)
{
    std::size_t open = 0;
    QString by;
    for (const Alarm &alarm : view.alarms) {
        if (alarm.state == AlarmState::Acknowledged && by.isEmpty())
            by = safe(alarm.acknowledgedBy);
        else if (alarm.state == AlarmState::Firing || alarm.state == AlarmState::SourceLost)
            ++open;
    }
    if (by.isEmpty())
        by = BarWords::tr("nobody yet");
    else if (open > 0)
        by += BarWords::tr(", %1 open").arg(open);
    facts.push_back({BarWords::tr("Acknowledged by"), by, {}, true, {}});
}

void addNextEvent(std::vector<IncidentFact> &facts, const Platform &platform)
{
    const WallTime now = platform.view().now;
    const EventConfig *event = nextEvent(platform.workspace(), now);
    if (!event)
        return;
    const QString when = event->start <= now
                             ? BarWords::tr("now, ends in %1").arg(durationWords(event->end - now))
                             : BarWords::tr("%1 \u00b7 in %2").arg(dayText(event->start, now), durationWords(event->start - now));
    facts.push_back({BarWords::tr("Next planned event"), BarWords::tr("%1 %2").arg(safe(event->name), when), {}, true, {}});
}

void addQuiet(IncidentFacts &bar, const Platform &platform)
{
    const AlarmHistory &history = platform.alarmHistory();
    const WallTime now = platform.view().now;
    const WallTime began = history.watchedSince().value_or(now);
    const AlarmEpisode *last = history.lastOver();
    const QString since = BarWords::tr("since %1, when watching began").arg(dayText(began, now));
    if (last) {
        const Milliseconds lasted = *last->over - last->raised;
        bar.subtitle = BarWords::tr("Last: %1, %2, %3 for %4")
                           .arg(safe(last->name), stateWords(last->worst), dayText(last->raised, now), durationWords(lasted));
    } else {
        bar.subtitle = BarWords::tr("No alarm %1").arg(since);
    }
    const Milliseconds quiet = now - (last ? *last->over : began);
    bar.facts.push_back({BarWords::tr("Quiet for"), durationWords(quiet), {}, false, last ? QString() : since});
    const auto raised = history.episodes().size();
    const bool whole = now - began >= AlarmHistory::span;
    bar.facts.push_back({BarWords::tr("Alarms, last 24 h"), QString::number(raised),
                         whole ? QString() : BarWords::tr("since %1").arg(minuteText(began)), false, since});
}

/// The budget that is nearest to its end, calm or not.
void addBudget(std::vector<IncidentFact> &facts, const PlatformView &view)
{
    const SloView *tightest = nullptr;
    for (const SloView &slo : view.slos)
        if (slo.budgetLeft && (!tightest || *slo.budgetLeft < *tightest->budgetLeft))
            tightest = &slo;
    if (view.slos.empty())
        return;
    IncidentFact fact{BarWords::tr("Error budget"), {}, {}, false, {}};
    if (tightest) {
        fact.value = fixedNumber(std::max(0.0, *tightest->budgetLeft) * 100, 0) + QStringLiteral(" %");
        fact.unit = BarWords::tr("left");
        fact.explanation = BarWords::tr("%1: objective %2 %, %3 % were good, over %4 of %5 that are known.")
                               .arg(safe(tightest->name), fixedNumber(tightest->objectivePercent, 2),
                                    fixedNumber(tightest->goodPercent.value_or(0), 3), durationWords(tightest->known),
                                    durationWords(tightest->period));
        if (tightest->eventBudgetLeft)
            fact.explanation += BarWords::tr(" Of the budget of %1, %2 % are left.")
                                    .arg(safe(tightest->event), fixedNumber(*tightest->eventBudgetLeft * 100, 0));
    } else {
        fact.explanation = BarWords::tr("Nothing has been counted yet.");
    }
    facts.push_back(fact);
}

void addSources(std::vector<IncidentFact> &facts, const PlatformView &view)
{
    const auto ok = std::count_if(view.sources.begin(), view.sources.end(),
                                  [](const SourceView &source) { return source.state == SourceState::Ok; });
    facts.push_back({BarWords::tr("Sources"), QString::number(ok), BarWords::tr("of %1 answer").arg(view.sources.size())});
}

QString unseen(const PlatformView &view)
{
    QStringList names;
    for (const SourceView &source : view.sources)
        if (source.state != SourceState::Ok)
            names << QStringLiteral("%1 %2").arg(safe(source.id), stateWords(source.state));
    for (const IndicatorView &indicator : view.indicators)
        if (indicator.state == Health::Unknown && names.size() < 4)
            names << safe(indicator.name);
    return names.join(QStringLiteral(", "));
}

} // namespace

const IndicatorConfig *ordersIndicator(const Workspace &workspace)
{
    const auto found = std::find_if(workspace.indicators.begin(), workspace.indicators.end(),
                                    [](const IndicatorConfig &config) { return config.orderValue.has_value(); });
    return found == workspace.indicators.end() ? nullptr : &*found;
}

std::optional<MoneyAtRisk> moneyAtRisk(const Platform &platform, WallTime since)
{
    const IndicatorConfig *orders = ordersIndicator(platform.workspace());
    if (!orders)
        return std::nullopt;
    std::optional<double> target;
    if (orders->objective)
        target = orders->objective->limit;
    return moneyAtRisk({platform.metrics().history(watched::indicator(orders->id)),
                        platform.metrics().history(watched::expected(orders->id)), target, *orders->orderValue},
                       since, platform.view().now);
}

IncidentFacts incidentFacts(const Platform &platform)
{
    const PlatformView &view = platform.view();
    IncidentFacts bar;
    bar.health = view.worst;
    const Alarm *headline = view.worst > Health::Unknown ? headlineAlarm(view, platform.workspace()) : nullptr;
    if (headline) {
        bar.title = alarmWords(*headline, view, platform.workspace()).title();
        const auto cause = probableCause(platform, *headline);
        const auto active = std::count_if(view.alarms.begin(), view.alarms.end(), isActive);
        if (cause)
            bar.subtitle = BarWords::tr("Probable cause (inferred): %1").arg(toWords(*cause));
        else if (headline->state == AlarmState::Pending)
            bar.subtitle = BarWords::tr("Not yet for long enough to be an alarm");
        else if (active > 1)
            bar.subtitle = BarWords::tr("and %n more", nullptr, static_cast<int>(active) - 1);
        const WallTime since = firstRaised(view, *headline);
        bar.facts.push_back({BarWords::tr("Elapsed"), durationWords(view.now - since), {}, false,
                             BarWords::tr("since %1").arg(clockText(since))});
        addMoney(bar.facts, platform, since);
        addTaken(bar.facts, view);
        addNextEvent(bar.facts, platform);
        return bar;
    }
    if (view.worst == Health::Normal) {
        bar.title = BarWords::tr("No active incident");
    } else if (view.worst == Health::Unknown) {
        bar.title = BarWords::tr("Not everything can be seen");
    } else {
        bar.title = BarWords::tr("Back in bounds, not yet for long enough to be calm");
    }
    addQuiet(bar, platform);
    addBudget(bar.facts, view);
    if (view.worst == Health::Unknown)
        bar.subtitle = BarWords::tr("Unknown, not normal: %1").arg(unseen(view));
    addNextEvent(bar.facts, platform);
    addSources(bar.facts, view);
    return bar;
}

} // namespace surgedeck
