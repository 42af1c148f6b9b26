// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runfile.h"
#include "app/verbs/loading.h"
#include "app/verbs/runbook.h"
#include "app/verbs/texttable.h"
#include "connectors/journal/journalplace.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/runbook/runscore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr qsizetype mostRuns = 200;

std::shared_ptr<const Workspace> workspaceOf(VerbCall &call, const Arguments &arguments, const QString &form)
{
    if (arguments.isSet(QStringLiteral("workspace")))
        return loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace")));
    usageError(call, "runbook", QStringLiteral("%1 needs --workspace W").arg(form));
    return nullptr;
}

QString outcomeOf(const RunSummary &run)
{
    return run.outcome ? runbook::toWord(*run.outcome) : QStringLiteral("not ended");
}

QJsonObject toJson(const RunSummary &run)
{
    return {{QStringLiteral("run"), run.run},
            {QStringLiteral("runbook"), run.runbook},
            {QStringLiteral("by"), run.person},
            {QStringLiteral("started"), toRfc3339(run.started)},
            {QStringLiteral("ended"), jsonTime(run.ended)},
            {QStringLiteral("rehearsal"), run.rehearsal},
            {QStringLiteral("outcome"), run.outcome ? QJsonValue(runbook::toWord(*run.outcome)) : QJsonValue::Null}};
}

void print(VerbCall &call, const QJsonObject &document)
{
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

void printScore(VerbCall &call, const runbook::Score &score)
{
    const auto safe = [](const QString &text) { return SafeText::of(text).singleLine(); };
    call.out << safe(score.run) << (score.rehearsal ? " (rehearsal) " : " ") << runbook::toWord(score.outcome) << " in "
             << durationWords(score.took) << ", of which " << durationWords(score.forPeople) << " waited for people\n";
    TextTable table({{QStringLiteral("STEP")},
                     {QStringLiteral("STATE")},
                     {QStringLiteral("TOOK"), TextTable::Align::Right},
                     {QStringLiteral("USUAL"), TextTable::Align::Right},
                     {QStringLiteral("PASSES"), TextTable::Align::Right},
                     {QStringLiteral("TITLE")}});
    for (const runbook::StepScore &step : score.steps)
        table.add({step.id, runbook::toWord(step.state),
                   durationWords(step.took) + (step.isLate() ? QStringLiteral("!") : QString()),
                   step.usual.count() > 0 ? durationWords(step.usual) : QStringLiteral("-"),
                   QString::number(step.passes), step.title});
    table.print(call.out);
    for (const runbook::Deviation &deviation : score.deviations)
        call.out << "deviation  " << toRfc3339(deviation.at) << "  " << safe(deviation.step) << ": "
                 << safe(deviation.what)
                 << (deviation.person.isEmpty() ? QString() : QStringLiteral(", ") + safe(deviation.person)) << '\n';
    for (const QString &title : score.notLookedAt)
        call.out << "not looked at  " << safe(title) << '\n';
    for (const QString &title : score.notReached)
        call.out << "not reached    " << safe(title) << '\n';
}

} // namespace

int listRuns(VerbCall &call, const Arguments &arguments)
{
    const auto workspace = workspaceOf(call, arguments, QStringLiteral("runs"));
    if (!workspace)
        return ExitUsage;
    const auto runs = runSummaries(journalDirectory(workspace->name), mostRuns);
    if (arguments.output() == Output::Json) {
        QJsonArray rows;
        for (const RunSummary &run : runs)
            rows.append(toJson(run));
        QJsonObject document = newDocument();
        document[QStringLiteral("runs")] = rows;
        print(call, document);
        return ExitFine;
    }
    TextTable table({{QStringLiteral("RUN")},
                     {QStringLiteral("STARTED")},
                     {QStringLiteral("OUTCOME")},
                     {QStringLiteral("REHEARSAL")},
                     {QStringLiteral("BY")}});
    for (const RunSummary &run : runs)
        table.add({run.run, toRfc3339(run.started), outcomeOf(run), run.rehearsal ? QStringLiteral("yes") : QString(),
                   run.person});
    table.print(call.out);
    return ExitFine;
}

int scoreRun(VerbCall &call, const Arguments &arguments)
{
    const auto workspace = workspaceOf(call, arguments, QStringLiteral("score"));
    if (!workspace)
        return ExitUsage;
    const QString directory = journalDirectory(workspace->name);
    QString run = arguments.positional(1);
    if (run.isEmpty())
        run = keptRuns(directory).value(0); // the newest
    const auto kept = readRun(directory, run);
    if (run.isEmpty() || !kept) {
        call.err << "surgedeck runbook: there is no such run; 'runbook runs --workspace W' lists them\n";
        return ExitUsage;
    }
    const runbook::Score score = runbook::scoreOf(kept->runbook, kept->pinned.start, kept->events, SystemClock().now());
    if (arguments.output() == Output::Json) {
        QJsonObject document = newDocument();
        document[QStringLiteral("score")] = runbook::toJson(score);
        print(call, document);
    } else {
        printScore(call, score);
    }
    return ExitFine;
}

} // namespace surgedeck
