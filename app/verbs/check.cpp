// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"
#include "app/ruleloading.h"
#include "app/runbooks/runbookfiles.h"
#include "app/verbs/arguments.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

void print(QTextStream &out, const Problems &problems, Output output)
{
    if (output == Output::Table) {
        for (const Problem &problem : problems)
            out << toLine(problem) << '\n';
        return;
    }
    QJsonArray rows;
    for (const Problem &problem : problems)
        rows.append(toJson(problem));
    const QJsonObject document{{QStringLiteral("schema"), QStringLiteral("surgedeck/v1")},
                               {QStringLiteral("problems"), rows}};
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

/// One line for people, beside the result: a clean file must not look like a check that did nothing.
QString summary(const QString &path, const Problems &problems)
{
    const auto errors = std::ranges::count(problems, Problem::Level::Error, &Problem::level);
    const auto warnings = std::ranges::ssize(problems) - errors;
    if (problems.empty())
        return QStringLiteral("%1: no problems").arg(path);
    return QStringLiteral("%1: errors: %2, warnings: %3").arg(path, QString::number(errors), QString::number(warnings));
}

/// What is wrong in the runbooks of its folders.
void addRunbooks(Problems &problems, const Workspace &workspace)
{
    if (workspace.runbookDirs.empty())
        return;
    const runbook::LibraryPtr library = loadRunbooks(&workspace);
    for (const runbook::LibraryEntry &entry : library->entries())
        if (!entry.shipped)
            problems.insert(problems.end(), entry.problems.begin(), entry.problems.end());
}

Problem unreadable(const QString &path, const Error &error)
{
    return {path, {1, 1}, Problem::Level::Error, error.message, QStringLiteral("unreadable")};
}

} // namespace

int runCheck(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "check", {{QStringLiteral("WORKSPACE")}, 1, {{QStringLiteral("strict"), {}}}});
    if (!arguments)
        return ExitUsage;
    const QString path = arguments->positional(0);
    const auto reading = loadWorkspace(path, Examine::Everything);
    if (!reading) {
        print(call.out, {unreadable(path, reading.error())}, arguments->output());
        call.err << "surgedeck: " << reading.error().message << '\n';
        return ExitUsage;
    }
    Problems problems = reading->problems;
    const Problems ofRules = checkRuleFiles(reading->workspace);
    problems.insert(problems.end(), ofRules.begin(), ofRules.end());
    addRunbooks(problems, reading->workspace);
    print(call.out, problems, arguments->output());
    call.err << "surgedeck: " << summary(path, problems) << '\n';
    if (hasErrors(problems))
        return ExitProblem;
    return arguments->isSet(QStringLiteral("strict")) && !problems.empty() ? ExitWarnings : ExitFine;
}

} // namespace surgedeck
