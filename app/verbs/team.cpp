// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/teamsync.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/tellingverbs.h"
#include "models/report/jsontext.h"

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

} // namespace

int runTeam(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "team", {{u"migrate|sync"_s, u"WORKSPACE"_s}, 2, {}});
    if (!arguments)
        return ExitUsage;
    static const std::map<QString, int (*)(TeamCall &)> actions{{u"migrate"_s, migrate}, {u"sync"_s, syncNow}};
    const auto action = actions.find(arguments->positional(0));
    if (action == actions.end())
        return usageError(call, "team", u"there is no action '%1'"_s.arg(arguments->positional(0).left(40)));
    TeamCall team{call, *arguments, loadWorkspaceForVerb(call, arguments->positional(1))};
    return team.workspace ? action->second(team) : ExitUsage;
}

} // namespace surgedeck
