// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runbookfiles.h"
#include "app/runbooks/runbookpages.h"
#include "app/runbooks/runfile.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/runbook.h"
#include "app/verbs/texttable.h"
#include "connectors/journal/journalplace.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runbookjson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <optional>

namespace surgedeck {

namespace {

using runbook::Suggestion;
using runbook::Truth;

void print(VerbCall &call, const QJsonObject &document)
{
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

int listLibrary(VerbCall &call, const runbook::Library &library, Output output)
{
    if (output == Output::Json) {
        QJsonArray rows;
        for (const runbook::LibraryEntry &entry : library.entries())
            rows.append(runbook::headOf(entry));
        QJsonObject document = newDocument();
        document[QStringLiteral("runbooks")] = rows;
        print(call, document);
        return ExitFine;
    }
    TextTable table({{QStringLiteral("ID")},
                     {QStringLiteral("VERSION"), TextTable::Align::Right},
                     {QStringLiteral("STEPS"), TextTable::Align::Right},
                     {QStringLiteral("TITLE")},
                     {QStringLiteral("FILE")}});
    for (const runbook::LibraryEntry &entry : library.entries())
        table.add({entry.runbook.id, QString::number(entry.runbook.version),
                   QString::number(entry.runbook.steps.size()),
                   entry.isUsable() ? entry.runbook.title : QStringLiteral("can not be used: see 'runbook lint'"),
                   entry.runbook.file});
    table.print(call.out);
    return ExitFine;
}

/// What speaks against a runbook, or for it: the conditions that do not hold, else those that do.
QString reasons(const Suggestion &suggestion)
{
    QStringList words;
    for (const runbook::Reading &reading : suggestion.detects)
        if ((suggestion.fits == Truth::Holds) == (reading.truth == Truth::Holds))
            words << runbook::sentenceOf(reading);
    return words.join(QStringLiteral("; "));
}

void printRanking(VerbCall &call, const std::vector<Suggestion> &ranking)
{
    TextTable table({{QStringLiteral("ID")},
                     {QStringLiteral("FITS")},
                     {QStringLiteral("HOLD"), TextTable::Align::Right},
                     {QStringLiteral("ON")},
                     {QStringLiteral("TITLE")},
                     {QStringLiteral("BECAUSE")}});
    for (const Suggestion &suggestion : ranking) {
        const QString fits = suggestion.fits == Truth::Holds   ? QStringLiteral("yes")
                             : suggestion.triage               ? QStringLiteral("triage")
                             : suggestion.fits == Truth::Fails ? QStringLiteral("no")
                                                               : QStringLiteral("?");
        table.add({suggestion.id, fits, QStringLiteral("%1/%2").arg(suggestion.holding).arg(suggestion.detects.size()),
                   suggestion.subject, suggestion.title, reasons(suggestion)});
    }
    table.print(call.out);
}

QJsonObject rankingDocument(const std::vector<Suggestion> &ranking, const runbook::Library &library,
                            const PlatformView &view)
{
    QJsonArray rows;
    const RunbookHistory history = runbookHistory(journalDirectory(view.workspace));
    const auto last = [](const std::map<QString, WallTime> &times, const QString &id) {
        const auto found = times.find(id);
        return found == times.end() ? QJsonValue(QJsonValue::Null) : QJsonValue(toRfc3339(found->second));
    };
    for (std::size_t i = 0; i < ranking.size(); ++i) {
        QJsonObject row = runbook::toJson(ranking[i], static_cast<int>(i) + 1);
        row.insert(QStringLiteral("summary"), library.find(ranking[i].id)->runbook.summary);
        row.insert(QStringLiteral("rehearsed"), last(history.rehearsed, ranking[i].id));
        row.insert(QStringLiteral("used"), last(history.used, ranking[i].id));
        rows.append(row);
    }
    QJsonObject document = newDocument();
    document[QStringLiteral("time")] = toRfc3339(view.now);
    document[QStringLiteral("workspace")] = view.workspace;
    document[QStringLiteral("runbooks")] = rows;
    return document;
}

/// Watches the workspace for a while and ranks the runbooks by what was seen.
int listFitting(VerbCall &call, const Arguments &arguments, Milliseconds collectFor)
{
    const auto workspace = loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace")));
    if (!workspace)
        return ExitUsage;
    const runbook::LibraryPtr library = loadRunbooks(workspace.get());
    const auto watched = withRunbookExpressions(*workspace, *library);
    SystemClock clock;
    WatchSession session(watched, prepareSources(*watched), {collectFor + std::chrono::seconds(1)}, clock);
    std::optional<Progress> progress(std::in_place, QStringLiteral("collecting"), collectFor);
    QTimer due;
    due.setSingleShot(true);
    QObject::connect(&due, &QTimer::timeout, &session, [&] {
        progress.reset();
        const PlatformView &view = session.evaluate();
        const auto ranking = runbook::ranked(*library, session.platform());
        if (arguments.output() == Output::Json)
            print(call, rankingDocument(ranking, *library, view));
        else
            printRanking(call, ranking);
        QCoreApplication::exit(ExitFine);
    });
    session.start();
    due.start(collectFor);
    return QCoreApplication::exec();
}

} // namespace

int listRunbooks(VerbCall &call, const Arguments &arguments)
{
    if (!arguments.isSet(QStringLiteral("workspace")))
        return listLibrary(call, *loadRunbooks(nullptr), arguments.output());
    const auto collectFor = arguments.duration(call, QStringLiteral("for"));
    return collectFor ? listFitting(call, arguments, *collectFor) : ExitUsage;
}

int showRunbook(VerbCall &call, const Arguments &arguments)
{
    const QString wanted = arguments.positional(1);
    if (wanted.isEmpty())
        return usageError(call, "runbook", QStringLiteral("show needs the ID of a runbook or a FILE"));
    std::shared_ptr<const Workspace> workspace;
    if (arguments.isSet(QStringLiteral("workspace"))) {
        workspace = loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace")));
        if (!workspace)
            return ExitUsage;
    }
    runbook::LibraryPtr library = loadRunbooks(workspace.get());
    const runbook::LibraryEntry *entry = library->find(wanted);
    if (entry == nullptr) {
        const auto text = readRunbookFile(wanted);
        if (!text) {
            call.err << "surgedeck: there is no runbook and no file " << inQuotes(wanted) << '\n';
            return ExitUsage;
        }
        library = std::make_shared<const runbook::Library>(std::vector{*text});
        entry = &library->entries().front();
    }
    for (const Problem &problem : entry->problems)
        if (problem.level == Problem::Level::Error)
            call.err << toLine(problem) << '\n';
    if (const QString pdf = arguments.value(QStringLiteral("pdf")); !pdf.isEmpty()) {
        const Status written = writeRunbookPdf(entry->runbook, pdf);
        if (!written)
            call.err << "surgedeck: " << SafeText::of(written.error().message).singleLine() << '\n';
        return written ? ExitFine : ExitProblem;
    }
    if (arguments.output() == Output::Json) {
        QJsonObject document = newDocument();
        document[QStringLiteral("runbook")] = runbook::toJson(*entry);
        print(call, document);
    } else {
        call.out << SafeText::of(runbook::plainText(entry->runbook).left(SafeText::mostCharacters)).text() << '\n';
    }
    return entry->isUsable() ? ExitFine : ExitProblem;
}

} // namespace surgedeck
