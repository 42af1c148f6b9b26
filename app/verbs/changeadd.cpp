// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/person.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/texttable.h"
#include "connectors/journal/changebook.h"
#include "connectors/journal/journalplace.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/workspace/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr qsizetype longestTitle = 200;
constexpr Milliseconds mostAhead{5 * 60'000}; // clocks differ; what is planned is no change

const QStringList &kinds()
{
    static const QStringList all{QStringLiteral("deploy"), QStringLiteral("flag"), QStringLiteral("ddl"),
                                 QStringLiteral("job"), QStringLiteral("campaign"), QStringLiteral("other")};
    return all;
}

QJsonObject toJson(const Change &change)
{
    return {{QStringLiteral("id"), change.id},
            {QStringLiteral("time"), toRfc3339(change.at)},
            {QStringLiteral("kind"), change.kind},
            {QStringLiteral("title"), change.title},
            {QStringLiteral("by"), change.by}};
}

void print(VerbCall &call, QJsonObject document)
{
    document.insert(QStringLiteral("schema"), QStringLiteral("surgedeck/v1"));
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

/// The change as it was asked for; nullopt after a message.
std::optional<Change> changeOf(VerbCall &call, const Arguments &arguments, WallTime now)
{
    const auto refuse = [&](const QString &what) {
        usageError(call, "change", what);
        return std::nullopt;
    };
    Change change;
    change.kind = arguments.value(QStringLiteral("kind"));
    change.title = arguments.value(QStringLiteral("title")).trimmed();
    change.by = arguments.value(QStringLiteral("by")).trimmed();
    change.at = now;
    if (!kinds().contains(change.kind))
        return refuse(QStringLiteral("--kind takes one of: %1").arg(kinds().join(QLatin1String(", "))));
    if (change.title.isEmpty() || change.title.size() > longestTitle)
        return refuse(QStringLiteral("--title TEXT says what was changed, in at most %1 characters").arg(longestTitle));
    if (change.by.isEmpty())
        change.by = personName();
    if (const QString at = arguments.value(QStringLiteral("at")); !at.isEmpty()) {
        const auto time = parseRfc3339(at);
        if (!time)
            return refuse(QStringLiteral("--at: %1").arg(time.error().message));
        if (*time - now > mostAhead)
            return refuse(QStringLiteral("--at lies ahead: tell a change when it is made, plan it under events:"));
        change.at = *time;
    }
    return change;
}

int add(VerbCall &call, const Arguments &arguments, const QString &directory)
{
    const auto wanted = changeOf(call, arguments, SystemClock().now());
    if (!wanted)
        return ExitUsage;
    const auto added = appendChange(directory, *wanted);
    if (!added) {
        call.err << "surgedeck change: " << added.error().message << '\n';
        return ExitProblem;
    }
    if (arguments.output() == Output::Json)
        print(call, {{QStringLiteral("change"), toJson(*added)}});
    else
        call.out << "told: " << added->kind << ", " << SafeText::of(added->title).singleLine() << ", " << toRfc3339(added->at) << '\n';
    return ExitFine;
}

int list(VerbCall &call, const Arguments &arguments, const QString &directory)
{
    const auto changes = readChanges(directory);
    if (!changes) {
        call.err << "surgedeck change: " << changes.error().message << '\n';
        return ExitProblem;
    }
    if (arguments.output() == Output::Json) {
        QJsonArray all;
        for (const Change &change : *changes)
            all << toJson(change);
        print(call, {{QStringLiteral("changes"), all}});
        return ExitFine;
    }
    TextTable table({{QStringLiteral("TIME")}, {QStringLiteral("KIND")}, {QStringLiteral("BY")}, {QStringLiteral("WHAT")}});
    for (const Change &change : *changes)
        table.add({toRfc3339(change.at), change.kind, change.by, change.title});
    table.print(call.out);
    return ExitFine;
}

} // namespace

int runChange(VerbCall &call)
{
    const auto text = [](const char *name) { return QCommandLineOption(QLatin1String(name), {}, QStringLiteral("VALUE")); };
    const auto arguments = Arguments::read(call, "change",
                                           {{QStringLiteral("add or list"), QStringLiteral("WORKSPACE")}, 2,
                                            {text("kind"), text("title"), text("at"), text("by")}});
    if (!arguments)
        return ExitUsage;
    const QString action = arguments->positional(0);
    if (action != QLatin1String("add") && action != QLatin1String("list"))
        return usageError(call, "change", QStringLiteral("'%1' is neither add nor list").arg(action.left(40)));
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(1));
    if (!workspace)
        return ExitUsage;
    const QString directory = journalDirectory(workspace->name);
    return action == QLatin1String("add") ? add(call, *arguments, directory) : list(call, *arguments, directory);
}

} // namespace surgedeck
