// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rules.h"

#include "app/verbs/rulefiles.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

struct CheckedFile
{
    QString path;
    bool readable = true;
    std::size_t groups = 0;
    std::size_t rules = 0;
    Problems problems;
};

CheckedFile checkFile(const QString &path, const RulesRequest &request)
{
    using rules::RuleSyntax;
    const auto bytes = readForeignFile(path);
    if (!bytes)
        return {path,
                false,
                0,
                0,
                {{path, {1, 1}, Problem::Level::Error, bytes.error().message, QStringLiteral("unreadable")}}};
    const RuleSyntax syntax = !request.compat                          ? RuleSyntax::Either
                              : *request.compat == metrics::Compat::V2 ? RuleSyntax::Prometheus2
                                                                       : RuleSyntax::Prometheus3;
    const rules::RuleFileReading reading = rules::readRuleFile(*bytes, path, syntax);
    CheckedFile checked{path, true, reading.groups.size(), 0, reading.problems};
    for (const rules::RuleGroup &group : reading.groups)
        checked.rules += group.rules.size();
    return checked;
}

void printJson(QTextStream &out, const std::vector<CheckedFile> &files)
{
    QJsonArray problems, rows;
    for (const CheckedFile &file : files) {
        for (const Problem &problem : file.problems)
            problems.append(toJson(problem));
        rows.append(QJsonObject{{QStringLiteral("file"), file.path},
                                {QStringLiteral("ok"), !hasErrors(file.problems)},
                                {QStringLiteral("groups"), static_cast<qint64>(file.groups)},
                                {QStringLiteral("rules"), static_cast<qint64>(file.rules)}});
    }
    QJsonObject document = newDocument();
    document[QStringLiteral("files")] = rows;
    document[QStringLiteral("problems")] = problems;
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

QString summary(const CheckedFile &file)
{
    const auto errors = std::ranges::count(file.problems, Problem::Level::Error, &Problem::level);
    const auto warnings = std::ranges::ssize(file.problems) - errors;
    const QString found = file.problems.empty() ? QStringLiteral("no problems")
                                                : QStringLiteral("errors: %1, warnings: %2").arg(errors).arg(warnings);
    return QStringLiteral("%1: groups: %2, rules: %3, %4").arg(file.path).arg(file.groups).arg(file.rules).arg(found);
}

} // namespace

int checkRules(VerbCall &call, const RulesRequest &request)
{
    std::vector<CheckedFile> files;
    int status = ExitFine;
    for (const QString &path : request.files) {
        files.push_back(checkFile(path, request));
        const CheckedFile &file = files.back();
        if (!file.readable)
            status = ExitUsage;
        else if (hasErrors(file.problems) && status != ExitUsage)
            status = ExitProblem;
        else if (!file.problems.empty() && request.strict && status == ExitFine)
            status = ExitWarnings;
        call.err << "surgedeck: " << summary(file) << '\n';
    }
    if (request.output == Output::Json) {
        printJson(call.out, files);
        return status;
    }
    for (const CheckedFile &file : files)
        for (const Problem &problem : file.problems)
            call.out << toLine(problem) << '\n';
    return status;
}

int runRules(VerbCall &call)
{
    // As many names as there can be arguments: any number of files.
    QStringList names{QStringLiteral("check|test"), QStringLiteral("FILE")};
    while (names.size() < call.arguments.size())
        names << QStringLiteral("FILE");
    const auto arguments = Arguments::read(
        call, "rules",
        {names, 2, {{QStringLiteral("strict"), {}}, {QStringLiteral("promql-compat"), {}, QStringLiteral("2|3")}}});
    if (!arguments)
        return ExitUsage;
    const CompatChoice choice = compatChoice(arguments->value(QStringLiteral("promql-compat")));
    if (choice.wrong)
        return usageError(call, "rules", QStringLiteral("--promql-compat takes 2 or 3"));
    RulesRequest request;
    request.compat = choice.compat;
    request.output = arguments->output();
    request.strict = arguments->isSet(QStringLiteral("strict"));
    for (int i = 1; !arguments->positional(i).isEmpty(); ++i)
        request.files << arguments->positional(i);
    const QString what = arguments->positional(0);
    if (what == QLatin1String("check"))
        return checkRules(call, request);
    if (what == QLatin1String("test"))
        return testRules(call, request);
    return usageError(call, "rules",
                      QStringLiteral("there is 'rules check' and 'rules test', not '%1'").arg(what.left(40)));
}

} // namespace surgedeck
