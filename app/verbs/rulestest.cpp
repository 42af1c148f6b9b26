// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rules.h"
#include "app/verbs/rulefiles.h"
#include "app/verbs/rulesreport.h"

#include <QJsonArray>
#include <QTextStream>

#include <set>

namespace surgedeck {

namespace {

using metrics::Compat;

/// Reads what the test file names. A file that two globs name is loaded once.
rules::LoadedRules loadRules(const QString &path, const rules::TestFile &file, Compat compat, Problems &problems)
{
    rules::LoadedRules loaded;
    std::set<QString> seen;
    const auto syntax = compat == Compat::V2 ? rules::RuleSyntax::Prometheus2 : rules::RuleSyntax::Prometheus3;
    for (std::size_t i = 0; i < file.ruleFiles.size(); ++i) {
        const QString glob = QString::fromStdString(file.ruleFiles[i]);
        const auto note = [&](Problem::Level level, const QString &message) {
            problems.push_back({path, file.ruleFilesAt[i], level, message, QStringLiteral("rule-file")});
        };
        const auto paths = globbed(path, glob);
        if (!paths) {
            note(Problem::Level::Error, paths.error().message);
            continue;
        }
        if (paths->isEmpty())
            note(Problem::Level::Warning, QStringLiteral("no file matches %1").arg(inQuotes(glob)));
        for (const QString &ruleFile : *paths) {
            if (!seen.insert(ruleFile).second)
                continue;
            const auto bytes = readForeignFile(ruleFile);
            if (!bytes) {
                note(Problem::Level::Error, bytes.error().message);
                continue;
            }
            rules::RuleFileReading reading = rules::readRuleFile(*bytes, ruleFile, syntax);
            for (rules::RuleGroup &group : reading.groups)
                loaded.push_back(std::make_shared<const rules::RuleGroup>(std::move(group)));
            problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
        }
    }
    return loaded;
}

/// One run of a file by the rules of one version.
TestedFile attempt(const QString &path, const QByteArray &bytes, Compat compat)
{
    TestedFile tested;
    tested.path = path;
    rules::TestFileReading reading = rules::readTestFile(bytes, path, compat);
    tested.problems = reading.problems;
    tested.tests = reading.file.tests.size();
    if (hasErrors(tested.problems))
        return tested;
    const rules::LoadedRules loaded = loadRules(path, reading.file, compat, tested.problems);
    // Without a test nobody looks at the rules; promtool does not either.
    if (reading.file.tests.empty())
        std::erase_if(tested.problems, [&](const Problem &problem) { return problem.file != path; });
    if (!hasErrors(tested.problems))
        tested.failures = rules::runTests(reading.file, loaded, compat);
    return tested;
}

/// By the rules of either version: those of 3, and where they fail, those of 2.
TestedFile attemptBoth(const QString &path, const QByteArray &bytes)
{
    TestedFile newer = attempt(path, bytes, Compat::V3);
    if (newer.passed())
        return newer;
    TestedFile older = attempt(path, bytes, Compat::V2);
    if (older.passed()) {
        older.problems.push_back(
            {path,
             {1, 1},
             Problem::Level::Warning,
             QStringLiteral("these tests pass by the rules of Prometheus 2 and fail by those of 3"),
             QStringLiteral("prometheus-2-only")});
        return older;
    }
    return hasErrors(newer.problems) && !hasErrors(older.problems) ? older : newer;
}

TestedFile testFile(const QString &path, const RulesRequest &request)
{
    const auto bytes = readForeignFile(path);
    if (bytes)
        return request.compat ? attempt(path, *bytes, *request.compat) : attemptBoth(path, *bytes);
    TestedFile tested;
    tested.path = path;
    tested.readable = false;
    tested.problems = {{path, {1, 1}, Problem::Level::Error, bytes.error().message, QStringLiteral("unreadable")}};
    return tested;
}

} // namespace

int testRules(VerbCall &call, const RulesRequest &request)
{
    std::vector<TestedFile> files;
    int status = ExitFine;
    for (const QString &path : request.files) {
        files.push_back(testFile(path, request));
        const TestedFile &file = files.back();
        if (!file.readable)
            status = ExitUsage;
        else if (!file.passed() && status != ExitUsage)
            status = ExitProblem;
        else if (!file.problems.empty() && request.strict && status == ExitFine)
            status = ExitWarnings;
        if (request.output == Output::Table)
            printTested(call.out, file);
    }
    if (request.output == Output::Json)
        printTestedJson(call.out, files);
    return status;
}

} // namespace surgedeck
