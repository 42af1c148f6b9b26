// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcesettings.h"

#include "app/acting.h"
#include "app/config.h"
#include "app/ruleloading.h"
#include "app/samplekeeping.h"
#include "connectors/scrape/sampleblocks.h"
#include "models/metrics/store/sharedsamples.h"
#include "models/store/watched.h"
#include "models/workspace/readsections.h"
#include "models/yaml/yamlnode.h"

#include <QRandomGenerator>

namespace surgedeck {

namespace {

QString clientName()
{
    static const QString console =
        QStringLiteral("%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
    return QStringLiteral("surgedeck/" SURGEDECK_VERSION "/viewer/") + console;
}

Result<SourceSettings> prepare(const Workspace &workspace, const SourceConfig &source, Credentials credentials)
{
    const WorkspaceFolder secrets(workspace.file);
    SURGEDECK_TRY(settings, resolveSource(workspace, source, secrets, credentials));
    settings.expressions = watchedExpressions(workspace, source.id);
    settings.clientName = clientName();
    return settings;
}

/// A target file is another tool's, so it may be longer than ours.
Result<QJsonValue> readTargetFile(const QByteArray &text)
{
    ProblemList problems{QString()};
    const auto root = readYaml(text, {4 * 1024 * 1024, 16, 100'000}, problems);
    if (root && problems.isEmpty())
        return toJsonValue(*root);
    const Problems all = problems.sorted();
    return Error{Error::Kind::Config,
                 all.empty() ? QStringLiteral("it is empty")
                             : QStringLiteral("line %1: %2").arg(all.front().at.line).arg(all.front().message)};
}

} // namespace

std::vector<PreparedSource> prepareSources(const Workspace &workspace, const QString &onlySource,
                                           Credentials credentials)
{
    // Whatever asks for it: on a machine for viewers no acting credential is read.
    if (machineRole() == Role::Viewer)
        credentials = Credentials::Read;
    const auto samples = std::make_shared<metrics::SharedSamples>();
    samples->setLoader([directory = sampleDirectory(workspace.name)](metrics::SampleStore &store) {
        return SampleBlocks(directory).load(store, SystemClock().now());
    });
    samples->setPast([directory = sampleDirectory(workspace.name)](metrics::SampleStore &store, metrics::Stretch time) {
        SampleBlocks(directory).loadAround(store, WallTime(Milliseconds(time.fromMs)), WallTime(Milliseconds(time.toMs)));
    });
    std::vector<PreparedSource> prepared;
    for (const SourceConfig &source : workspace.sources)
        if (onlySource.isEmpty() || source.id == onlySource)
            prepared.push_back({source.id, prepare(workspace, source, credentials)});
    for (PreparedSource &source : prepared)
        if (source.settings && (source.settings->type == QLatin1String("metrics") ||
                                source.settings->type == QLatin1String("probe"))) {
            source.settings->samples = samples;
            source.settings->readYaml = readTargetFile;
        }
    if (onlySource.isEmpty())
        attachRules(prepared, workspace);
    return prepared;
}

} // namespace surgedeck
