// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/query.h"
#include "models/metrics/store/sharedsamples.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds longEnough = std::chrono::seconds(30);

/// All that scrape, since an expression may join what several of them bring.
std::vector<PreparedSource> scrapingSources(const Workspace &workspace)
{
    std::vector<PreparedSource> sources = prepareSources(workspace);
    std::erase_if(sources, [&](const PreparedSource &source) {
        const SourceConfig *config = workspace.source(source.id);
        return config == nullptr || (config->type != QLatin1String("metrics") && config->type != QLatin1String("probe"));
    });
    return sources;
}

bool anyAnswered(const PlatformView &view)
{
    return std::ranges::any_of(view.sources, [](const SourceView &source) { return source.state == SourceState::Ok; });
}

} // namespace

int queryScraped(VerbCall &call, const Arguments &arguments, std::shared_ptr<const Workspace> workspace,
                 const QueryRequest &request)
{
    Milliseconds collectFor = longEnough;
    if (arguments.isSet(QStringLiteral("for"))) {
        const auto given = arguments.duration(call, QStringLiteral("for"));
        if (!given)
            return ExitUsage;
        collectFor = *given;
    }
    std::vector<PreparedSource> sources = scrapingSources(*workspace);
    const auto prepared =
        std::ranges::find_if(sources, [](const PreparedSource &source) { return bool(source.settings); });
    if (prepared == sources.end()) {
        call.err << sources.front().settings.error().message << '\n';
        return ExitUnreachable;
    }
    const std::shared_ptr<metrics::SharedSamples> samples = prepared->settings->samples;
    SystemClock clock;
    WatchSession session(workspace, std::move(sources), {}, clock);
    int status = ExitFine;
    QTimer::singleShot(collectFor, &session, [&] {
        metrics::EngineOptions engine;
        engine.compat = (arguments.value(QStringLiteral("promql-compat")) == QLatin1String("2") ||
                         (!arguments.isSet(QStringLiteral("promql-compat")) && workspace->promqlCompat == 2))
                            ? metrics::Compat::V2
                            : metrics::Compat::V3;
        if (arguments.isSet(QStringLiteral("lookback")))
            engine.lookbackMs = spanOfText(arguments.value(QStringLiteral("lookback"))).value_or(engine.lookbackMs);
        const std::int64_t now = clock.now().time_since_epoch().count();
        status = printAnswer(call, evaluate(request, samples->reading(), {engine, now}), arguments.output());
        if (status == ExitFine && !anyAnswered(session.evaluate()))
            status = ExitUnreachable;
        QCoreApplication::quit();
    });
    session.start();
    QCoreApplication::exec();
    return status;
}

} // namespace surgedeck
