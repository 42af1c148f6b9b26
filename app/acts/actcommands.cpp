// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/actcommands.h"

#include "app/acting.h"
#include "app/acts/unlocksheet.h"
#include "app/agreements.h"
#include "app/incidents/incidentwatch.h"
#include "app/mainwindow.h"
#include "app/person.h"
#include "app/session.h"
#include "app/windowsheet.h"
#include "models/base/safetext.h"
#include "widgets/commandfield.h"
#include "widgets/topbar.h"

namespace surgedeck {

namespace {

constexpr int secondPersonLevel = 3;

struct Acts
{
    Q_DECLARE_TR_FUNCTIONS(Acts)
};

QString openIncident(MainWindow &window)
{
    const Incident *incident = window.incidents() ? window.incidents()->current() : nullptr;
    return incident ? incident->id : QString();
}

/// In production, what is irreversible and broad needs somebody else; their wish and answer are in a file that both
/// consoles read.
ActSheet::Parts partsFor(MainWindow &window, const ActPlan &plan)
{
    const Workspace &workspace = window.session().platform().workspace();
    const Clock &clock = window.session().clock();
    ActSheet::Parts parts{window.road(), clock, workspace.production, {}, {}};
    if (!workspace.production || plan.command.level < secondPersonLevel)
        return parts;
    const Agreements agreements(workspace.name);
    const Status asked = agreements.ask(plan.command, clock.now());
    parts.howToAgree =
        asked ? Agreements::howTo(workspace.file, Agreements::codeOf(plan.command)) : asked.error().message;
    parts.secondPerson = [agreements, &clock](const Command &command) {
        const auto agreement = agreements.agreement(command, clock.now());
        return agreement ? agreement->person : QString();
    };
    return parts;
}

void openActSheet(MainWindow &window, const ActPlan &plan)
{
    auto *sheet = new ActSheet(plan, partsFor(window, plan));
    QObject::connect(sheet, &ActSheet::left, &window, [&window] { window.sheet().close(); });
    window.sheet().open(sheet, WindowSheet::Stays::UntilClosed, WindowSheet::Room::Right);
}

void openActForm(MainWindow &window, ActForm::Parts parts)
{
    parts.road = window.road();
    auto *form = new ActForm(std::move(parts));
    QObject::connect(form, &ActForm::planned, &window, [&window](const ActPlan &plan) { openActSheet(window, plan); });
    window.sheet().open(form, WindowSheet::Stays::UntilClosed);
}

/// What stands in the way of an act on `source` now, for the palette.
std::function<CommandState()> stateOf(MainWindow &window, const QString &source)
{
    return [&window, source] {
        const QString obstacle = window.road() ? window.road()->obstacle(source) : Acts::tr("This window only shows.");
        return CommandState{source, SafeText::of(obstacle).singleLine(120)};
    };
}

void addAct(MainWindow &window, WindowCommand command, const QString &source)
{
    command.group = CommandGroup::DoNow;
    command.listing = Listing::WhenSought;
    command.symbol = Symbol::Hand;
    command.guarded = true;
    command.state = stateOf(window, source);
    window.commands().add(std::move(command));
}

void addTimeout(MainWindow &window, const QString &source)
{
    WindowCommand command;
    command.id = QStringLiteral("act-timeout-") + source;
    command.title = Acts::tr("Limit statements of a role on %1").arg(source);
    command.words = Acts::tr("statement timeout role slow");
    command.effect = Acts::tr("Opens a form. What is set counts for sessions that begin later.");
    command.run = [&window, source] {
        openActForm(window, {Acts::tr("Limit statements of a role"),
                             {{QStringLiteral("role"), Acts::tr("Role"), {}},
                              {QStringLiteral("limit"), Acts::tr("Longest time of a statement, or none"),
                               QStringLiteral("30s")}},
                             [source](const ActForm::Values &values) { return timeoutPlan(source, values); },
                             nullptr});
    };
    addAct(window, std::move(command), source);
}

void addUnlink(MainWindow &window, const QString &source)
{
    WindowCommand command;
    command.id = QStringLiteral("act-unlink-") + source;
    command.title = Acts::tr("Remove keys of a prefix from %1").arg(source);
    command.words = Acts::tr("unlink delete cache keys redis purge");
    command.effect = Acts::tr("Opens a form with a dry run. Keys are removed a few at a time.");
    command.run = [&window, source] {
        openActForm(window, {Acts::tr("Remove keys of a prefix"),
                             {{QStringLiteral("prefix"), Acts::tr("Prefix"), {}},
                              {QStringLiteral("rate"), Acts::tr("Keys a second, 2000 at most"), QStringLiteral("1000")},
                              {QStringLiteral("most"), Acts::tr("Keys in all, at most"), QStringLiteral("100000")}},
                             [source](const ActForm::Values &values) { return unlinkPlan(source, values); },
                             nullptr});
    };
    addAct(window, std::move(command), source);
}

void addCall(MainWindow &window, const ActionConfig &action)
{
    WindowCommand command;
    const QString name = SafeText::of(action.name.isEmpty() ? action.id : action.name).singleLine(60);
    command.id = QStringLiteral("act-call-") + action.id;
    command.title = Acts::tr("Do: %1").arg(name);
    command.words = action.id;
    command.effect = Acts::tr("Opens the sheet of this workspace's own action.");
    std::vector<ActForm::Field> fields;
    for (const ActionParameter &parameter : action.params)
        fields.push_back({parameter.name, parameter.name, parameter.preset.value_or(QString())});
    command.run = [&window, action, fields, name] {
        openActForm(window, {name, fields, [action](const ActForm::Values &values) { return callPlan(action, values); },
                             nullptr});
    };
    addAct(window, std::move(command), {});
}

void openUnlockSheet(MainWindow &window)
{
    const Workspace &workspace = window.session().platform().workspace();
    auto *sheet = new UnlockSheet(
        *window.unlocking(), {personName(), openIncident(window), workspace.name, workspace.production, machineRole()});
    QObject::connect(sheet, &UnlockSheet::done, &window, [&window] { window.sheet().close(); });
    window.sheet().open(sheet, WindowSheet::Stays::UntilClosed);
}

void addUnlocking(MainWindow &window)
{
    Unlocking *unlocking = window.unlocking();
    WindowCommand unlock;
    unlock.id = QStringLiteral("unlock-acting");
    unlock.title = Acts::tr("Unlock acting for a time");
    unlock.group = CommandGroup::DoNow;
    unlock.section = Acts::tr("Everywhere, also while you type");
    unlock.keys = {QKeySequence(QStringLiteral("Ctrl+U"))};
    unlock.words = Acts::tr("role responder commander act credential");
    unlock.effect = Acts::tr("Reads the acting credentials and opens their connections, for a time that you choose.");
    unlock.symbol = Symbol::Hand;
    unlock.state = [] {
        return machineRole() == Role::Viewer ? CommandState{{}, Acts::tr("this machine is for viewers")}
                                             : CommandState{};
    };
    unlock.run = [&window] { openUnlockSheet(window); };
    window.commands().add(unlock);
    WindowCommand lock;
    lock.id = QStringLiteral("lock-acting");
    lock.title = Acts::tr("Lock acting");
    lock.group = CommandGroup::DoNow;
    lock.listing = Listing::WhenSought;
    lock.words = unlock.words;
    lock.effect = Acts::tr("Forgets the acting credentials and closes their connections.");
    lock.state = [unlocking] {
        return unlocking->until() ? CommandState{} : CommandState{{}, Acts::tr("it is locked")};
    };
    lock.run = [unlocking] { unlocking->lock(QStringLiteral("by hand")); };
    window.commands().add(lock);
    QObject::connect(unlocking, &Unlocking::changed, &window, [&window, unlocking] {
        if (!unlocking->unarmed().isEmpty())
            window.topBar().commandField()->showOutcome(
                Acts::tr("Not armed: %1")
                    .arg(SafeText::of(unlocking->unarmed().join(QLatin1String("; "))).singleLine(160)));
    });
}

} // namespace

void addActCommands(MainWindow &window)
{
    if (window.replay() != nullptr || window.road() == nullptr)
        return;
    if (window.unlocking() != nullptr)
        addUnlocking(window);
    const Workspace &workspace = window.session().platform().workspace();
    for (const SourceConfig &source : workspace.sources) {
        if (source.act.isEmpty())
            continue;
        if (source.type == QLatin1String("postgresql"))
            addTimeout(window, source.id);
        if (source.type == QLatin1String("redis"))
            addUnlink(window, source.id);
    }
    for (const ActionConfig &action : workspace.actions)
        addCall(window, action);
}

} // namespace surgedeck
