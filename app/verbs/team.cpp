// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/person.h"
#include "app/team/approvals.h"
#include "app/team/teamsync.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/tellingverbs.h"
#include "app/verbs/texttable.h"
#include "connectors/journal/journalplace.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <map>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

/// One call of `surgedeck team`.
struct TeamCall
{
    VerbCall &call;
    const Arguments &arguments;
    std::shared_ptr<const Workspace> workspace;
    SystemClock clock{};

    bool json() const { return arguments.output() == Output::Json; }
    QString by() const
    {
        const QString named = arguments.value(u"by"_s).trimmed();
        return named.isEmpty() ? personName() : named.left(200);
    }
    int fail(const Error &error) const
    {
        call.err << "surgedeck team: " << error.message << '\n';
        switch (error.kind) {
        case Error::Kind::Config:
            return ExitUsage;
        case Error::Kind::Refused:
            return ExitRefused;
        case Error::Kind::Unreachable:
        case Error::Kind::Timeout:
            return ExitUnreachable;
        default:
            return ExitProblem;
        }
    }
    int print(const QJsonObject &fields) const
    {
        QJsonObject document = newDocument();
        for (auto field = fields.begin(); field != fields.end(); ++field)
            document[field.key()] = *field;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
        return ExitFine;
    }
    Approvals approvals() const { return Approvals(journalDirectory(workspace->name)); }
};

int migrate(TeamCall &team)
{
    const auto dsn = teamDsn(*team.workspace);
    if (!dsn || !*dsn)
        return team.fail(dsn ? Error{Error::Kind::Config, u"the workspace has no store: postgresql://..."_s}
                             : dsn.error());
    const auto store = TeamStore::open(**dsn, team.clock);
    const Status made = store ? (*store)->migrate({}) : Status(store.error());
    if (!made)
        return team.fail(made.error());
    if (team.json())
        return team.print({{u"migrated"_s, true}});
    team.call.out << "the store has the tables of this version\n";
    return ExitFine;
}

int syncNow(TeamCall &team)
{
    const auto sync = TeamSync::open(*team.workspace, team.clock);
    const auto report = sync ? (*sync)->sync({}) : Result<TeamSync::Report>(sync.error());
    if (!report)
        return team.fail(report.error());
    if (team.json())
        return team.print(
            {{u"sent"_s, report->sent}, {u"received"_s, report->received}, {u"console"_s, (*sync)->console()}});
    team.call.out << report->sent << " sent, " << report->received << " received\n";
    return ExitFine;
}

/// What was written here and there; the store may be away, then it is what this machine knows.
void bringTogether(TeamCall &team)
{
    if (!hasTeamStore(*team.workspace))
        return;
    const auto sync = TeamSync::open(*team.workspace, team.clock);
    const auto report = sync ? (*sync)->sync({}) : Result<TeamSync::Report>(sync.error());
    if (!report)
        team.call.err << "surgedeck team: the store is away: " << report.error().message << '\n';
}

QJsonObject toJson(const AskedApproval &asked)
{
    QJsonValue given;
    if (asked.given)
        given = QJsonObject{{u"by"_s, asked.given->by},
                            {u"login"_s, jsonText(asked.given->login)},
                            {u"time"_s, toRfc3339(asked.given->at)}};
    return {{u"subject"_s, asked.wish.subject}, {u"content"_s, asked.wish.content}, {u"text"_s, asked.wish.text},
            {u"by"_s, asked.wish.by},           {u"time"_s, toRfc3339(asked.at)},   {u"given"_s, given}};
}

int listApprovals(TeamCall &team)
{
    bringTogether(team);
    const auto open = team.approvals().open(team.clock.now());
    if (!open)
        return team.fail(open.error());
    if (team.json()) {
        QJsonArray all;
        for (const AskedApproval &asked : *open)
            all.append(toJson(asked));
        return team.print({{u"approvals"_s, all}});
    }
    TextTable table({{u"TIME"_s}, {u"WHO ASKS"_s}, {u"WHAT"_s}, {u"CONTENT"_s}, {u"GIVEN BY"_s}, {u"WORDS"_s}});
    for (const AskedApproval &asked : *open)
        table.add({toRfc3339(asked.at), asked.wish.by, asked.wish.subject, asked.wish.content,
                   asked.given ? asked.given->by + (asked.given->isProved() ? QString() : u" (claimed)"_s) : u"-"_s,
                   asked.wish.text});
    table.print(team.call.out);
    return ExitFine;
}

int approve(TeamCall &team)
{
    bringTogether(team);
    const ApprovalWish wish{team.arguments.positional(2), team.arguments.positional(3), {}, {}};
    if (wish.content.isEmpty())
        return usageError(team.call, "team",
                          u"approve takes the subject and the content that `team approvals` lists"_s);
    if (const Status given = team.approvals().give(team.clock, wish, team.by()); !given)
        return team.fail(given.error());
    bringTogether(team);
    return listApprovals(team);
}

int ask(TeamCall &team)
{
    const ApprovalWish wish{team.arguments.positional(2), team.arguments.positional(3), team.arguments.value(u"text"_s),
                            team.by()};
    if (wish.content.isEmpty())
        return usageError(team.call, "team", u"ask takes a subject and a content"_s);
    if (const Status asked = team.approvals().ask(team.clock, wish); !asked)
        return team.fail(asked.error());
    return listApprovals(team);
}

} // namespace

int runTeam(VerbCall &call)
{
    const auto option = [](const char *name) { return QCommandLineOption(QLatin1String(name), {}, u"VALUE"_s); };
    const auto arguments =
        Arguments::read(call, "team",
                        {{u"migrate|sync|approvals|ask|approve"_s, u"WORKSPACE"_s, u"SUBJECT"_s, u"CONTENT"_s},
                         2,
                         {option("by"), option("text")}});
    if (!arguments)
        return ExitUsage;
    static const std::map<QString, int (*)(TeamCall &)> actions{{u"migrate"_s, migrate},
                                                                {u"sync"_s, syncNow},
                                                                {u"approvals"_s, listApprovals},
                                                                {u"ask"_s, ask},
                                                                {u"approve"_s, approve}};
    const auto action = actions.find(arguments->positional(0));
    if (action == actions.end())
        return usageError(call, "team", u"there is no action '%1'"_s.arg(arguments->positional(0).left(40)));
    TeamCall team{call, *arguments, loadWorkspaceForVerb(call, arguments->positional(1))};
    return team.workspace ? action->second(team) : ExitUsage;
}

} // namespace surgedeck
