// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/queriestable.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

QueriesReport reportOf(const Platform &platform, const SourceConfig &config, WallTime now)
{
    QueriesReport report;
    report.time = now;
    report.source = config.id;
    report.engine = config.type;
    if (const auto facts = platform.sources().view(config.id, now).facts; facts && !facts->engine.isEmpty())
        report.engine = facts->engine;
    if (const DatabaseStore *database = platform.database(config.id))
        report.database = database->view();
    if (const CacheStats *cache = platform.cache(config.id))
        report.cache = *cache;
    return report;
}

bool hasQueries(const SourceConfig &config)
{
    return config.type == QLatin1String("postgresql") || config.type == QLatin1String("mysql")
        || config.type == QLatin1String("redis");
}

int wrongSource(VerbCall &call, const Workspace &workspace, const QString &id)
{
    QStringList usable;
    for (const SourceConfig &source : workspace.sources)
        if (hasQueries(source))
            usable << source.id;
    return usageError(call, "queries",
                      QStringLiteral("--source %1 is no database or Redis of this workspace; it has: %2")
                          .arg(id.left(80), usable.isEmpty() ? QStringLiteral("none") : usable.join(QLatin1String(", "))));
}

int collectAndPrint(VerbCall &call, const Arguments &arguments, std::shared_ptr<const Workspace> workspace,
                    const SourceConfig &config, Milliseconds collectFor)
{
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace, config.id), {collectFor + std::chrono::seconds(1)}, clock);
    int status = ExitFine;
    std::optional<Progress> progress(std::in_place, QStringLiteral("watching %1").arg(config.id), collectFor);
    QTimer::singleShot(collectFor, Qt::PreciseTimer, &session, [&] {
        progress.reset();
        (void)session.evaluate();
        const QueriesReport report = reportOf(session.platform(), config, clock.now());
        if (arguments.output() == Output::Json)
            call.out << QJsonDocument(queriesDocument(report)).toJson(QJsonDocument::Compact) << '\n';
        else
            printQueriesTable(call.out, report);
        const SourceView source = session.platform().sources().view(config.id, clock.now());
        if (!source.error.isEmpty())
            call.err << config.id << ": " << toWord(source.state) << ": " << source.error << '\n';
        status = report.database || report.cache ? ExitFine : ExitUnreachable;
        QCoreApplication::exit(status);
    });
    session.start();
    return QCoreApplication::exec();
}

} // namespace

int runQueries(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "queries",
        {{QStringLiteral("WORKSPACE")}, 1,
         {{QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("10s")},
          {QStringLiteral("source"), {}, QStringLiteral("ID")}}});
    if (!arguments)
        return ExitUsage;
    if (!arguments->isSet(QStringLiteral("source")))
        return usageError(call, "queries", QStringLiteral("--source ID is missing"));
    const auto collectFor = arguments->duration(call, QStringLiteral("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;
    const QString id = arguments->value(QStringLiteral("source"));
    const SourceConfig *config = workspace->source(id);
    if (!config || !hasQueries(*config))
        return wrongSource(call, *workspace, id);
    return collectAndPrint(call, *arguments, workspace, *config, *collectFor);
}

} // namespace surgedeck
