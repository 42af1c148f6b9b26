// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runbookfiles.h"
#include "app/verbs/loading.h"
#include "app/verbs/runbook.h"
#include "models/report/jsontext.h"
#include "models/runbook/binding.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

/// The runbooks that are to be looked at, beside all that they may call.
struct LintTargets
{
    runbook::LibraryPtr library;
    QStringList ids; ///< empty: all
};

/// A file beside the shipped runbooks, which it may call.
Result<LintTargets> targetsOf(const Workspace *workspace, const QString &wanted)
{
    runbook::LibraryPtr library = loadRunbooks(workspace);
    if (wanted.isEmpty())
        return LintTargets{library, {}};
    if (!QFileInfo(wanted).isFile()) {
        if (library->find(wanted) != nullptr)
            return LintTargets{library, {wanted}};
        return Error{Error::Kind::Config, QStringLiteral("there is no runbook and no file %1").arg(inQuotes(wanted))};
    }
    SURGEDECK_TRY(text, readRunbookFile(wanted));
    library = withRunbook(*library, text);
    for (const runbook::LibraryEntry &entry : library->entries())
        if (!entry.shipped && entry.runbook.file == wanted)
            return LintTargets{library, {entry.runbook.id}};
    return LintTargets{library, {QString()}};
}

Problems problemsOf(const LintTargets &targets, const Workspace *workspace)
{
    Problems problems;
    for (const runbook::LibraryEntry &entry : targets.library->entries()) {
        if (!targets.ids.isEmpty() && !targets.ids.contains(entry.runbook.id))
            continue;
        problems.insert(problems.end(), entry.problems.begin(), entry.problems.end());
        if (workspace == nullptr || !entry.isUsable())
            continue;
        const Problems missing = runbook::missingIn(*workspace, entry.runbook);
        problems.insert(problems.end(), missing.begin(), missing.end());
    }
    return problems;
}

void print(VerbCall &call, const Problems &problems, Output output)
{
    if (output == Output::Table) {
        for (const Problem &problem : problems)
            call.out << toLine(problem) << '\n';
        return;
    }
    QJsonArray rows;
    for (const Problem &problem : problems)
        rows.append(toJson(problem));
    QJsonObject document = newDocument();
    document[QStringLiteral("problems")] = rows;
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

} // namespace

int lintRunbooks(VerbCall &call, const Arguments &arguments)
{
    std::shared_ptr<const Workspace> workspace;
    if (arguments.isSet(QStringLiteral("workspace"))) {
        workspace = loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace")));
        if (!workspace)
            return ExitUsage;
    }
    const auto targets = targetsOf(workspace.get(), arguments.positional(1));
    if (!targets) {
        print(call,
              {{arguments.positional(1),
                {1, 1},
                Problem::Level::Error,
                targets.error().message,
                QStringLiteral("unreadable")}},
              arguments.output());
        call.err << "surgedeck: " << targets.error().message << '\n';
        return ExitUsage;
    }
    const Problems problems = problemsOf(*targets, workspace.get());
    print(call, problems, arguments.output());
    const auto errors = std::ranges::count(problems, Problem::Level::Error, &Problem::level);
    const auto looked = targets->ids.isEmpty() ? targets->library->entries().size() : std::size_t(targets->ids.size());
    call.err << "surgedeck: runbooks: " << static_cast<qint64>(looked) << ", errors: " << static_cast<qint64>(errors)
             << ", warnings: " << static_cast<qint64>(std::ranges::ssize(problems) - errors) << '\n';
    if (errors > 0)
        return ExitProblem;
    return arguments.isSet(QStringLiteral("strict")) && !problems.empty() ? ExitWarnings : ExitFine;
}

} // namespace surgedeck
