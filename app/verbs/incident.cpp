// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/person.h"
#include "app/verbs/incidentcall.h"
#include "app/verbs/loading.h"
#include "models/base/timetext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QTextStream>

#include <map>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

struct Action
{
    enum class Needs
    {
        Workspace,
        File,
        Either
    };
    Needs needs;
    int (*run)(IncidentCall &);
};

const std::map<QString, Action> &actions()
{
    using Needs = Action::Needs;
    static const std::map<QString, Action> all{
        {u"declare"_s, {Needs::Workspace, declareIncident}}, {u"note"_s, {Needs::Workspace, noteInIncident}},
        {u"role"_s, {Needs::Workspace, giveRole}},           {u"state"_s, {Needs::Workspace, changeIncidentState}},
        {u"close"_s, {Needs::Workspace, closeIncident}},     {u"list"_s, {Needs::Either, listIncidents}},
        {u"show"_s, {Needs::Either, showIncident}},          {u"export"_s, {Needs::Either, exportIncident}},
        {u"verify"_s, {Needs::File, verifyRecording}},       {u"replay"_s, {Needs::Either, replayRecording}}};
    return all;
}

bool isWorkspaceName(const QString &word)
{
    return word.endsWith(u".yaml") || word.endsWith(u".yml");
}

/// Sorts the words behind the action: a workspace, a recording, an incident, or words of a person.
void sortWords(IncidentCall &incident, QString &workspace)
{
    for (int i = 1; !incident.arguments.positional(i).isEmpty(); ++i) {
        const QString word = incident.arguments.positional(i);
        if (incident.id.isEmpty() && word.startsWith(u"INC-"))
            incident.id = word;
        else if (workspace.isEmpty() && isWorkspaceName(word))
            workspace = word;
        else if (incident.file.isEmpty() && i == 1 && (QFileInfo::exists(word) || word.endsWith(u".surge")))
            incident.file = word;
        else
            incident.words << word;
    }
}

Arguments::Shape shape()
{
    const auto value = [](const char *name) { return QCommandLineOption(QLatin1String(name), {}, u"VALUE"_s); };
    QList<QCommandLineOption> options;
    for (const char *name : {"workspace",   "title",   "severity",    "by",        "text",    "kind",      "at",
                             "clock-ahead", "role",    "person",      "state",     "started", "detected",  "reason",
                             "milestone",   "section", "next-update", "item-type", "owner",   "due",       "ticket",
                             "before",      "after",   "out",         "format",    "anchor",  "recording", "against"})
        options << value(name);
    options << QCommandLineOption(u"accept"_s, {});
    return {{u"declare|note|role|state|close|list|show|export|verify|replay"_s, u"WORKSPACE, FILE or ID"_s, u"WORD"_s,
             u"WORD"_s},
            1,
            options};
}

} // namespace

QString IncidentCall::by() const
{
    const QString named = text("by").trimmed();
    return named.isEmpty() ? personName() : named.left(200);
}

Result<std::optional<WallTime>> IncidentCall::time(const char *option) const
{
    if (!has(option))
        return std::optional<WallTime>();
    const auto parsed = parseRfc3339(text(option));
    if (!parsed)
        return parsed.error().in(u"--"_s + QLatin1String(option));
    return std::optional(*parsed);
}

int IncidentCall::usage(const QString &what) const
{
    return usageError(call, "incident", what);
}

int IncidentCall::fail(const Error &error) const
{
    call.err << "surgedeck incident: " << error.message << '\n';
    if (error.kind == Error::Kind::Refused)
        return ExitRefused;
    return error.kind == Error::Kind::Config ? ExitUsage : ExitProblem;
}

int IncidentCall::print(const QJsonObject &document) const
{
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    return ExitFine;
}

int runIncident(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "incident", shape());
    if (!arguments)
        return ExitUsage;
    const auto action = actions().find(arguments->positional(0));
    if (action == actions().end())
        return usageError(call, "incident", u"there is no action '%1'"_s.arg(arguments->positional(0).left(40)));
    IncidentCall incident{call, *arguments, nullptr, {}, {}, {}};
    QString workspace = arguments->value(u"workspace"_s);
    sortWords(incident, workspace);
    const Action::Needs needs = action->second.needs;
    if (needs == Action::Needs::File && incident.file.isEmpty())
        incident.file = workspace; // whatever its name says
    if (needs == Action::Needs::Workspace && !incident.file.isEmpty())
        return incident.fail(
            {Error::Kind::Refused,
             u"%1 is a recording: what was closed is not written to; use --workspace W"_s.arg(incident.file)});
    if (!workspace.isEmpty() && needs != Action::Needs::File) {
        incident.workspace = loadWorkspaceForVerb(call, workspace);
        if (!incident.workspace)
            return ExitUsage;
    }
    if (needs == Action::Needs::Workspace && !incident.workspace)
        return incident.usage(u"--workspace W is missing"_s);
    if (needs == Action::Needs::File && incident.file.isEmpty())
        return incident.usage(u"FILE is missing"_s);
    if (needs == Action::Needs::Either && !incident.workspace && incident.file.isEmpty())
        return incident.usage(u"--workspace W or FILE is missing"_s);
    return action->second.run(incident);
}

} // namespace surgedeck
