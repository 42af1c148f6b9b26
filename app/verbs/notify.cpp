// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"
#include "app/incidents/telling.h"
#include "app/person.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/tellingverbs.h"
#include "app/verbs/texttable.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int mostShown = 200;

int fail(VerbCall &call, const Error &error)
{
    call.err << "surgedeck notify: " << error.message << '\n';
    return error.kind == Error::Kind::Config ? ExitUsage : ExitProblem;
}

void print(VerbCall &call, const QJsonObject &document)
{
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

QJsonObject toJson(const OutboxNotice &notice)
{
    return {{u"id"_s, QString::number(notice.id)}, {u"target"_s, notice.target},       {u"key"_s, notice.key},
            {u"time"_s, toRfc3339(notice.at)},     {u"state"_s, toWord(notice.state)}, {u"attempts"_s, notice.attempts},
            {u"reason"_s, jsonText(notice.reason)}};
}

int list(VerbCall &call, const Telling &telling, Output output)
{
    const auto queue = telling.queue(mostShown);
    if (!queue)
        return fail(call, queue.error());
    if (output == Output::Json) {
        QJsonArray notices;
        for (const OutboxNotice &notice : *queue)
            notices.append(toJson(notice));
        QJsonObject document = newDocument();
        document[u"notices"_s] = notices;
        print(call, document);
        return ExitFine;
    }
    TextTable table(
        {{u"TIME"_s}, {u"TARGET"_s}, {u"STATE"_s}, {u"TRIES"_s, TextTable::Align::Right}, {u"KEY"_s}, {u"WHY"_s}});
    for (const OutboxNotice &notice : *queue)
        table.add({toRfc3339(notice.at), notice.target, toWord(notice.state), QString::number(notice.attempts),
                   notice.key, notice.reason});
    table.print(call.out);
    return ExitFine;
}

int send(VerbCall &call, Telling &telling, Output output)
{
    const auto report = telling.tell(SystemClock(), {});
    if (!report)
        return fail(call, report.error());
    if (output == Output::Json) {
        QJsonObject document = newDocument();
        document[u"sent"_s] = report->sent;
        document[u"waiting"_s] = report->waiting;
        document[u"troubles"_s] = QJsonArray::fromStringList(report->troubles);
        print(call, document);
    } else {
        call.out << report->sent << " sent, " << report->waiting << " waiting\n";
    }
    for (const QString &trouble : report->troubles)
        call.err << "surgedeck notify: " << trouble << '\n';
    return report->troubles.isEmpty() ? ExitFine : ExitProblem;
}

/// Who is on call, by the entry `{type: oncall, token}` of the workspace.
int onCall(VerbCall &call, const Workspace &workspace, Output output)
{
    for (const NotifyConfig &config : workspace.notify) {
        if (config.type != NotifyConfig::Type::OnCall)
            continue;
        const WorkspaceFolder folder(workspace.file);
        const auto token = resolve(config.token, folder);
        const auto url = resolve(config.url, folder);
        if (!token || !url)
            return fail(call, token ? url.error() : token.error());
        const auto people = peopleOnCall(*url, *token, {});
        if (!people)
            return fail(call, people.error());
        QJsonObject document = newDocument();
        document[u"on_call"_s] = QJsonArray::fromStringList(*people);
        if (output == Output::Json)
            print(call, document);
        else
            call.out << people->join(u'\n') << '\n';
        return ExitFine;
    }
    return fail(
        call, {Error::Kind::Config, u"the workspace does not say where to ask: notify: {type: oncall, token: ...}"_s});
}

} // namespace

int runNotify(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "notify", {{u"list|send|try|retry|oncall"_s, u"WORKSPACE"_s}, 2, {}});
    if (!arguments)
        return ExitUsage;
    const QString action = arguments->positional(0);
    if (!QStringList{u"list"_s, u"send"_s, u"try"_s, u"retry"_s, u"oncall"_s}.contains(action))
        return usageError(call, "notify", u"there is no action '%1'"_s.arg(action.left(40)));
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(1));
    if (!workspace)
        return ExitUsage;
    if (action == u"oncall")
        return onCall(call, *workspace, arguments->output());
    Telling telling(workspace, IncidentStore(workspace->name));
    if (action == u"list")
        return list(call, telling, arguments->output());
    if (!telling.hasTargets())
        return fail(call, {Error::Kind::Config, u"the workspace names nobody to be told: notify: is empty"_s});
    const SystemClock clock;
    const Status prepared = action == u"try"     ? telling.tryAll(clock, personName())
                            : action == u"retry" ? telling.retry(clock)
                                                 : ok();
    if (!prepared)
        return fail(call, prepared.error());
    return send(call, telling, arguments->output());
}

} // namespace surgedeck
