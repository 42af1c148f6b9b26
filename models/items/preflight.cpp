// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/preflight.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/runbook/binding.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widest = 120;
constexpr qsizetype mostNamed = 4;

struct PreflightWords
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

QString some(QStringList names)
{
    const qsizetype more = names.size() - mostNamed;
    names = names.mid(0, mostNamed);
    return safe(more > 0 ? PreflightWords::tr("%1 and %2 more").arg(names.join(QStringLiteral(", "))).arg(more)
                         : names.join(QStringLiteral(", ")));
}

ReadinessCheck check(const char *id, const QString &challenge, const QString &response, Health health)
{
    return {QLatin1String(id), challenge, response, health};
}

ReadinessCheck acting(const PreflightInput &input)
{
    if (input.acting.empty())
        return check("acting", PreflightWords::tr("Sessions for acting, opened"),
                     PreflightWords::tr("no source has an acting account"), Health::Attention);
    QStringList obstacles;
    for (const auto &[source, why] : input.acting)
        if (!why.isEmpty())
            obstacles << source + QStringLiteral(": ") + why;
    const QString all = PreflightWords::tr("%1 of %2 can be acted on")
                            .arg(qsizetype(input.acting.size()) - obstacles.size())
                            .arg(input.acting.size());
    return check("acting", PreflightWords::tr("Sessions for acting, opened"),
                 obstacles.isEmpty() ? all : all + QStringLiteral("; ") + some(obstacles),
                 obstacles.isEmpty() ? Health::Normal : Health::Attention);
}

/// Services whose capacity was never proven, and those of which the present load leaves less than a fifth. Where
/// nothing is known of the load there is no headroom to speak of.
ReadinessCheck capacity(const Platform &platform)
{
    QStringList unproven, tight, unseen;
    for (const ServiceView &service : platform.view().services) {
        if (!service.capacity)
            unproven << service.name;
        else if (!service.ratePerMinute.value)
            unseen << service.name;
        else if (*service.ratePerMinute.value > 0.8 * *service.capacity)
            tight << service.name;
    }
    if (platform.view().services.empty() || !unseen.isEmpty())
        return check("capacity", PreflightWords::tr("Headroom below proven capacity"),
                     unseen.isEmpty() ? PreflightWords::tr("no service is described")
                                      : PreflightWords::tr("load not known: %1").arg(some(unseen)),
                     Health::Unknown);
    if (!tight.isEmpty())
        return check("capacity", PreflightWords::tr("Headroom below proven capacity"),
                     PreflightWords::tr("less than a fifth: %1").arg(some(tight)), Health::Attention);
    return check("capacity", PreflightWords::tr("Headroom below proven capacity"),
                 unproven.isEmpty() ? PreflightWords::tr("at least a fifth everywhere")
                                    : PreflightWords::tr("never proven: %1").arg(some(unproven)),
                 unproven.isEmpty() ? Health::Normal : Health::Attention);
}

/// What is planned against what was proven.
std::optional<ReadinessCheck> plannedOrders(const Platform &platform)
{
    const EventConfig *event = nextEvent(platform.workspace(), platform.view().now);
    if (event == nullptr || !event->ordersPerMinute)
        return std::nullopt;
    const Milliseconds until = event->start - platform.view().now;
    const QString when =
        until.count() > 0 ? PreflightWords::tr("in %1").arg(durationWords(until)) : PreflightWords::tr("now");
    return check("event", PreflightWords::tr("Next event"),
                 PreflightWords::tr("%1, %2, %3 orders a minute")
                     .arg(safe(event->name), when, fixedNumber(*event->ordersPerMinute, 0)),
                 Health::Normal);
}

ReadinessCheck runbooks(const PreflightInput &input)
{
    QStringList broken, lacking;
    for (const runbook::LibraryEntry &entry : input.library.entries()) {
        if (!entry.isUsable())
            broken << entry.runbook.id;
        else if (hasErrors(runbook::missingIn(input.platform.workspace(), entry.runbook)))
            lacking << entry.runbook.id;
    }
    const auto all = qsizetype(input.library.entries().size());
    QString response =
        PreflightWords::tr("%1 of %2 can be run here").arg(all - broken.size() - lacking.size()).arg(all);
    if (!broken.isEmpty())
        response += PreflightWords::tr("; with mistakes: %1").arg(some(broken));
    return check("runbooks", PreflightWords::tr("Runbooks"), response,
                 broken.isEmpty() ? Health::Normal : Health::Attention);
}

ReadinessCheck named(const PreflightInput &input)
{
    QStringList without, unknown;
    for (const IndicatorConfig &indicator : input.platform.workspace().indicators) {
        if (indicator.objective && indicator.runbook.isEmpty())
            without << indicator.name;
        else if (!indicator.runbook.isEmpty() && input.library.find(indicator.runbook.id) == nullptr)
            unknown << indicator.runbook.id;
    }
    const QString response = !unknown.isEmpty()  ? PreflightWords::tr("unknown: %1").arg(some(unknown))
                             : without.isEmpty() ? PreflightWords::tr("every objective has one")
                                                 : PreflightWords::tr("R00 for %1").arg(some(without));
    return check("alarm-runbooks", PreflightWords::tr("Runbooks of alarms"), response,
                 unknown.isEmpty() ? Health::Normal : Health::Attention);
}

ReadinessCheck silences(const PreflightInput &input)
{
    const auto active = input.care.silences(input.platform.view().now);
    QStringList matches;
    for (const Silence &silence : active)
        matches << silence.match;
    return check("silences", PreflightWords::tr("Silences"), active.empty() ? QStringLiteral("0") : some(matches),
                 active.empty() ? Health::Normal : Health::Attention);
}

QString stateOf(const ReadinessCheck &check)
{
    return check.response.isEmpty() ? toWord(Health::Unknown) : toWord(check.health);
}

} // namespace

std::vector<ReadinessCheck> preflightChecks(const PreflightInput &input)
{
    std::vector<ReadinessCheck> checks = readiness(input.platform).checks;
    if (const auto planned = plannedOrders(input.platform))
        checks.insert(checks.begin(), *planned);
    for (const ReadinessCheck &further :
         {acting(input), capacity(input.platform), runbooks(input), named(input), silences(input)})
        checks.push_back(further);
    return checks;
}

int openChecks(const std::vector<ReadinessCheck> &checks)
{
    return static_cast<int>(std::ranges::count_if(
        checks, [](const ReadinessCheck &one) { return one.health != Health::Normal || one.response.isEmpty(); }));
}

QJsonObject preflightDocument(const Platform &platform, const std::vector<ReadinessCheck> &checks)
{
    QJsonArray rows;
    for (const ReadinessCheck &one : checks)
        rows.append(QJsonObject{{QStringLiteral("id"), one.id},
                                {QStringLiteral("challenge"), one.challenge},
                                {QStringLiteral("response"), jsonText(one.response)},
                                {QStringLiteral("state"), stateOf(one)}});
    const EventConfig *event = nextEvent(platform.workspace(), platform.view().now);
    QJsonObject document = newDocument();
    document[QStringLiteral("time")] = toRfc3339(platform.view().now);
    document[QStringLiteral("workspace")] = platform.workspace().name;
    document[QStringLiteral("event")] = event == nullptr ? QJsonValue() : QJsonValue(event->name);
    document[QStringLiteral("ready")] = openChecks(checks) == 0;
    document[QStringLiteral("open")] = openChecks(checks);
    document[QStringLiteral("checks")] = rows;
    return document;
}

} // namespace surgedeck
