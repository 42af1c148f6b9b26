// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"
#include "app/journalkeeping.h"
#include "app/person.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/outcomeprint.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr qsizetype longestReason = 500;

QString option(const char *name)
{
    return QString::fromLatin1(name);
}

struct Wish
{
    QString verb; ///< cancel | end
    QString source;
    QString session;
};

std::optional<Action> actionOf(const Wish &wish, const QString &identity)
{
    if (wish.verb == QLatin1String("cancel"))
        return CancelStatement{wish.session, identity};
    if (wish.verb == QLatin1String("end"))
        return EndSession{wish.session, identity};
    return std::nullopt;
}

bool hasSessions(const SourceConfig &source)
{
    return source.type == QLatin1String("postgresql") || source.type == QLatin1String("mysql") ||
           source.type == QLatin1String("redis");
}

CommandOrder orderOf(const Wish &wish, const Arguments &arguments)
{
    CommandOrder order;
    order.command.source = wish.source;
    order.command.action = *actionOf(wish, arguments.value(option("identity")));
    order.command.actor = order.approval.person =
        arguments.isSet(option("by")) ? arguments.value(option("by")) : personName();
    order.command.reason = arguments.value(option("reason")).simplified().left(longestReason);
    order.command.level = 2;
    order.command.rehearsal = arguments.isSet(option("dry-run"));
    order.approval.typedName = arguments.value(option("yes-i-mean"));
    order.approval.expectedName = wish.session;
    return order;
}

int carryOut(VerbCall &call, const Arguments &arguments, const Workspace &workspace, const CommandOrder &order,
             Role role)
{
    const SystemClock clock;
    const auto journal = openJournal(workspace, clock);
    const auto road = makeCommandRoad(workspace, role, *journal, clock);
    CommandOutcome outcome;
    road->send(order, [&](const CommandOutcome &ended) {
        outcome = ended;
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    printOutcome(call, arguments.output(), {workspace.name, order.command, role, outcome});
    return exitStatusOf(outcome);
}

} // namespace

int runSession(VerbCall &call)
{
    const auto text = [](const char *name, const char *value) {
        return QCommandLineOption(option(name), {}, option(value));
    };
    const auto arguments = Arguments::read(
        call, "session",
        {{QStringLiteral("cancel|end"), QStringLiteral("WORKSPACE"), QStringLiteral("SOURCE"), QStringLiteral("ID")},
         4,
         {text("reason", "TEXT"), text("yes-i-mean", "ID"), text("identity", "TEXT"), text("role", "ROLE"),
          text("by", "NAME"), QCommandLineOption(option("dry-run"))}});
    if (!arguments)
        return ExitUsage;
    const Wish wish{arguments->positional(0), arguments->positional(2), arguments->positional(3)};
    if (!actionOf(wish, {}))
        return usageError(call, "session", QStringLiteral("'%1' is neither cancel nor end").arg(wish.verb.left(40)));
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(1));
    if (!workspace)
        return ExitUsage;
    const SourceConfig *source = workspace->source(wish.source);
    if (!source || !hasSessions(*source))
        return usageError(call, "session",
                          QStringLiteral("'%1' is no database or Redis of this workspace").arg(wish.source.left(80)));
    const auto role = allowedRole(arguments->value(option("role")), Role::Responder);
    if (!role)
        return usageError(call, "session", role.error().message);
    const CommandOrder order = orderOf(wish, *arguments);
    if (order.command.reason.isEmpty()) {
        printOutcome(call, arguments->output(),
                     {workspace->name, order.command, *role,
                      refusalOf(QStringLiteral("say why: --reason TEXT; it goes into the record"))});
        return ExitRefused;
    }
    return carryOut(call, *arguments, *workspace, order, *role);
}

} // namespace surgedeck
