// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/statustable.h"

#include "app/verbs/texttable.h"
#include "models/base/timetext.h"

#include <QTextStream>

namespace surgedeck {

namespace {

using Align = TextTable::Align;

QString age(std::optional<Milliseconds> duration)
{
    return duration ? QStringLiteral("%1 s").arg(toSeconds(*duration), 0, 'f', 1) : QStringLiteral("-");
}

QString share(const std::optional<Shares> &split)
{
    return split ? QStringLiteral("%1 / %2 %").arg(split->stable, 0, 'f', 1).arg(split->canary, 0, 'f', 1) : QStringLiteral("-");
}

void printSources(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("SOURCE")}, {QStringLiteral("TYPE")}, {QStringLiteral("STATE")},
                     {QStringLiteral("AGE"), Align::Right}, {QStringLiteral("STMT/S"), Align::Right},
                     {QStringLiteral("COST %"), Align::Right}, {QStringLiteral("NOTE")}});
    for (const SourceView &source : view.sources) {
        const QString note = !source.error.isEmpty() ? source.error : source.notices.empty() ? QString() : source.notices.front();
        const auto percent = source.timeShare ? std::optional(*source.timeShare * 100) : std::nullopt;
        table.add({source.id, source.type, toWord(source.state), age(source.age), cell(source.statementsPerSecond, 1),
                   cell(percent, 2), note});
    }
    table.print(out);
}

/// The target that counts: what is expected at this hour, where that differs from what the workspace says.
QString targetNow(const IndicatorView &indicator)
{
    return indicator.expectedNow ? cell(*indicator.target, 2) + QStringLiteral(" now") : indicator.targetText;
}

void printIndicators(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("INDICATOR")}, {QStringLiteral("STATE")}, {QStringLiteral("VALUE"), Align::Right},
                     {QStringLiteral("UNIT")}, {QStringLiteral("TARGET")}, {QStringLiteral("AGE"), Align::Right},
                     {QStringLiteral("NOTE")}});
    for (const IndicatorView &indicator : view.indicators)
        table.add({indicator.name, toWord(indicator.state), cell(indicator.figure.value, 2), indicator.unit,
                   targetNow(indicator), age(indicator.figure.age), indicator.error});
    table.print(out);
}

void printServices(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("SERVICE")}, {QStringLiteral("STATE")}, {QStringLiteral("RATE/MIN"), Align::Right},
                     {QStringLiteral("ERRORS %"), Align::Right}, {QStringLiteral("P99 S"), Align::Right},
                     {QStringLiteral("SATURATION"), Align::Right}, {QStringLiteral("AGE"), Align::Right}});
    for (const ServiceView &service : view.services) {
        const auto errors = service.errorRatio.value ? std::optional(*service.errorRatio.value * 100) : std::nullopt;
        const QString saturation = service.saturationName.isEmpty()
            ? QString()
            : service.saturationName + QLatin1Char(' ') + cell(service.saturation.value, 2);
        table.add({service.name, toWord(service.state), cell(service.ratePerMinute.value, 0), cell(errors, 2),
                   cell(service.p99Seconds.value, 3), saturation, age(service.age)});
    }
    table.print(out);
}

QString rootText(const DatabaseSummary &database)
{
    if (database.roots.empty())
        return database.cannotTell;
    const LockNode &root = database.roots.front();
    const QStringList words = {root.participant.id, root.participant.user, root.participant.application,
                               root.participant.state};
    return words.join(QLatin1Char(' ')).simplified() + QStringLiteral(" blocks %1").arg(root.blocks);
}

void printDatabases(QTextStream &out, const std::vector<DatabaseSummary> &databases)
{
    TextTable table({{QStringLiteral("DATABASE")}, {QStringLiteral("ACTIVE"), Align::Right},
                     {QStringLiteral("WAITING"), Align::Right}, {QStringLiteral("ROOT")}, {QStringLiteral("STATEMENT")}});
    for (const DatabaseSummary &database : databases) {
        const auto active = database.active ? std::optional(database.active->total()) : std::nullopt;
        table.add({database.source, cell(active, 1), QString::number(database.waiters), rootText(database),
                   database.top ? database.top->text : QString()});
    }
    table.print(out);
}

void printAlarms(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("ALARM")}, {QStringLiteral("SEVERITY")}, {QStringLiteral("STATE")},
                     {QStringLiteral("SINCE")}, {QStringLiteral("VALUE"), Align::Right}, {QStringLiteral("RUNBOOK")}});
    for (const Alarm &alarm : view.alarms)
        table.add({alarm.name, toWord(alarm.severity), toWord(alarm.state), toRfc3339(alarm.since), cell(alarm.value, 2),
                   alarm.runbook});
    table.print(out);
}

void printRoutes(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("ROUTE")}, {QStringLiteral("STATE")}, {QStringLiteral("DESIRED"), Align::Right},
                     {QStringLiteral("OBSERVED"), Align::Right}, {QStringLiteral("REASON")}});
    for (const RouteView &route : view.routes)
        table.add({route.name, toWord(route.state), share(route.desired), share(route.observed), route.reason});
    table.print(out);
}

void printSlos(QTextStream &out, const PlatformView &view)
{
    TextTable table({{QStringLiteral("SLO")}, {QStringLiteral("STATE")}, {QStringLiteral("OBJECTIVE"), Align::Right},
                     {QStringLiteral("GOOD %"), Align::Right}, {QStringLiteral("BURN"), Align::Right},
                     {QStringLiteral("BUDGET LEFT %"), Align::Right}, {QStringLiteral("KNOWN")}});
    for (const SloView &slo : view.slos) {
        const auto left = slo.budgetLeft ? std::optional(*slo.budgetLeft * 100) : std::nullopt;
        table.add({slo.name, toWord(slo.state), cell(slo.objectivePercent, 3), cell(slo.goodPercent, 3), cell(slo.burn, 1),
                   cell(left, 1),
                   QStringLiteral("%1 of %2").arg(durationWords(slo.known), durationWords(slo.period))});
    }
    table.print(out);
}

} // namespace

void printStatusTable(QTextStream &out, const PlatformView &view, const std::vector<DatabaseSummary> &databases)
{
    out << view.workspace << " (" << view.environment << "), " << toRfc3339(view.now) << ": " << toWord(view.worst) << "\n\n";
    printSources(out, view);
    if (!view.indicators.empty()) {
        out << '\n';
        printIndicators(out, view);
    }
    if (!view.services.empty()) {
        out << '\n';
        printServices(out, view);
    }
    if (!databases.empty()) {
        out << '\n';
        printDatabases(out, databases);
    }
    if (!view.routes.empty()) {
        out << '\n';
        printRoutes(out, view);
    }
    if (!view.slos.empty()) {
        out << '\n';
        printSlos(out, view);
    }
    for (const auto &[rule, error] : view.rules.faults)
        out << "\nnot evaluated: " << rule << ": " << error << '\n';
    out << '\n';
    if (view.alarms.empty())
        out << "no alarms\n";
    else
        printAlarms(out, view);
}

} // namespace surgedeck
