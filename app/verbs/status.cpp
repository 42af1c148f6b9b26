// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keeping.h"
#include "app/runbooks/runbookfiles.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/traffic/shiftparts.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/statustable.h"
#include "models/report/statusdocument.h"
#include "models/runbook/ranking.h"

#include <QCoreApplication>
#include <QJsonArray>
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

/// The runbooks that are offered now, best first; and every alarm names the one for it.
QJsonArray offerRunbooks(PlatformView &view, const std::vector<runbook::Suggestion> &ranking)
{
    for (Alarm &alarm : view.alarms)
        alarm.runbook = runbook::runbookFor(alarm, ranking);
    QJsonArray offered;
    for (const runbook::Suggestion &suggestion : ranking)
        if (suggestion.fits == runbook::Truth::Holds || suggestion.triage)
            offered.append(runbook::toJson(suggestion, static_cast<int>(offered.size()) + 1));
    return offered;
}

void print(VerbCall &call, const WatchSession &session, const runbook::Library &library, Output output)
{
    PlatformView view = session.platform().view();
    const auto databases = summariesOf(session.platform(), view);
    const QJsonArray offered = offerRunbooks(view, runbook::ranked(library, session.platform()));
    if (output == Output::Json) {
        QJsonObject document = statusDocument(view, databases);
        document[QStringLiteral("suggestions")] = offered;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    } else {
        printStatusTable(call.out, view, databases);
    }
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
    const auto read = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!read)
        return ExitUsage;
    const runbook::LibraryPtr library = loadRunbooks(read.get());
    const auto workspace = withRunbookExpressions(*read, *library);

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
        noteStoredShifts(session);
        const PlatformView &view = session.evaluate();
        print(call, session, *library, arguments->output());
        status = anyAnswered(view) || view.sources.empty() ? ExitFine : ExitUnreachable;
        if (!watch)
            QCoreApplication::exit(status);
    });
    session.start();
    due.start();
    return QCoreApplication::exec();
}

} // namespace surgedeck
