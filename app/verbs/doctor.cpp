// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/texttable.h"
#include "connectors/base/worker.h"
#include "connectors/builtin.h"
#include "models/base/secret.h"
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

struct Diagnosis
{
    QString id;
    std::vector<DiagnosisStage> stages;
};

/// Libraries quote what they were given; no password of it is shown.
std::vector<DiagnosisStage> redacted(std::vector<DiagnosisStage> stages)
{
    for (DiagnosisStage &stage : stages)
        stage.value = redactUrl(stage.value);
    return stages;
}

/// Tests all sources at once, each on its own worker, and calls back when the last one has ended.
class Doctor final : public QObject
{
public:
    Doctor(std::vector<PreparedSource> sources, const Clock &clock) : m_clock(clock)
    {
        for (PreparedSource &source : sources)
            m_diagnoses.push_back({source.id, {}});
        for (std::size_t i = 0; i < sources.size(); ++i)
            examine(i, std::move(sources[i]));
    }

    ~Doctor() override
    {
        for (const auto &worker : m_workers)
            worker->requestStop();
    }

    const std::vector<Diagnosis> &diagnoses() const { return m_diagnoses; }
    bool isDone() const { return m_open == 0; }

private:
    void examine(std::size_t index, PreparedSource prepared)
    {
        auto created = prepared.settings ? createSource(*prepared.settings, m_clock)
                                         : Result<SourcePtr>(prepared.settings.error());
        if (!created) {
            m_diagnoses[index].stages = {{QStringLiteral("name"), false, redactUrl(created.error().message), std::nullopt,
                                          QStringLiteral("correct this source in the workspace file")}};
            return;
        }
        m_open += 1;
        m_workers.push_back(std::make_unique<Worker>(prepared.id));
        auto source = std::make_shared<SourcePtr>(std::move(created).value());
        m_workers.back()->post([this, index, source](std::stop_token stop) {
            auto stages = (*source)->diagnose(stop);
            source->reset();
            Worker::deliver(this, [this, index, stages = std::move(stages)]() mutable {
                m_diagnoses[index].stages = redacted(std::move(stages));
                if (--m_open == 0)
                    QCoreApplication::quit();
            });
        });
    }

    const Clock &m_clock;
    std::vector<Diagnosis> m_diagnoses;
    int m_open = 0;
    std::vector<std::unique_ptr<Worker>> m_workers;
};

QJsonObject toJson(const Diagnosis &diagnosis)
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

void print(VerbCall &call, const std::vector<Diagnosis> &diagnoses, Output output)
{
    if (output == Output::Json) {
        QJsonArray sources;
        for (const Diagnosis &diagnosis : diagnoses)
            sources.append(toJson(diagnosis));
        QJsonObject document = newDocument();
        document[QStringLiteral("sources")] = sources;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
        return;
    }
    TextTable table({{QStringLiteral("SOURCE")}, {QStringLiteral("STAGE")}, {QStringLiteral("RESULT")},
                     {QStringLiteral("MS"), TextTable::Align::Right}, {QStringLiteral("VALUE")}, {QStringLiteral("WHAT TO DO")}});
    for (const Diagnosis &diagnosis : diagnoses)
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

bool neverReached(const Diagnosis &diagnosis)
{
    return std::none_of(diagnosis.stages.begin(), diagnosis.stages.end(), [](const DiagnosisStage &stage) {
        return stage.stage == QLatin1String("connect") && stage.ok.value_or(false);
    });
}

int exitStatus(const std::vector<Diagnosis> &diagnoses)
{
    if (!diagnoses.empty() && std::all_of(diagnoses.begin(), diagnoses.end(), neverReached))
        return ExitUnreachable;
    const bool anyFailed = std::any_of(diagnoses.begin(), diagnoses.end(), [](const Diagnosis &diagnosis) {
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
    Doctor doctor(prepareSources(*workspace, only, Credentials::ReadAndAct), clock);
    if (!doctor.isDone()) {
        QTimer::singleShot(patience, QCoreApplication::instance(), &QCoreApplication::quit);
        QCoreApplication::exec();
    }
    print(call, doctor.diagnoses(), arguments->output());
    return exitStatus(doctor.diagnoses());
}

} // namespace surgedeck
