// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"
#include "app/connectiontests.h"
#include "app/team/storediagnosis.h"
#include "app/team/teamsync.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/texttable.h"
#include "models/report/jsontext.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::chrono::seconds patience{40};

QJsonObject toJson(const ConnectionTest &diagnosis)
{
    QJsonArray stages;
    for (const DiagnosisStage &stage : diagnosis.stages)
        stages.append(QJsonObject{
            {QStringLiteral("stage"), stage.stage},
            {QStringLiteral("ok"), stage.ok ? QJsonValue(*stage.ok) : QJsonValue()},
            {QStringLiteral("value"), jsonText(stage.value)},
            {QStringLiteral("ms"), jsonNumber(stage.ms)},
            {QStringLiteral("advice"), jsonText(stage.advice)},
        });
    return {{QStringLiteral("id"), diagnosis.id}, {QStringLiteral("stages"), stages}};
}

void print(VerbCall &call, const std::vector<ConnectionTest> &diagnoses, Output output)
{
    if (output == Output::Json) {
        QJsonArray sources;
        for (const ConnectionTest &diagnosis : diagnoses)
            sources.append(toJson(diagnosis));
        QJsonObject document = newDocument();
        document[QStringLiteral("sources")] = sources;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
        return;
    }
    TextTable table({{QStringLiteral("SOURCE")}, {QStringLiteral("STAGE")}, {QStringLiteral("RESULT")},
                     {QStringLiteral("MS"), TextTable::Align::Right}, {QStringLiteral("VALUE")}, {QStringLiteral("WHAT TO DO")}});
    for (const ConnectionTest &diagnosis : diagnoses)
        for (const DiagnosisStage &stage : diagnosis.stages) {
            const char *result = !stage.ok ? "not reached" : *stage.ok ? "ok" : "FAILED";
            table.add({diagnosis.id, stage.stage, QLatin1String(result), cell(stage.ms, 1), stage.value, stage.advice});
        }
    table.print(call.out);
}

bool failed(const DiagnosisStage &stage)
{
    return stage.ok == false;
}

bool neverReached(const ConnectionTest &diagnosis)
{
    return std::none_of(diagnosis.stages.begin(), diagnosis.stages.end(), [](const DiagnosisStage &stage) {
        return stage.stage == QLatin1String("connect") && stage.ok.value_or(false);
    });
}

int exitStatus(const std::vector<ConnectionTest> &diagnoses)
{
    if (!diagnoses.empty() && std::all_of(diagnoses.begin(), diagnoses.end(), neverReached))
        return ExitUnreachable;
    const bool anyFailed = std::any_of(diagnoses.begin(), diagnoses.end(), [](const ConnectionTest &diagnosis) {
        return diagnosis.stages.empty() || std::any_of(diagnosis.stages.begin(), diagnosis.stages.end(), failed);
    });
    return anyFailed ? ExitProblem : ExitFine;
}

} // namespace

int runDoctor(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "doctor", {{QStringLiteral("WORKSPACE"), QStringLiteral("SOURCE")}, 1, {}});
    if (!arguments)
        return ExitUsage;
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(0));
    if (!workspace)
        return ExitUsage;
    const QString only = arguments->positional(1);
    if (!only.isEmpty() && !workspace->source(only))
        return usageError(call, "doctor", QStringLiteral("the workspace has no source '%1'").arg(only.left(80)));
    SystemClock clock;
    const auto credentials = machineRole() == Role::Viewer ? Credentials::Read : Credentials::ReadAndAct;
    ConnectionTests tests(workspace, credentials, clock);
    QObject::connect(&tests, &ConnectionTests::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    if (only.isEmpty())
        tests.startAll();
    else
        tests.start(only);
    if (tests.running() > 0) {
        QTimer::singleShot(patience, QCoreApplication::instance(), &QCoreApplication::quit);
        QCoreApplication::exec();
    }
    std::vector<ConnectionTest> shown = tests.tests();
    std::erase_if(shown, [&](const ConnectionTest &test) { return !only.isEmpty() && test.id != only; });
    if (only.isEmpty() && hasTeamStore(*workspace)) {
        ConnectionTest store;
        store.id = QStringLiteral("store");
        store.stages = diagnoseStore(*workspace, clock, {});
        shown.push_back(store);
    }
    print(call, shown, arguments->output());
    return exitStatus(shown);
}

} // namespace surgedeck
