// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"
#include "app/agreements.h"
#include "app/interruption.h"
#include "app/journalkeeping.h"
#include "app/person.h"
#include "app/team/teamsync.h"
#include "app/verbs/loading.h"
#include "app/verbs/outcomeprint.h"
#include "app/verbs/sessionwish.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/base/safetext.h"
#include "models/domain/actionfacts.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr int secondPersonLevel = 3;

QString option(const char *name)
{
    return QString::fromLatin1(name);
}

/// One command, or one after the other while a sweep has more to do: each is intended, sent and told of by itself, so
/// that an interruption only means that no further one is sent.
class Errand
{
public:
    Errand(VerbCall &call, CommandRoad &road, CommandOrder order)
        : m_call(call)
        , m_road(road)
        , m_order(std::move(order))
    {
    }

    CommandOutcome run()
    {
        const Interruption interruption([this] { m_interrupted = true; });
        send();
        QCoreApplication::exec();
        return m_outcome;
    }

private:
    void send()
    {
        m_order.command.id.clear();
        m_road.send(m_order, [this](const CommandOutcome &outcome) {
            m_outcome = outcome;
            if (m_interrupted || !sweepGoesOn(m_order.command.action, outcome.receipt))
                return QCoreApplication::exit();
            m_call.err << "surgedeck: " << outcome.receipt->detail << Qt::endl;
            send();
        });
    }

    VerbCall &m_call;
    CommandRoad &m_road;
    CommandOrder m_order;
    CommandOutcome m_outcome;
    bool m_interrupted = false;
};

int refuse(VerbCall &call, const Arguments &arguments, const OutcomeReport &report)
{
    printOutcome(call, arguments.output(), report);
    return ExitRefused;
}

/// Consoles of a team ask and answer each other through its store.
void shareWithTeam(VerbCall &call, const Workspace &workspace, const Clock &clock)
{
    if (const Status met = meetTeam(workspace, clock); !met)
        call.err << "surgedeck: the team's store is away, so that only consoles of this machine know: "
                 << met.error().message << '\n';
}

/// In production an irreversible and broad command needs somebody else. Returns what is missing; empty: nothing.
QString missingAgreement(VerbCall &call, const Workspace &workspace, CommandOrder &order, const Clock &clock)
{
    const bool needed = order.command.level >= secondPersonLevel && !order.command.rehearsal && workspace.production;
    if (!needed)
        return {};
    order.approval.secondPersonNeeded = true;
    shareWithTeam(call, workspace, clock);
    const Agreements agreements(workspace.name);
    if (const auto agreed = agreements.agreement(order.command, clock.now())) {
        order.approval.secondPerson = agreed->person;
        if (!agreed->login.isEmpty())
            call.err << "surgedeck: " << agreed->person << " agreed, as " << agreed->login << " in the team's store\n";
        return {};
    }
    if (const Status asked = agreements.ask(order.command, clock.now()); !asked)
        return asked.error().message;
    shareWithTeam(call, workspace, clock);
    return QStringLiteral(
               "a second person has to agree from a console of their own: %1; then call this again within 5 minutes")
        .arg(Agreements::howTo(workspace.file, Agreements::codeOf(order.command)));
}

int agree(VerbCall &call, const Arguments &arguments, const Workspace &workspace)
{
    const SystemClock clock;
    const Agreements agreements(workspace.name);
    const QString code = arguments.positional(2);
    const QString person = arguments.isSet(option("by")) ? arguments.value(option("by")) : personName();
    shareWithTeam(call, workspace, clock);
    const auto wish = agreements.wish(code, clock.now());
    const Status agreed = machineRole() == Role::Viewer
                              ? Status(Error{Error::Kind::Refused, QStringLiteral("a viewer agrees to nothing")})
                              : agreements.agree(code, person, clock.now());
    if (!agreed) {
        call.err << "surgedeck: refused: " << SafeText::of(agreed.error().message).singleLine(400) << '\n';
        return ExitRefused;
    }
    shareWithTeam(call, workspace, clock);
    call.out << SafeText::of(QStringLiteral("%1 agrees, for 5 minutes, to what %2 asked for (%3): %4")
                                 .arg(person, wish->actor, wish->reason, wish->what))
                    .singleLine(600)
             << '\n';
    return ExitFine;
}

std::optional<Arguments> readArguments(VerbCall &call)
{
    const auto text = [](const char *name, const char *value, const char *initial = "") {
        return QCommandLineOption(option(name), {}, option(value), option(initial));
    };
    return Arguments::read(
        call, "session",
        {{QStringLiteral("cancel|end|timeout|unlink|agree"), QStringLiteral("WORKSPACE"), QStringLiteral("SOURCE"),
          QStringLiteral("ID")},
         3,
         {text("reason", "TEXT"), text("yes-i-mean", "ID"), text("identity", "TEXT"), text("role", "ROLE"),
          text("by", "NAME"), text("to", "DURATION"), text("rate", "KEYS", "1000"), text("most", "KEYS", "100000"),
          QCommandLineOption(option("dry-run"))}});
}

int carryOut(VerbCall &call, const Arguments &arguments, const Workspace &workspace, CommandOrder order)
{
    const auto role = allowedRole(arguments.value(option("role")), Role::Responder);
    if (!role)
        return usageError(call, "session", role.error().message);
    const auto refusal = [&](const QString &why) {
        return refuse(call, arguments, {workspace.name, order.command, *role, refusalOf(why)});
    };
    if (order.command.reason.isEmpty())
        return refusal(QStringLiteral("say why: --reason TEXT; it goes into the record"));
    const SystemClock clock;
    if (*role != Role::Viewer) // who may nothing at all is told that first
        if (const QString missing = missingAgreement(call, workspace, order, clock); !missing.isEmpty())
            return refusal(missing);
    const auto journal = openJournal(workspace, clock);
    const auto road = makeCommandRoad(workspace, *role, *journal, clock);
    const CommandOutcome outcome = Errand(call, *road, order).run();
    printOutcome(call, arguments.output(), {workspace.name, order.command, *role, outcome});
    return exitStatusOf(outcome);
}

} // namespace

int runSession(VerbCall &call)
{
    const auto arguments = readArguments(call);
    if (!arguments)
        return ExitUsage;
    const SessionWish wish{arguments->positional(0), arguments->positional(2), arguments->positional(3)};
    const bool agrees = wish.verb == QLatin1String("agree");
    const auto order = agrees ? Result<CommandOrder>(CommandOrder{}) : wish.order(*arguments);
    if (!order || (!agrees && wish.target.isEmpty()))
        return usageError(call, "session",
                          order ? QStringLiteral("missing ID, ROLE or PREFIX") : order.error().message);
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(1));
    if (!workspace)
        return ExitUsage;
    if (agrees)
        return agree(call, *arguments, *workspace);
    const SourceConfig *source = workspace->source(wish.source);
    if (!source || !wish.fits(*source))
        return usageError(
            call, "session",
            QStringLiteral("'%1' is no source of this workspace that can do that").arg(wish.source.left(80)));
    return carryOut(call, *arguments, *workspace, *order);
}

} // namespace surgedeck
