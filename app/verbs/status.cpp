// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keeping.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/statustable.h"
#include "models/report/statusdocument.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds shortestWatch{100};

std::vector<DatabaseSummary> summariesOf(const Platform &platform, const PlatformView &view)
{
    std::vector<DatabaseSummary> summaries;
    for (const SourceView &source : view.sources) {
        if (const DatabaseStore *database = platform.database(source.id))
            summaries.push_back(databaseSummary(source.id, database->view()));
    }
    return summaries;
}

void print(VerbCall &call, const WatchSession &session, const PlatformView &view, Output output)
{
    const auto databases = summariesOf(session.platform(), view);
    if (output == Output::Json)
        call.out << QJsonDocument(statusDocument(view, databases)).toJson(QJsonDocument::Compact) << '\n';
    else
        printStatusTable(call.out, view, databases);
    call.out.flush();
}

/// A source that refuses us or is full answered; one that is down or never ended an attempt did not.
bool anyAnswered(const PlatformView &view)
{
    return std::any_of(view.sources.begin(), view.sources.end(), [](const SourceView &source) {
        return source.state != SourceState::Down && source.state != SourceState::Unknown;
    });
}

} // namespace

int runStatus(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "status",
        {{QStringLiteral("WORKSPACE")}, 1,
         {{QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("5s")}, {QStringLiteral("watch"), {}}}});
    if (!arguments)
        return ExitUsage;
    const auto collectFor = arguments->duration(call, QStringLiteral("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;

    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {*collectFor + std::chrono::seconds(1)}, clock);
    const Keeping keeping(session, Keeping::Access::Read);
    const bool watch = arguments->isSet(QStringLiteral("watch"));
    QTimer due;
    due.setTimerType(Qt::PreciseTimer);
    due.setSingleShot(!watch);
    due.setInterval(watch ? std::max(*collectFor, shortestWatch) : *collectFor);
    int status = ExitFine;
    std::optional<Progress> progress(std::in_place, QStringLiteral("collecting"), *collectFor);
    QObject::connect(&due, &QTimer::timeout, &session, [&] {
        progress.reset();
        const PlatformView &view = session.evaluate();
        print(call, session, view, arguments->output());
        status = anyAnswered(view) || view.sources.empty() ? ExitFine : ExitUnreachable;
        if (!watch)
            QCoreApplication::exit(status);
    });
    session.start();
    due.start();
    return QCoreApplication::exec();
}

} // namespace surgedeck
